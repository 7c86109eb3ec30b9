"""Published pages as ready bytes: rendered once for each text, then only handed out.

What a page shows is summed up in one hash, its validator: the hashes of the editions,
the charter's status, whether the PDF is ready, and what the frame around it says. A
process asks the database for it at most every half second, so that a warm page needs no
query and a published change is seen within a second. Inside a transaction it asks each
time, because what that transaction wrote must show.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property

from django.conf import settings
from django.db import connection
from django.templatetags.static import static

from charters.models import Charter, Edition, Endorsement
from charters.models.edition import LARGE_PRINT, PRINT
from records.models import Rendition

FRESH_SECONDS = 0.5
MOST_BYTES = 32 * 1024 * 1024
MOST_STATES = 500


@dataclass
class State:
    """A charter as the public may see it now: its public editions and their files."""

    charter: Charter
    editions: list[Edition]
    renditions: dict[tuple[str, str], Rendition] = field(default_factory=dict)
    endorsements: list[Endorsement] = field(default_factory=list)

    @property
    def council(self):
        return self.charter.council

    @cached_property
    def current(self) -> Edition:
        """The adopted edition if there is one, else the latest public draft."""
        adopted = [one for one in self.editions if one.kind == Edition.Kind.ADOPTED]
        return (adopted or self.editions)[-1]

    def numbered(self, number: int) -> Edition | None:
        return next((one for one in self.editions if one.number == number), None)

    def rendition_of(self, edition: Edition, template: str = PRINT) -> Rendition | None:
        return self.renditions.get((template, edition.trail_reference))

    @property
    def endorsement(self) -> Endorsement | None:
        """The last one that was sought, with the number of its version."""
        return self.endorsements[-1] if self.endorsements else None

    @cached_property
    def validator(self) -> str:
        """Changes whenever anything changes that a page of the charter shows."""
        charter, council = self.charter, self.charter.council
        successor = charter.superseded_by
        shown = [
            build_stamp(),
            *(council.name, council.brand_colour, council.logo.name, council.logo_alt),
            *(charter.slug, charter.status),
            *(charter.adopted_on, charter.superseded_on, charter.withdrawn_on),
            *(charter.status_shown, charter.in_force_from, charter.in_force_until),
            *(charter.withdrawn_reason, charter.is_out_of_date()),
            *(charter.is_due_for_review(), charter.review_on),
            successor.slug if successor else "",
            council.decided_by,
            *((one.pk, one.status, one.moved_at) for one in self.endorsements),
        ]
        for edition in self.editions:
            shown += [edition.content_hash, edition.release.public_from]
            for template in (PRINT, LARGE_PRINT):
                if rendition := self.rendition_of(edition, template):
                    shown += [rendition.status, rendition.size]
        return hashlib.sha256(repr(shown).encode()).hexdigest()


@cache
def build_stamp() -> str:
    """What this program's pages look like: their templates and styles."""
    stamp = hashlib.sha256(static("portal.css").encode())
    folder = settings.ROOT / "templates"
    for path in sorted(
        [
            *folder.glob("*.html"),
            *folder.glob("components/*.html"),
            *folder.glob("charters/*.html"),
            *folder.glob("metrics/_*.html"),
        ]
    ):
        stamp.update(path.read_bytes())
    return stamp.hexdigest()


class Shelf:
    """What one process keeps: states for a moment, pages while their text stands."""

    def __init__(self, fresh_seconds: float = FRESH_SECONDS, most_bytes=MOST_BYTES):
        self.fresh_seconds = fresh_seconds
        self.most_bytes = most_bytes
        self._lock = threading.Lock()
        self._states: OrderedDict[tuple, tuple[float, State | None]] = OrderedDict()
        self._pages: OrderedDict[tuple, bytes] = OrderedDict()
        self._size = 0

    def state(self, council: str, charter: str) -> State | None:
        """What the public may see of a charter, or None when that is nothing."""
        if connection.in_atomic_block:
            return look_up(council, charter)
        name, now = (council, charter), time.monotonic()
        asked_at, known = self._states.get(name, (-1e9, None))
        if known is not None and now - asked_at < self.fresh_seconds:
            return known
        found = look_up(council, charter)
        with self._lock:
            self._states[name] = (now, found)
            self._states.move_to_end(name)
            while len(self._states) > MOST_STATES:
                self._states.popitem(last=False)
        return found

    def page(self, name: tuple, render: Callable[[], bytes]) -> bytes:
        """The bytes kept under a name, or fresh ones, which are then kept."""
        if (kept := self.find(name)) is not None:
            return kept
        page = render()
        with self._lock:
            if name not in self._pages:
                self._pages[name] = page
                self._size += len(page)
            while self._size > self.most_bytes and self._pages:
                _name, dropped = self._pages.popitem(last=False)
                self._size -= len(dropped)
        return page

    def find(self, name: tuple) -> bytes | None:
        """The bytes kept under a name, or None."""
        with self._lock:
            if name in self._pages:
                self._pages.move_to_end(name)
            return self._pages.get(name)

    def clear(self) -> None:
        with self._lock:
            self._states.clear()
            self._pages.clear()
            self._size = 0


def look_up(council: str, charter: str) -> State | None:
    """Ask the database for a charter, its public editions and their files."""
    found = (
        Charter.objects.filter(council__slug=council, slug=charter)
        .select_related("council", "area", "superseded_by", "revises")
        .first()
    )
    if found is None:
        return None
    editions = list(
        Edition.objects.public()
        .filter(charter=found)
        .select_related("release")
        .defer("document")
        .order_by("number")
    )
    if not editions:
        return None
    for edition in editions:
        edition.charter = found
    references = [edition.trail_reference for edition in editions]
    renditions = (
        Rendition.objects.for_council(found.council)
        .filter(
            template__in=[PRINT, LARGE_PRINT],
            subject_kind="edition",
            subject_reference__in=references,
        )
        .select_related("file")
        .defer("document")
        .order_by("pk")
    )
    by_name = {(one.template, one.subject_reference): one for one in renditions}
    endorsements = list(
        Endorsement.objects.filter(charter=found).select_related("edition")
    )
    return State(found, editions, by_name, endorsements)


shelf = Shelf()
