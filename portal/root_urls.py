from django.urls import path
from django.views.generic import RedirectView

from portal import api, urls_service, views

urlpatterns = [
    *urls_service.root_urlpatterns,
    path("", views.Front.as_view(), name="front"),
    path("api/", views.OpenDataGuide.as_view(), name="data"),
    path("api/schemas/<slug:name>.json", views.DataSchema.as_view(), name="schema"),
    *api.urlpatterns,
    path("api/v1/docs/", RedirectView.as_view(pattern_name="data"), name="api_docs"),
    path(
        "api/v1/<slug:council>/ocds/releases.json",
        views.Releases.as_view(),
        name="ocds_releases",
    ),
    path("health/", views.health, name="health"),
    path("health/metrics/", views.backlog, name="health_metrics"),
]
