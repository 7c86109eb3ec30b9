from django.utils.translation import gettext_lazy as _

from councils import navigation

navigation.public(
    _("For suppliers"),
    "tenders:suppliers",
    order=30,
    covers=("opportunities", "community-needs"),
)
navigation.workspace(
    _("Opportunities"),
    "tenders:tender_work_list",
    order=40,
    permission="tenders.view_tender_work",
)
navigation.workspace(
    _("Evaluations"),
    "tenders:evaluation_list",
    order=42,
    permission="tenders.declare_interest",
)
navigation.workspace(
    _("Your opener’s key"),
    "tenders:opener_key",
    order=44,
    permission="tenders.make_opener_key",
)
