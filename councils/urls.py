from django.urls import include, path

from councils.views import branding, lost_factor, people, places, settings

app_name = "councils"

public = [
    path("places/", places.PlaceList.as_view(), name="place_list"),
    path("places/<slug:code>/", places.PlaceDetail.as_view(), name="place_detail"),
    path("brand.css", branding.BrandSheet.as_view(), name="brand_css"),
    path("logo.png", branding.Logo.as_view(), name="logo"),
]

our_people = [
    path("", people.People.as_view(), name="people"),
    path("invite/", people.Invite.as_view(), name="invite"),
    path(
        "invitations/<uuid:invitation>/withdraw/",
        people.WithdrawInvitation.as_view(),
        name="withdraw_invitation",
    ),
    path("<uuid:person>/", people.ChangeRoles.as_view(), name="change_roles"),
    path(
        "<uuid:person>/second-step/",
        lost_factor.AskFactorReset.as_view(),
        name="ask_factor_reset",
    ),
    path(
        "second-steps/<uuid:reset>/",
        lost_factor.DecideFactorReset.as_view(),
        name="decide_factor_reset",
    ),
    path("<uuid:person>/end/", people.EndMembership.as_view(), name="end_membership"),
]

workspace = [
    path("setup/", settings.Setup.as_view(), name="setup"),
    path("settings/", settings.Settings.as_view(), name="settings"),
    path("settings/details/", settings.Details.as_view(), name="settings_details"),
    path("settings/branding/", settings.Branding.as_view(), name="settings_branding"),
    path("settings/people/", include(our_people)),
    path("settings/places/", settings.Places.as_view(), name="settings_places"),
    path("settings/sender/", settings.Sender.as_view(), name="settings_sender"),
    path("settings/contacts/", settings.Contacts.as_view(), name="settings_contacts"),
    path(
        "settings/retention/", settings.Retention.as_view(), name="settings_retention"
    ),
]

urlpatterns = [*public, path("workspace/", include(workspace))]
