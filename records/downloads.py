"""Handing out a stored file so that it can do no harm to whoever opens it."""

from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control

from records.models import StoredFile

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def attach(file: StoredFile, *, filename: str = "") -> FileResponse:
    """A private file: saved, never shown in the page's own origin, kept by no cache."""
    response = _answer(file, filename, as_attachment=True)
    response["Content-Security-Policy"] = SANDBOX
    patch_cache_control(response, private=True, no_store=True)
    return response


def show(file: StoredFile, *, filename: str = "") -> FileResponse:
    """A public file that the portal made itself: opened in the browser, and kept.

    Its address may later show another edition, so caches ask again by its hash.
    """
    response = _answer(file, filename, as_attachment=False)
    response["ETag"] = f'"{file.sha256}"'
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def _answer(file: StoredFile, filename: str, *, as_attachment: bool) -> FileResponse:
    try:
        stream = file.open()
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        stream,
        as_attachment=as_attachment,
        filename=filename or file.name,
        content_type=file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
