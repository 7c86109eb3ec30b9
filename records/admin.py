"""For support, to look: nothing is changed here, and no text is shown."""

from django.contrib import admin

from records.models import DataRequest, Follow, Letter, Rendition, StoredFile


class OnlyLooking(admin.ModelAdmin):
    """Lists and details without a way to add, change or delete."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Letter)
class LetterAdmin(OnlyLooking):
    list_display = ["uid", "kind", "council", "written_at", "status", "tries"]
    list_filter = ["kind"]
    exclude = ["recipient", "subject", "text", "stop_url", "user", "recipient_key"]


@admin.register(Rendition)
class RenditionAdmin(OnlyLooking):
    list_display = ["uid", "council", "template", "asked_at", "status", "tries"]
    exclude = ["document"]


@admin.register(StoredFile)
class StoredFileAdmin(OnlyLooking):
    list_display = ["uid", "council", "kind", "size", "kept_at"]
    exclude = ["name", "uploaded_by"]


@admin.register(Follow)
class FollowAdmin(OnlyLooking):
    list_display = ["uid", "council", "topic", "asked_at", "confirmed_at", "stopped_at"]
    exclude = ["email", "token"]


@admin.register(DataRequest)
class DataRequestAdmin(OnlyLooking):
    list_display = ["reference", "council", "kind", "status", "answer_by_on"]
    exclude = ["name", "email", "words", "reply", "answered_by"]
