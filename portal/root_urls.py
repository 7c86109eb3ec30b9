from django.urls import path

from portal import api, urls_service, views

urlpatterns = [
    *urls_service.root_urlpatterns,
    path("", views.Front.as_view(), name="front"),
    path("api/", views.OpenDataGuide.as_view(), name="data"),
    path("api/schemas/<slug:name>.json", views.DataSchema.as_view(), name="schema"),
    *api.urlpatterns,
    path("health/", views.health, name="health"),
]
