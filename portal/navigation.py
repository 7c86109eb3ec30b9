from django.utils.translation import gettext_lazy as _

from councils import navigation

navigation.workspace(_("Your work"), "portal:your_work", order=10)
navigation.workspace(
    _("The record"), "portal:log", order=85, permission="councils.read_trail"
)
navigation.public(_("Search"), "portal:search", order=90)
navigation.workspace(
    _("Data requests"),
    "portal:data_request_list",
    order=87,
    permission="records.answer_data_request",
)
