"""Help and legal pages, for the installation and each council; its threads."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.views import View
from django.views.generic import TemplateView

from councils.pages import CouncilPage
from portal import tested
from records.weave import svg

A_YEAR = 365 * 24 * 60 * 60


class ServicePage(TemplateView):
    """One page of help or of rules, for all councils."""

    subject = ""

    def get_template_names(self):
        return [f"portal/service/{self.subject}.html"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            tests=tested.TESTS,
            failures=tested.KNOWN_FAILURES,
            not_tested=tested.NOT_TESTED,
            tested_on=tested.TESTED_ON,
            prepared_on=tested.PREPARED_ON,
            reviewed_on=tested.REVIEWED_ON,
            idle_hours=settings.SESSION_COOKIE_AGE // 3600,
            **kwargs,
        )


class CouncilServicePage(CouncilPage, ServicePage):
    """The same page with the council's name and contacts."""


class Threads(CouncilPage, View):
    """The council's own thread pattern, drawn from its slug; browsers may keep it."""

    def get(self, request, *args, **kwargs):
        body = svg(self.council.slug, 840, 688)
        response = HttpResponse(body, content_type="image/svg+xml")
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
        return response
