"""The page that explains the open data to people."""

from django.conf import settings
from django.urls import reverse
from django.views.generic import TemplateView

from councils.api import FRESH_SECONDS, Pages
from portal.api import RESOURCES


class OpenDataGuide(TemplateView):
    template_name = "portal/open_data.html"

    def get_context_data(self, **kwargs):
        resources = [
            {
                "address": reverse(f"api:{name}-list"),
                "about": resource.about,
                "filters": list(filters_of(resource)),
            }
            for name, resource in RESOURCES.values()
        ]
        return super().get_context_data(
            resources=resources,
            rate=settings.API_RATE.partition("/")[0],
            fresh_seconds=FRESH_SECONDS,
            page_size=Pages.page_size,
            most=Pages.max_page_size,
            **kwargs,
        )


def filters_of(resource):
    """The names by which a resource can be narrowed."""
    if hasattr(resource, "filterset_class"):
        return resource.filterset_class.base_filters
    return getattr(resource, "filterset_fields", [])
