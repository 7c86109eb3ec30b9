from django.urls import include, path

from councils.accounts.urls import urlpatterns as account_urls
from councils.views import demo, invitations, organisations

own_organisation = [
    path("", organisations.OrganisationHome.as_view(), name="organisation_home"),
    path("new/", organisations.Register.as_view(), name="organisation_register"),
    path(
        "<slug:reference>/join/",
        organisations.AskToJoin.as_view(),
        name="organisation_join",
    ),
    path(
        "<slug:reference>/change/",
        organisations.ChangeOrganisation.as_view(),
        name="organisation_change",
    ),
    path(
        "<slug:reference>/requests/<uuid:person>/",
        organisations.AnswerJoinRequest.as_view(),
        name="organisation_join_request",
    ),
    path(
        "<slug:reference>/people/<uuid:person>/lead/",
        organisations.MakeLead.as_view(),
        name="representative_lead",
    ),
    path(
        "<slug:reference>/people/<uuid:person>/end/",
        organisations.EndRepresentation.as_view(),
        name="representative_end",
    ),
]

urlpatterns = [
    *account_urls,
    path("demo/", demo.Demo.as_view(), name="demo"),
    path(
        "invite/<str:token>/",
        invitations.AcceptInvitation.as_view(),
        name="accept_invitation",
    ),
    path("supplier/organisation/", include(own_organisation)),
    path(
        "organisations/<slug:reference>/",
        organisations.OrganisationDetail.as_view(),
        name="organisation_detail",
    ),
]
