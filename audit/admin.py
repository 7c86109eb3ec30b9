from django.contrib import admin
from django.db.models import Q

from audit.models import Checkpoint, Delivery, Event
from audit.trail import NATIONAL


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

    def get_queryset(self, request):
        """Chains of their own, such as a tender's before its opening, stay unread."""
        events = super().get_queryset(request)
        return events.filter(Q(chain=NATIONAL) | Q(chain__startswith="council:"))


@admin.register(Delivery)
class DeliveryAdmin(LookOnly):
    list_display = ["event", "handler", "tries", "done_at", "parked_at"]
    list_select_related = ["event"]


admin.site.register(Checkpoint, LookOnly)
