"""Where the pages about measures stand in the menus."""

from django.utils.translation import gettext_lazy as _

from councils import navigation

navigation.workspace(
    _("Lists of measures"),
    "metrics:frameworks",
    order=85,
    permission="metrics.define_term",
)
