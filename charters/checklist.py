"""What must be in order before a decision, and who said that it is."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import Charter, Check, Section, weighing

DONE, OPEN, PROBLEM, NONE = "completed", "in_progress", "problem", "not_started"


@dataclass(frozen=True)
class Row:
    """One thing of the list: how it stands, and who confirmed it when."""

    title: str
    status: str
    url: str
    by: object = None
    at: datetime | None = None
    note: str = ""

    @property
    def status_key(self) -> str:
        return f"task.{self.status}"


@dataclass(frozen=True)
class Group:
    """A heading of the list with its rows."""

    title: str
    rows: list[Row] = field(default_factory=list)


def of_charter(charter: Charter) -> list[Group]:
    """The whole list, as a person who submits or decides reads it."""
    text_hash = charter.content_hash()
    return [
        Group(_("Sections"), list(_sections(charter))),
        Group(_("Checks"), list(checks(charter, text_hash))),
        Group(_("Equality"), list(_equality(charter, text_hash))),
        Group(_("Changes since the consultation"), list(_changes(charter))),
    ]


def _url(charter, name: str, *args) -> str:
    return reverse(f"charters:{name}", args=[charter.council.slug, charter.slug, *args])


def _sections(charter):
    completed = _completed(charter)
    for section in charter.sections.all():
        who, when = completed.get(section.pk, (None, None))
        yield Row(
            section.heading,
            DONE if section.is_complete else OPEN,
            _url(charter, "section_edit", section.key),
            who if section.is_complete else None,
            when if section.is_complete else None,
        )


def _completed(charter) -> dict:
    """Who marked each section as completed, and when, from its own history."""
    past = Section.history.filter(charter_id=charter.pk).select_related("history_user")
    found: dict = {}
    for row in past.order_by("history_date", "history_id"):
        if not row.is_complete:
            found.pop(row.id, None)
        elif row.id not in found:
            found[row.id] = (row.history_user, row.history_date)
    return found


def checks(charter, text_hash: str | None = None):
    """The legal and the accessibility check, as they were last confirmed."""
    text_hash = text_hash or charter.content_hash()
    last = {one.kind: one for one in charter.checks.select_related("by")}
    for kind in Check.Kind:
        one = last.get(kind)
        if one is None:
            yield Row(str(kind.label), NONE, _url(charter, "checks"))
            continue
        is_old = one.text_hash != text_hash
        yield Row(
            str(kind.label),
            PROBLEM if is_old else DONE,
            _url(charter, "checks"),
            one.by,
            one.made_at,
            _("The text has changed since.") if is_old else one.note,
        )


def _equality(charter, text_hash: str):
    known = weighing.latest(charter)
    one = known.get("adoption")
    title = _("Equality analysis of the text to be adopted")
    url = _url(charter, "equality")
    if one is None:
        yield Row(title, NONE, url)
        return
    is_old = one.text_hash != text_hash
    note = _("The text has changed since.") if is_old else ""
    status = PROBLEM if is_old else DONE
    yield Row(title, status, url, one.by, one.attached_at, note)


def _changes(charter):
    changes = list(charter.changes.since_last_consultation())
    left = sum(not change.is_explained for change in changes)
    yield Row(
        _("%(done)d of %(total)d changes have a reason")
        % {"done": len(changes) - left, "total": len(changes)},
        PROBLEM if left else DONE,
        _url(charter, "change_list"),
    )
