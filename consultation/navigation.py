"""Where consultations stand in the menus."""

from django.utils.translation import gettext_lazy as _

from councils import navigation

navigation.public(_("Have your say"), "consultation:consultation_list", order=20)
navigation.workspace(
    _("Consultations"),
    "consultation:workspace_list",
    order=30,
    permission="consultation.view_plan",
)
