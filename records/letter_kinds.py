"""Which letters the portal sends for a council, each with made-up data to show it by.

Each app answers in its own `letter_kinds.py`, so that a council's administrator can
read what goes out in the council's name. No sample tells of a real person or thing.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from councils.models import Closing, Council, User
from records import letters


class Sample(SimpleNamespace):
    """Stands in for a record: it has what a letter says of it, and a name."""

    def __init__(self, shown: str = "", **more):
        super().__init__(shown=shown, **more)

    def __str__(self):
        return self.shown


@dataclass(frozen=True)
class Kind:
    """One kind of letter: its template, who gets it, when, and what to show it with."""

    template: str
    when: str | Promise
    to: str | Promise
    sample: dict[str, Any] = field(default_factory=dict)
    stops: bool = False  # its reader can stop it with one click

    @property
    def name(self) -> str:
        return self.template.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Group:
    """The kinds of letter about one matter."""

    order: int
    title: str | Promise
    answer: Callable[[Council], Iterable[Kind]]


@dataclass(frozen=True)
class Preview:
    """A letter as it would go out today."""

    subject: str
    text: str

    @property
    def html(self):
        return letters.paragraphs(self.text)


_groups: list[Group] = []


def register(title: str | Promise, *, order: int) -> Callable:
    """Ask `answer(council)` for kinds of letter whenever somebody wants to see them."""

    def remember(answer: Callable[[Council], Iterable[Kind]]) -> Callable:
        if answer not in [group.answer for group in _groups]:
            _groups.append(Group(order, title, answer))
        return answer

    return remember


def groups(council: Council) -> list[tuple[str | Promise, list[Kind]]]:
    """Every kind of letter, by matter."""
    ordered = sorted(_groups, key=lambda group: group.order)
    return [(group.title, list(group.answer(council))) for group in ordered]


def kinds(council: Council) -> dict[str, Kind]:
    """Every kind of letter by its name."""
    return {kind.name: kind for _title, found in groups(council) for kind in found}


def preview(kind: Kind, council: Council, closing: Closing | None) -> Preview:
    """The letter with its sample data and with these closing words."""
    to = User(name=str(_("Sam Sample")), email="sam@example.org")
    stop_url = link_for(council) if kind.stops else ""
    return Preview(
        *letters.read(kind.template, to, council, stop_url, kind.sample, closing)
    )


def path_for(council: Council) -> str:
    """An address for samples: it leads to the council's first page."""
    return f"{council.get_absolute_url()}#example"


def link_for(council: Council) -> str:
    return f"{settings.SITE_ORIGIN}{path_for(council)}"


@register(gettext_lazy("News and files"), order=50)
def about_news(council):
    rendition = Sample(
        title=_("Our charter, version 1"), get_absolute_url=path_for(council)
    )
    yield Kind(
        "follow_confirm",
        gettext_lazy("Somebody asks for news by email"),
        gettext_lazy("Whoever owns the address"),
        {"confirm_url": link_for(council)},
    )
    yield Kind(
        "rendition_ready",
        gettext_lazy("A file that took long to make is ready"),
        gettext_lazy("Whoever asked for it"),
        {"rendition": rendition},
    )


@register(gettext_lazy("People and roles"), order=70)
def about_people(council):
    invitation = Sample(
        role_names=[_("Drafter")], expires_at=clock.now() + dt.timedelta(days=14)
    )
    link = link_for(council)
    about = {"person": _("Sam Sample"), "link": link}
    yield Kind(
        "account/invitation",
        gettext_lazy("An administrator invites somebody"),
        gettext_lazy("The person invited"),
        {"invitation": invitation, "link": link},
    )
    yield Kind(
        "account/second_step_asked",
        gettext_lazy("Somebody says that a colleague lost their second step"),
        gettext_lazy("That colleague"),
        about,
    )
    yield Kind(
        "account/second_step_waits",
        gettext_lazy("The same, and a second person has to confirm it"),
        gettext_lazy("Administrators and monitoring officers"),
        about,
    )
    yield Kind(
        "account/second_step_done",
        gettext_lazy("The second step was taken away"),
        gettext_lazy("The person concerned"),
        about,
    )
    yield Kind(
        "account/second_step_refused",
        gettext_lazy("The second step stays"),
        gettext_lazy("The person concerned"),
        about,
    )
