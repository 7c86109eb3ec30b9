"""The comments of a round as a table, in two editions.

The public edition holds what everybody may read on the pages, and not a word more. The
record edition is for the council's files and for a court: all of it, with the status
of each. Every stored field is either a column of an edition or left out for a reason;
a test refuses a field that is neither.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from consultation.models import Comment, Round

PUBLIC, RECORD = "public", "record"


@dataclass(frozen=True)
class Column:
    """A column: its head, the stored fields that it tells of, and how."""

    head: str
    fields: tuple[str, ...]
    value: Callable[[Comment], Any]
    is_public: bool = False


def _contact(comment: Comment, name: str) -> Any:
    contact = getattr(comment.response, "contact", None)
    return getattr(contact, name, "")


def _points(comment: Comment) -> list[str]:
    return [f"{issue.number}. {issue.title}" for issue in comment.issues.all()]


COLUMNS = (
    Column("comment", ("comment.reference",), lambda c: c.reference, is_public=True),
    Column(
        "about",
        (
            *("comment.edition_clause", "comment.edition_priority"),
            *("comment.section_key", "comment.section_title", "comment.question"),
        ),
        lambda c: c.about,
        is_public=True,
    ),
    Column(
        "view", ("comment.stance",), lambda c: c.get_stance_display(), is_public=True
    ),
    Column("text as published", (), lambda c: c.public_plain, is_public=True),
    Column(
        "published",
        ("comment.moderation",),
        lambda c: c.get_moderation_display(),
        is_public=True,
    ),
    Column(
        "kind of sender",
        ("response.kind",),
        lambda c: c.response.LABELS[c.response.kind],
        is_public=True,
    ),
    Column(
        "place",
        ("response.area",),
        lambda c: c.response.area.name if c.response.area else "",
        is_public=True,
    ),
    Column("shown as", (), lambda c: c.response.public_label, is_public=True),
    Column("late", (), lambda c: c.is_late, is_public=True),
    Column(
        "points",
        (),
        lambda c: _points(c) if c.round.has_results else [],
        is_public=True,
    ),
    # the record edition only
    Column("points so far", (), _points),
    Column("text as sent", ("comment.text",), lambda c: c.text),
    Column("wanted change", ("comment.wanted_change",), lambda c: c.wanted_change),
    Column("written at", ("comment.written_at",), lambda c: c.written_at),
    Column("amended at", ("comment.amended_at",), lambda c: c.amended_at),
    Column(
        "withheld because",
        ("comment.withheld_reason",),
        lambda c: c.get_withheld_reason_display() if c.withheld_reason else "",
    ),
    Column("redactions", ("comment.redactions",), lambda c: c.redactions),
    Column("checked at", ("comment.moderated_at",), lambda c: c.moderated_at),
    Column("receipt", ("response.receipt_code",), lambda c: c.response.printed_code),
    Column("response", ("response.uid",), lambda c: c.response.uid),
    Column("received at", ("response.received_at",), lambda c: c.response.received_at),
    Column("recorded at", ("response.recorded_at",), lambda c: c.response.recorded_at),
    Column(
        "channel",
        ("response.channel",),
        lambda c: c.response.get_channel_display(),
    ),
    Column(
        "standing",
        ("response.standing", "response.standing_reason", "response.suspicion"),
        lambda c: c.response.get_standing_display(),
    ),
    Column("begun at", ("response.begun_at",), lambda c: c.response.begun_at),
    Column(
        "late because",
        ("response.late_reason", "response.late_decided_at"),
        lambda c: c.response.late_reason,
    ),
    Column("signatures", ("response.signatures",), lambda c: c.response.signatures),
    Column("postmark", ("response.postmarked_on",), lambda c: c.response.postmarked_on),
    Column(
        "asks to stay confidential because",
        ("response.confidential_because",),
        lambda c: c.response.confidential_because,
    ),
    Column(
        "privacy notice",
        ("response.privacy_notice",),
        lambda c: c.response.privacy_notice and c.response.privacy_notice.number,
    ),
    Column(
        "sender forgotten",
        ("response.erased_at", "response.erased_because"),
        lambda c: c.response.erased_at,
    ),
    Column(
        "withdrawn at", ("response.withdrawn_at",), lambda c: c.response.withdrawn_at
    ),
    Column("name", ("contact.name",), lambda c: _contact(c, "name")),
    Column(
        "name may be shown",
        ("contact.show_name",),
        lambda c: _contact(c, "show_name"),
    ),
    Column("email", ("contact.email",), lambda c: _contact(c, "email")),
)
LEFT_OUT = {
    "comment.id": "a number of the database",
    "comment.response": "its reference and receipt are columns",
    "comment.round": "the file is of one round",
    "comment.moderated_by": "officers are named by the trail alone",
    "response.id": "a number of the database",
    "response.round": "the file is of one round",
    "response.link_hash": "opens the private page",
    "response.idempotency_key": "a key of the form",
    "response.body_hash": "a check of the form",
    "response.entered_by": "officers are named by the trail alone",
    "response.late_decided_by": "officers are named by the trail alone",
    "contact.id": "a number of the database",
    "contact.response": "stands in the same row",
    "contact.wants_results": "a wish about letters",
}


def columns(edition: str) -> tuple[Column, ...]:
    """The columns of an edition."""
    if edition == RECORD:
        return COLUMNS
    return tuple(column for column in COLUMNS if column.is_public)


def head(edition: str) -> list[str]:
    return [column.head for column in columns(edition)]


def rows(round: Round, edition: str) -> Iterator[list[Any]]:
    """The rows of an edition: the public one only has what the pages show now."""
    chosen = columns(edition)
    comments = round.comments.for_reading().order_by("pk")
    if edition == PUBLIC:
        comments = comments.shown() if round.shows_comments() else comments.none()
    for comment in comments.iterator(chunk_size=1000):
        comment.round = round
        comment.response.round = round
        yield [column.value(comment) for column in chosen]
