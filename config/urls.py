"""All addresses. A council's pages stand under its slug, shared ones at the root."""

from importlib import import_module
from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

APPS = [
    "councils",
    "records",
    "metrics",
    "charters",
    "consultation",
    "tenders",
    "contracts",
    "portal",
]
MOST_READ = "charters"
"""Its addresses are tried first: a warm page is spent mostly on finding its view."""


def root_urls():
    """The addresses without a council, from each app's `root_urls.py`."""
    for app in APPS:
        if find_spec(f"{app}.root_urls"):
            yield from import_module(f"{app}.root_urls").urlpatterns


def council_urls():
    """The addresses below a council's slug, from each app's `urls.py`."""
    for app in sorted(APPS, key=lambda app: app != MOST_READ):
        if find_spec(f"{app}.urls"):
            yield path("", include(f"{app}.urls"))


urlpatterns = [
    path("admin/", admin.site.urls),
    *root_urls(),
    path("<slug:council>/", include(list(council_urls()))),
]

handler400 = "portal.views.errors.bad_request"
handler500 = "portal.views.errors.server_error"
