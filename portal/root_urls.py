from django.urls import path

from portal import urls_service, views

urlpatterns = [
    *urls_service.root_urlpatterns,
    path("", views.Front.as_view(), name="front"),
    path("health/", views.health, name="health"),
]
