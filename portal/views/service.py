"""Help and legal pages, for the installation and for each council; a council's look."""

import hashlib

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views import View
from django.views.generic import TemplateView

from councils.pages import CouncilPage
from portal import tested
from records.weave import svg

A_DAY = 24 * 60 * 60
A_YEAR = 365 * A_DAY


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
            idle_hours=settings.SESSION_COOKIE_AGE // 3600,
            **kwargs,
        )


class CouncilServicePage(CouncilPage, ServicePage):
    """The same page with the council's name and contacts."""


class CouncilFile(CouncilPage, View):
    """A small file that belongs to a council's look; browsers may keep it."""

    content_type = ""

    def body(self) -> str:
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        body = self.body().encode()
        response = HttpResponse(body, content_type=self.content_type)
        response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
        return response


class Brand(CouncilFile):
    """The council's one colour and its threads, as a stylesheet."""

    content_type = "text/css"

    def body(self):
        colour = self.council.brand_colour
        return (
            f":root{{--govuk-brand-colour:{colour};"
            f'--cvc-threads:url("/{self.council.slug}/threads.svg")}}'
        )


class Threads(CouncilFile):
    """The council's own thread pattern, drawn from its slug."""

    content_type = "image/svg+xml"

    def body(self):
        return svg(self.council.slug, 840, 688)


class Logo(CouncilPage, View):
    """The council's logo."""

    def get(self, request, *args, **kwargs):
        if not self.council.logo:
            raise Http404
        response = FileResponse(self.council.logo.open("rb"))
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        patch_cache_control(response, public=True, max_age=A_DAY)
        return response
