"""Addresses of help and legal pages, the same at the root and under each council."""

from django.urls import path

from portal.views import service

SUBJECTS = (
    "about",
    "accessibility",
    "contact",
    "cookies",
    "help",
    "privacy",
    "terms",
)

root_urlpatterns = [
    path(f"{name}/", service.ServicePage.as_view(subject=name), name=name)
    for name in SUBJECTS
]

urlpatterns = [
    *(
        path(f"{name}/", service.CouncilServicePage.as_view(subject=name), name=name)
        for name in SUBJECTS
    ),
    path("threads.svg", service.Threads.as_view(), name="threads"),
]
