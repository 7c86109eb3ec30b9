from django.contrib import admin

from audit.admin import LookOnly
from charters.models import Approval, Change, Charter, Edition


@admin.register(Charter)
class CharterAdmin(LookOnly):
    list_display = ["title", "council", "area", "status", "starts_on", "ends_on"]
    list_filter = ["status", "council"]
    list_select_related = ["council", "area"]
    search_fields = ["title", "slug"]


@admin.register(Edition)
class EditionAdmin(LookOnly):
    list_display = ["charter", "number", "kind", "frozen_at", "content_hash"]
    list_filter = ["kind"]
    list_select_related = ["charter"]


@admin.register(Approval)
class ApprovalAdmin(LookOnly):
    list_display = ["charter", "submitted_at", "decide_by", "decision", "decided_at"]
    list_filter = ["decision"]
    list_select_related = ["charter"]


@admin.register(Change)
class ChangeAdmin(LookOnly):
    list_display = ["charter", "label", "part", "kind"]
    list_filter = ["part", "kind"]
    list_select_related = ["charter"]
