"""The portal with one address more: a constant answer of a given size."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 – after the portal is loaded

from config import urls  # noqa: E402


def constant(request, size):
    """As many bytes as asked for, through the same middleware."""
    return HttpResponse(b"x" * size)


settings.ROOT_URLCONF = __name__
urlpatterns = [path("constant/<int:size>/", constant), *urls.urlpatterns]
handler400, handler500 = urls.handler400, urls.handler500
sys.modules.setdefault("benchmarks.site", sys.modules[__name__])
