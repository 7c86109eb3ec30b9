"""The root of the open data: which resources there are, and their schema.

What a resource shows stands in the `api.py` of its app; the rules for all of them
(pages, limits, caching, no cookies) are in `councils.api`.
"""

from django.conf import settings
from django.urls import include, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from charters.api import Charters, Editions, Priorities
from consultation.api import Comments, Consultations, Issues, Rounds, Statements
from contracts.api import Commitments
from councils.api import Councils, Throttle
from metrics.api import Frameworks, Metrics
from tenders.api import Tenders

RESOURCES = {
    "councils": ("council", Councils),
    "charters": ("charter", Charters),
    "editions": ("edition", Editions),
    "priorities": ("priority", Priorities),
    "consultations": ("consultation", Consultations),
    "rounds": ("round", Rounds),
    "comments": ("comment", Comments),
    "issues": ("issue", Issues),
    "statements": ("statement", Statements),
    "tenders": ("tender", Tenders),
    "commitments": ("commitment", Commitments),
    "frameworks": ("framework", Frameworks),
    "metrics": ("metric", Metrics),
}

router = SimpleRouter()
for _prefix, (_name, _resource) in RESOURCES.items():
    router.register(_prefix, _resource, basename=_name)


class Root(APIView):
    """The addresses of all resources."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]
    renderer_classes = [JSONRenderer]
    metadata_class = None

    @extend_schema(exclude=True)
    def get(self, request):
        return Response(
            {
                prefix: settings.SITE_ORIGIN + reverse(f"api:{name}-list")
                for prefix, (name, _resource) in RESOURCES.items()
            }
        )


@method_decorator(conditional_page, name="dispatch")
class Schema(SpectacularAPIView):
    """What can be asked for and what comes back, as OpenAPI 3."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = [Throttle]


patterns = [
    path("", Root.as_view(), name="root"),
    path("schema/", Schema.as_view(), name="schema"),
    *router.urls,
]

urlpatterns = [path("api/v1/", include((patterns, "api")))]
