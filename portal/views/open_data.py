"""The page that explains the open data to people."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.generic import TemplateView, View

from councils.api import FRESH_SECONDS, Pages
from portal.api import RESOURCES

SCHEMAS = {
    path.stem: path for path in (Path(__file__).parents[1] / "schemas").glob("*.json")
}


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
            schemas=sorted(SCHEMAS),
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


class DataSchema(View):
    """The shape of one kind of file, as JSON Schema."""

    def get(self, request, name):
        if name not in SCHEMAS:
            raise Http404
        file = SCHEMAS[name].open("rb")
        answer = FileResponse(file, content_type="application/schema+json")
        answer["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
        return answer
