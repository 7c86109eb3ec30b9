"""Addresses of the place's strengths and of what residents propose."""

from django.urls import path

from charters.views import assets, proposal_work, proposals

PROPOSAL = "proposals/<slug:reference>/"
WORK = "workspace/proposals/"
ASSETS = "workspace/assets/"

place_urls = [
    path("assets/", assets.AssetList.as_view(), name="asset_list"),
    path("proposals/", proposals.ProposalList.as_view(), name="proposal_list"),
    path("proposals/new/", proposals.Propose.as_view(), name="propose"),
    path(PROPOSAL, proposals.ProposalDetail.as_view(), name="proposal_detail"),
    path(
        f"{PROPOSAL}support/",
        proposals.GiveSupport.as_view(),
        name="proposal_support",
    ),
    path(
        f"{PROPOSAL}support/<str:token>/",
        proposals.ConfirmSupport.as_view(),
        name="proposal_support_confirm",
    ),
    path(WORK, proposal_work.ProposalWorkList.as_view(), name="proposal_work_list"),
    path(f"{WORK}support/", proposal_work.SetTrigger.as_view(), name="support_trigger"),
    path(
        f"{WORK}<slug:reference>/",
        proposal_work.AnswerProposal.as_view(),
        name="proposal_answer",
    ),
    path(ASSETS, assets.AssetWorkList.as_view(), name="asset_work_list"),
    path(f"{ASSETS}add/", assets.AddAsset.as_view(), name="asset_add"),
    path(
        f"{ASSETS}<int:number>/change/",
        assets.ChangeAsset.as_view(),
        name="asset_change",
    ),
    path(
        f"{ASSETS}<int:number>/retire/",
        assets.RetireAsset.as_view(),
        name="asset_retire",
    ),
]
