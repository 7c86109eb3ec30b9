"""Ready pages are handed out at the door, before anything else is asked.

To find the view of an address, to look for a session that nobody brought and to run
the checks that concern signed-in people takes longer than answering. So a page that was
answered before is remembered by its address, and given again to anyone without cookies
while its text stands.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from charters.published import shelf
from councils.refusals import maintenance_until

PUBLIC = "public, max-age=0, s-maxage=1, must-revalidate"
MOST_ADDRESSES = 5000


@dataclass(frozen=True)
class Kept:
    """Where the bytes of an address are, and how they are answered."""

    council: str
    charter: str
    name: tuple
    etag: str
    content_type: str
    status: int


class Door:
    """The addresses that one process can answer from ready bytes."""

    def __init__(self, most: int = MOST_ADDRESSES):
        self.most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def keep(self, path: str, kept: Kept) -> None:
        with self._lock:
            self._kept[path] = kept
            self._kept.move_to_end(path)
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)

    def find(self, path: str) -> tuple[Kept, bytes] | None:
        """How to answer an address, or None when its view must be asked."""
        kept = self._kept.get(path)
        if kept is None:
            return None
        state = shelf.state(kept.council, kept.charter)
        if state is None or state.validator != kept.name[-1]:
            return None
        page = shelf.find(kept.name)
        return None if page is None else (kept, page)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


door = Door()


class DoorMiddleware:
    """Answers what is ready for those who bring nothing that could change it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.ready(request) or self.get_response(request)

    def ready(self, request) -> HttpResponse | None:
        asks = request.META
        if (
            request.method not in ("GET", "HEAD")
            or asks.get("HTTP_COOKIE")
            or asks.get("QUERY_STRING")
            or maintenance_until()
        ):
            return None
        found = door.find(request.path)
        if found is None:
            return None
        kept, page = found
        response = get_conditional_response(request, etag=kept.etag) or HttpResponse(
            page, content_type=kept.content_type, status=kept.status
        )
        response["ETag"] = kept.etag
        response["Cache-Control"] = PUBLIC
        return response
