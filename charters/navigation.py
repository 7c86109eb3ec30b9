from django.utils.translation import gettext_lazy as _

from councils import navigation

navigation.public(
    _("Charter"),
    "charters:charter_current",
    order=10,
    covers=("charters", "priorities", "assets", "proposals", "champions"),
)
navigation.workspace(
    _("Charters"),
    "charters:charter_work_list",
    order=20,
    permission="charters.view_charter",
)
navigation.workspace(
    _("Approvals"),
    "charters:approval_list",
    order=25,
    permission="charters.view_approval",
)
navigation.workspace(
    _("Proposals"),
    "charters:proposal_work_list",
    order=32,
    permission="charters.view_proposals",
)
navigation.workspace(
    _("Strengths"),
    "charters:asset_work_list",
    order=33,
    permission="charters.keep_assets",
)
navigation.workspace(
    _("Champions"),
    "charters:champion_work",
    order=34,
    permission="charters.name_champion",
)
