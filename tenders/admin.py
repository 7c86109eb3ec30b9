"""The admin is for looking. It never shows a bid: neither content, name nor number."""

from django.contrib import admin

from audit.admin import LookOnly
from tenders.models import Award, Tender, TenderPriority


class PriorityInline(admin.TabularInline):
    model = TenderPriority
    fields = ["edition_priority", "weight", "question"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Tender)
class TenderAdmin(LookOnly):
    list_display = ["reference", "council", "title", "status", "bids_close_at"]
    list_filter = ["status", "council"]
    list_select_related = ["council"]
    inlines = [PriorityInline]
    fields = [
        "council",
        "reference",
        "edition",
        "title",
        "description",
        "value",
        "category",
        "regime",
        "bids_close_at",
        "status",
        "published_at",
        "opened_at",
        "cancelled_reason",
    ]


@admin.register(Award)
class AwardAdmin(LookOnly):
    list_display = ["tender", "decided_on", "standstill_ends_on"]
    list_select_related = ["tender__council"]
    fields = ["tender", "decided_on", "reason", "standstill_ends_on"]
