"""Open data: the base on which every app shows what its public pages show.

Anyone may read, nobody can write. No cookie is read or set, so that browsers, nginx and
programs may keep what they get. Addresses are built from `SITE_ORIGIN`.
"""

import logging
from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.throttling import AnonRateThrottle
from rest_framework.viewsets import ReadOnlyModelViewSet

from councils.models import Council

logger = logging.getLogger(__name__)

FRESH_SECONDS = 60
KEY = "ITS-KEY"


class Throttle(AnonRateThrottle):
    """So many requests for each address; `API_RATE` says how many.

    Reading stays open while the cache that keeps the count is away.
    """

    scope = "open_data"

    def allow_request(self, request, view):
        try:
            return super().allow_request(request, view)
        except Exception:
            logger.warning("Requests for open data are not counted", exc_info=True)
            return True

    def get_rate(self):
        return settings.API_RATE


class Pages(PageNumberPagination):
    """A page of results, with the addresses of its neighbours."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    invalid_page_message = _("There is no such page.")

    def get_next_link(self):
        return self._here(super().get_next_link())

    def get_previous_link(self):
        return self._here(super().get_previous_link())

    def _here(self, link):
        if link is None:
            return None
        path = link.partition("://")[2].partition("/")[2]
        return f"{settings.SITE_ORIGIN}/{path}"


@method_decorator(conditional_page, name="dispatch")
class OpenData(ReadOnlyModelViewSet):
    """A resource that anyone may read: lists, filters, pages, ETags, no cookies."""

    about = ""  # what it lists, for the page that explains it
    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]
    renderer_classes = [JSONRenderer]
    filter_backends = [filters.DjangoFilterBackend]
    pagination_class = Pages
    metadata_class = None
    http_method_names = ["get", "head"]

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
            patch_cache_control(response, s_maxage=FRESH_SECONDS)
        else:
            patch_cache_control(response, no_store=True)
        return response


class DataAddress(serializers.URLField):
    """Where the same thing stands in this API."""

    def __init__(self, resource: str, key: str, **kwargs):
        self.resource, self.key = resource, key
        super().__init__(read_only=True, source="*", **kwargs)

    def to_representation(self, value) -> str:
        for name in self.key.split("."):
            value = getattr(value, name)
        path = address_of(self.resource).replace(KEY, quote(str(value), safe=""))
        return settings.SITE_ORIGIN + path


@cache
def address_of(resource: str) -> str:
    """The path of one thing with a place for its key: looked up once for all rows."""
    return reverse(f"api:{resource}-detail", args=[KEY])


class PageAddress(serializers.URLField):
    """Where people read the same thing."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, source="*", **kwargs)

    def to_representation(self, value) -> str:
        return settings.SITE_ORIGIN + value.get_absolute_url()


class Amount(serializers.DecimalField):
    """A number as text, so that no reader rounds it, and without idle noughts."""

    def __init__(self, **kwargs):
        kwargs = {"max_digits": 24, "decimal_places": 4} | kwargs
        super().__init__(read_only=True, normalize_output=True, **kwargs)


class OfCouncil(filters.FilterSet):
    """Filters of things that belong to a council."""

    council = filters.CharFilter(
        "council__slug", label=_("The council, such as eastfield")
    )


class CouncilSerializer(serializers.ModelSerializer):
    url = DataAddress("council", "slug")
    page = PageAddress()

    class Meta:
        model = Council
        fields = ["slug", "name", "gss_code", "website", "decided_by", "url", "page"]


class Councils(OpenData):
    """The councils that publish here."""

    about = _("The councils that publish here.")

    queryset = Council.objects.order_by("slug")
    serializer_class = CouncilSerializer
    lookup_field = "slug"
