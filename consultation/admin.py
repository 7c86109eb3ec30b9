from django.contrib import admin

from audit.admin import LookOnly
from consultation import models


@admin.register(models.Consultation)
class ConsultationAdmin(LookOnly):
    list_display = ["title", "council", "charter"]
    list_select_related = ["council", "charter"]


@admin.register(models.Round)
class RoundAdmin(LookOnly):
    list_display = ["consultation", "number", "status", "opens_at", "closes_at"]
    list_select_related = ["consultation"]


@admin.register(models.Issue)
class IssueAdmin(LookOnly):
    list_display = ["round", "number", "title"]
    list_select_related = ["round__consultation"]


# Responses, comments and contacts are not here: support staff see no content.
