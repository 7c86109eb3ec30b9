"""A council's colour as a style sheet, and its logo as a picture."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.generic import View

from councils.pages import CouncilPage

A_YEAR = 365 * 24 * 60 * 60


class Kept(CouncilPage, View):
    """Browsers may keep it: the page asks for it by its version."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        seconds = A_YEAR if request.GET else 300
        patch_cache_control(response, public=True, max_age=seconds)
        return response


class BrandSheet(Kept):
    def get(self, request, **kwargs):
        council = self.council
        return HttpResponse(
            f":root{{--govuk-brand-colour:{council.brand_colour};"
            f'--cvc-threads:url("/{council.slug}/threads.svg")}}\n',
            content_type="text/css",
        )


class Logo(Kept):
    def get(self, request, **kwargs):
        if not self.council.logo:
            raise Http404
        return FileResponse(self.council.logo.open(), content_type="image/png")
