from django.urls import path

from portal import views

urlpatterns = [
    path("", views.Front.as_view(), name="front"),
    path("health/", views.health, name="health"),
]
