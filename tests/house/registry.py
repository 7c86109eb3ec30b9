"""The register of pages: every named address, who looks at it, and in which states.

Each app lists its own in `tests/house/pages_<app>.py`:

    from tests.house.registry import NotAPage, Page, State

    PAGES = [
        Page(
            "charters:charter_detail",
            lambda: {"council": "eastfield", "slug": the_charter().slug},
            states=[State("with all versions", query="?all=yes")],
        ),
        Page(
            "charters:charter_edit",
            lambda: {"council": "eastfield", "slug": a_draft().slug},
            role="dara",
            states=[State("errors", fill={"title": ""})],  # fills, sends, looks again
        ),
        NotAPage("charters:charter_json", "an open data file"),
    ]

`kwargs` runs once, against a database of its own that holds the demo councils (made by
`seed_demo`), so it may read the demo or make what it needs with the factories.
`role` is the first name of one of the cast (dara, amal, sol, nat …); none means a
visitor without a cookie. A state with `fill` opens the page, fills these fields by
name, sends the form and looks at what comes back; `sends` names the button if there are
several. A page of somebody who is still writing names its `draft`: a callable that
hands back the token of the draft that the window brings along as its cookie. A page
between two steps names a `session`: a callable that hands back the session of somebody
who has taken the first (`arriving.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.urls import reverse


@dataclass(frozen=True)
class State:
    """One way in which a page may look, beside the typical one."""

    name: str
    query: str = ""
    kwargs: Callable[[], dict] | None = None
    fill: dict[str, str] | None = None
    sends: str = ""
    accepted: bool = False  # what is filled in leads on; the next page is looked at
    status: int = 200
    role: str | None = None
    draft: Callable[[], str] | None = None
    session: Callable[[], str] | None = None
    brings: Callable[[], dict[str, str]] | None = None  # other cookies, by name


@dataclass(frozen=True)
class Page:
    """A page that people read."""

    name: str
    kwargs: Callable[[], dict] | dict = field(default_factory=dict)
    role: str = ""
    query: str = ""
    status: int = 200
    states: list[State] = field(default_factory=list)
    has_form: bool = False  # for visitors: it stands on its own path, with a token
    lands_elsewhere: bool = False  # a redirect is expected, as for /charter/
    sets_cookie: bool = False  # a form on a path of its own, with a token
    draft: Callable[[], str] | None = None
    session: Callable[[], str] | None = None

    def all_states(self) -> list[State]:
        return [State("typical", query=self.query, status=self.status), *self.states]

    def address(self, state: State) -> str:
        kwargs = state.kwargs or self.kwargs
        found = kwargs() if callable(kwargs) else kwargs
        return reverse(self.name, kwargs=found) + state.query

    def cookies(self, state: State) -> dict[str, str]:
        """What the window brings along: the cookie of what is still being written,
        or of somebody between two steps."""
        draft, session = state.draft or self.draft, state.session or self.session
        brought = {"draft": draft()} if draft else {}
        if session:
            brought[settings.SESSION_COOKIE_NAME] = session()
        if state.brings:
            brought |= state.brings()
        return brought


@dataclass(frozen=True)
class NotAPage:
    """A named address that shows no page: a file, a feed, an act by POST only."""

    name: str
    why: str


def entries() -> Iterator[Page | NotAPage]:
    """Everything that the apps have registered."""
    for path in sorted(Path(__file__).parent.glob("pages_*.py")):
        yield from import_module(f"tests.house.{path.stem}").PAGES


def pages() -> list[Page]:
    return [entry for entry in entries() if isinstance(entry, Page)]


def visits() -> list[tuple[Page, State]]:
    return [(page, state) for page in pages() for state in page.all_states()]


def visit_name(visit: tuple[Page, State]) -> str:
    page, state = visit
    return f"{page.name}-{state.name}".replace(" ", "_")
