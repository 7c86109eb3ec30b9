"""The columns of the file of comments: how each is worked out, from which fields."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    Case,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation import receipts
from consultation.models import Comment, CommentReport, IssueMember, Response, Round
from records import redaction
from records.copying import in_london, label, moment, number, tame, whether, words

TEXT = TextField()
PLACE = re.compile(r"%(?:\((\w+)\))?s")


@dataclass(frozen=True)
class Column:
    """A column: its head, the stored fields that it tells of, its cell as an expression
    of the database."""

    head: str
    fields: tuple[str, ...]
    cell: Callable[[Round], Any]

    @classmethod
    def plain(cls, head: str, field: str, make: Callable, path: str, *more) -> "Column":
        """One that says what one stored field holds."""
        return cls(head, (field,), lambda _round: make(path, *more))


class Glue(Func):
    """Texts, one after the other."""

    template, arg_joiner, output_field = "(%(expressions)s)", " || ", TEXT


def sentence(pattern: str, *paths: str) -> Glue:
    """A translated sentence with fields in its places, in the order of the sentence."""
    parts, end = [], 0
    for place, path in zip(PLACE.finditer(pattern), paths, strict=True):
        parts += [Value(pattern[end : place.start()]), Cast(path, TEXT)]
        end = place.end()
    return Glue(*parts, Value(pattern[end:]))


def joined(rows, hangs_on: str, what, order: str):
    """What all rows that hang on a record say, as one text."""
    mine = rows.filter(**{hangs_on: OuterRef("pk")}).order_by().values(hangs_on)
    said = StringAgg(what, "; ", order_by=order, output_field=TEXT)
    return words(Subquery(mine.annotate(said=said).values("said")))


def about(_round: Round):
    """As `Comment.about` says it."""
    clause, priority = "edition_clause__number", "edition_priority__"
    return words(
        Case(
            When(
                edition_clause__isnull=False,
                then=sentence(_("Paragraph %(number)s"), clause),
            ),
            When(
                edition_priority__isnull=False,
                then=sentence(
                    _("Priority %(code)s, %(title)s"),
                    f"{priority}code",
                    f"{priority}title",
                ),
            ),
            When(
                question__isnull=False,
                then=sentence(
                    _("Question %(number)s, %(wording)s"),
                    *("question__number", "question__wording"),
                ),
            ),
            When(~Q(section_key=""), then=sentence(_("Section %s"), "section_title")),
            default=Value(_("The whole charter")),
            output_field=TEXT,
        )
    )


class Overlay(Func):
    """A text without the spans of its redactions, as `redaction.overlay` does it."""

    output_field = TEXT
    shape = """(
        SELECT string_agg(substr({text}, coalesce(before, 0) + 1,
                starts - coalesce(before, 0)) || removed, '' ORDER BY starts)
            || substr({text}, max(ends) + 1)
        FROM (
            SELECT starts, ends, removed, lag(ends) OVER (ORDER BY starts) AS before
            FROM (
                SELECT (span ->> 'start')::int AS starts, (span ->> 'end')::int AS ends,
                    CASE span ->> 'reason' WHEN 'personal' THEN %s
                        ELSE %s END AS removed
                FROM jsonb_array_elements({spans}) AS span
            ) AS span
        ) AS cut
    )"""

    def as_sql(self, compiler, connection, **more):
        text, spans = (compiler.compile(one)[0] for one in self.source_expressions)
        words = (redaction.REMOVED[redaction.PERSONAL], redaction.REMOVED_OTHERWISE)
        plain = [said.replace("\\", "") for said in words]
        return self.shape.format(text=text, spans=spans), plain


def published(_round: Round):
    """The words that anyone may read, before they are laid out."""
    kinds = Comment.Moderation
    return words(
        Case(
            When(moderation=kinds.PUBLISHED, then=F("text")),
            When(moderation=kinds.IN_PART, then=Overlay("text", "redactions")),
            default=Value(""),
            output_field=TEXT,
        )
    )


def is_late(prefix: str) -> Callable[[Round], Any]:
    """As `Response.is_late` says it."""

    def cell(round: Round):
        came, begun = f"{prefix}received_at", f"{prefix}begun_at"
        in_grace = Q(
            **{
                f"{begun}__lt": round.closes_at,
                f"{came}__lt": round.grace_ends_at(),
            }
        )
        after = Q(**{f"{came}__gte": round.closes_at})
        return whether(after & (Q(**{begun: None}) | ~in_grace))

    return cell


def sender(prefix: str) -> Callable[[Round], Any]:
    """As `Response.public_label` says it."""

    def cell(_round: Round):
        kind, area = label(f"{prefix}kind", Response.LABELS.items()), f"{prefix}area"
        place = Glue(kind, Value(", "), F(f"{area}__name"))
        what = Case(When(**{area: None}, then=kind), default=place)
        what = _speaking(f"{prefix}mandate__members", what)
        body, person = f"{prefix}mandate__", f"{prefix}contact__"
        return words(
            Case(
                When(
                    **{f"{body}show_organisation": True},
                    then=_named(f"{body}organisation", what),
                ),
                When(
                    **{f"{person}show_name": True}, then=_named(f"{person}name", what)
                ),
                default=what,
                output_field=TEXT,
            )
        )

    return cell


def _speaking(members: str, what) -> Case:
    """With how many people an organisation speaks for, if it told."""
    number = Func(
        *(F(members), Value("FM999,999,999,999")), function="to_char", output_field=TEXT
    )

    def said(count: int) -> Glue:
        pattern = ngettext(
            "%(label)s, speaks for %(n)s person",
            "%(label)s, speaks for %(n)s people",
            count,
        )
        before, rest = pattern.split("%(label)s")
        between, after = rest.split("%(n)s")
        return Glue(Value(before), what, Value(between), number, Value(after))

    return Case(
        When(**{f"{members}__isnull": True}, then=what),
        When(**{members: 1}, then=said(1)),
        default=said(2),
    )


def _named(path: str, what) -> Glue:
    return Glue(F(path), Value(" ("), what, Value(")"))


def receipt(prefix: str) -> Callable[[Round], Any]:
    """The code as `receipts.printed` prints it."""
    code = F(f"{prefix}receipt_code")
    parts = [Substr(code, 1, 4), Substr(code, 5, 4), Substr(code, 9)]
    dashed = [part for one in parts for part in (Value("-"), one)]
    return lambda _round: tame(Glue(Value(receipts.PREFIX), *dashed))


def points(_round: Round):
    said = Glue(Cast("issue__number", TEXT), Value(". "), "issue__title")
    return joined(IssueMember.objects.all(), "comment", said, "issue__number")


def _published_points(comment: Comment) -> list[str]:
    if not comment.round.has_results:
        return []
    return [f"{issue.number}. {issue.title}" for issue in comment.issues.all()]


def reports(_round: Round):
    """Who complained about a comment is not kept; why, when, and whether it was looked
    at is."""
    answered = Coalesce(
        in_london("answered_at"), Value(_("not answered yet")), output_field=TEXT
    )
    parts = [label("reason", CommentReport.Reason.choices), Value(". "), "detail"]
    dates = [Value(" ("), in_london("reported_at"), Value(", "), answered, Value(")")]
    said = Glue(*parts, *dates)
    return joined(CommentReport.objects.all(), "comment", said, "reported_at")


def redactions(_round: Round):
    """The places taken out, with their reasons, as JSON."""
    kept = Case(
        When(redactions=[], then=Value("")),
        default=Cast("redactions", TEXT),
        output_field=TEXT,
    )
    return words(kept)


plain = Column.plain
COMMENT_COLUMNS = (
    plain("comment", "comment.reference", number, "reference"),
    Column(
        "about",
        (
            *("comment.edition_clause", "comment.edition_priority"),
            *("comment.section_key", "comment.section_title", "comment.question"),
        ),
        about,
    ),
    plain("view", "comment.stance", label, "stance", Comment.Stance.choices),
    Column("text as published", (), published),
    plain(
        *("published", "comment.moderation"),
        *(label, "moderation", Comment.Moderation.choices),
    ),
    plain(
        *("kind of sender", "response.kind"),
        *(label, "response__kind", Response.LABELS.items()),
    ),
    plain("place", "response.area", words, "response__area__name"),
    Column("shown as", (), sender("response__")),
    Column("late", (), is_late("response__")),
    Column("points", (), points),
    # the record edition only
    plain("text as sent", "comment.text", words, "text"),
    plain("wanted change", "comment.wanted_change", words, "wanted_change"),
    plain("written at", "comment.written_at", moment, "written_at"),
    plain("amended at", "comment.amended_at", moment, "amended_at"),
    plain(
        *("withheld because", "comment.withheld_reason"),
        *(label, "withheld_reason", Comment.Reason.choices),
    ),
    Column("redactions", ("comment.redactions",), redactions),
    plain("checked at", "comment.moderated_at", moment, "moderated_at"),
    Column(
        "reports",
        tuple(
            f"commentreport.{name}"
            for name in ("reason", "detail", "reported_at", "answered_at")
        ),
        reports,
    ),
    Column("receipt", ("response.receipt_code",), receipt("response__")),
    plain("received at", "response.received_at", moment, "response__received_at"),
    plain(
        *("channel", "response.channel"),
        *(label, "response__channel", Response.Channel.choices),
    ),
    plain(
        *("standing", "response.standing"),
        *(label, "response__standing", Response.Standing.choices),
    ),
    plain("withdrawn at", "response.withdrawn_at", moment, "response__withdrawn_at"),
    plain("name", "contact.name", words, "response__contact__name"),
    plain("email", "contact.email", words, "response__contact__email"),
)
# What stands in the public edition too, as the pages say it.
PUBLISHED: dict[str, Callable[[Comment], Any]] = {
    "comment": lambda c: c.reference,
    "about": lambda c: c.about,
    "view": lambda c: c.get_stance_display(),
    "text as published": lambda c: c.public_plain,
    "published": lambda c: c.get_moderation_display(),
    "kind of sender": lambda c: c.response.LABELS[c.response.kind],
    "place": lambda c: c.response.area.name if c.response.area else "",
    "shown as": lambda c: c.response.public_label,
    "late": lambda c: c.is_late,
    "points": _published_points,
}
