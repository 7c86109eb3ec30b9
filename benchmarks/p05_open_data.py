"""P5: a list of 50 of the open data, beside the same rows as values through json."""

import json

from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks import world
from benchmarks.table import Line, interleaved
from consultation import seeding
from consultation.api import Comments
from consultation.models import Comment
from tests import factories

COMMENTS, PAGE = 2000, 50
FIELDS = (
    *("reference", "stance", "text", "moderation", "redactions", "written_at"),
    *("edition_clause__number", "edition_priority__code", "response__kind"),
    *("response__area__name", "response__contact__name", "round__uid"),
    *("response__received_at", "round__consultation__council__slug"),
)


def measure():
    charter = world.filled_charter()
    round = factories.scheduled_round(world.council(), charter=charter, slug="comments")
    with world.later(days=3):
        seeding.fill(round, seeding.Size(COMMENTS // 2, COMMENTS))
    with world.later(weeks=12):
        view = Comments.as_view({"get": "list"})
        Comments.throttle_classes = []

        def ours():
            request = RequestFactory().get("/api/v1/comments/")
            assert len(view(request).render().content) > PAGE

        def baseline():
            found = Comment.objects.readable().order_by("pk")
            json.dumps(list(found.values(*FIELDS)[:PAGE]), default=str)

        cache.clear()
        ours()
        with CaptureQueriesContext(connection) as queries:
            ours()
        count = len(queries)
        mine, other = interleaved(ours, baseline, times=20)
    what = f"list of {PAGE} comments"
    yield Line("P5", what, f"{count} queries", "-", "-", "≤ 3", count <= 3)
    ratio = other / mine
    yield Line(
        "P5",
        what,
        f"{mine:.2f} ms CPU",
        f"{other:.2f} ms CPU",
        f"{ratio:.2f}",
        "≥ 0.5",
        ratio >= 0.5,
    )
