"""The page on which a charter's text is checked."""

from functools import cache

from charters.models import Check
from councils.models import Council
from tests import factories
from tests.house.registry import Page, State


@cache
def checked():
    """A charter whose legal check was made of other words."""
    council = Council.objects.get(slug="eastfield")
    charter = factories.consulted_charter(council, title="A charter to check")
    Check.confirm(charter, "legal", by=charter.created_by, note="Lawful.")
    factories.reword(charter)
    return charter.slug


PAGES = [
    Page(
        "charters:checks",
        lambda: {"council": "eastfield", "slug": checked()},
        role="dara",
        states=[State("errors", fill={"note": ""}), State("a reader", role="bea")],
    ),
]
