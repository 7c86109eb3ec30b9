"""Where contracts stand in the menus."""

from django.utils.translation import gettext_lazy as _

from councils import navigation

navigation.public(
    _("Results"),
    "contracts:results",
    order=40,
    covers=("contracts", "places", "threads", "thread"),
)
navigation.workspace(
    _("Contracts"),
    "contracts:contract_work_list",
    order=50,
    permission="contracts.view_contract_work",
)
