"""Addresses that belong to no council: what bodies outside of it are asked."""

from django.urls import path

from charters.views import endorsing

ONE = "steward/endorsements/<uuid:uid>/"

urlpatterns = [
    path(
        "steward/endorsements/",
        endorsing.EndorsementList.as_view(),
        name="endorsement_list",
    ),
    path(ONE, endorsing.EndorsementDetail.as_view(), name="endorsement_detail"),
    path(
        f"{ONE}parts/<uuid:key>/",
        endorsing.AddEndorsementRemark.as_view(),
        name="endorsement_remark_add",
    ),
    path(
        f"{ONE}comments/<int:number>/remove/",
        endorsing.RemoveEndorsementRemark.as_view(),
        name="endorsement_remark_remove",
    ),
]
