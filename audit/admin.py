from django.contrib import admin

from audit.models import Checkpoint, Delivery, Event


class LookOnly(admin.ModelAdmin):
    """The admin is for looking."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Event)
class EventAdmin(LookOnly):
    list_display = ["chain", "sequence", "verb", "subject_kind", "happened_at"]
    list_filter = ["verb"]


@admin.register(Delivery)
class DeliveryAdmin(LookOnly):
    list_display = ["event", "handler", "tries", "done_at", "parked_at"]
    list_select_related = ["event"]


admin.site.register(Checkpoint, LookOnly)
