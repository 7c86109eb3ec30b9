"""Who was asked and how, and who spoke for whom, as plain values for the statement."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from audit import clock
from consultation import channels, equality, preparing
from consultation.models import Comment, Mandate, Petition, Round
from metrics.models import debated_from
from records import hints

Rows = list[dict[str, Any]]


def day(value) -> str:
    return value.isoformat() if value else ""


def day_of(moment) -> str:
    return day(clock.london(moment).date()) if moment else ""


def moment(value) -> str:
    return clock.london(value).isoformat(timespec="minutes") if value else ""


def as_of(round: Round) -> str:
    """The last moment at which anything changed that the figures count."""
    responses = round.responses.aggregate(
        *(Max(name) for name in ("recorded_at", "withdrawn_at", "late_decided_at"))
    )
    checked = round.comments.aggregate(Max("moderated_at"))
    known = [round.reported_at, *responses.values(), *checked.values()]
    return moment(max((one for one in known if one), default=None))


def asked(round: Round) -> Rows:
    """Each body that was to be asked, how, and what came of it; or why a group does
    not matter. Never how to reach somebody."""
    names = preparing.groups()
    return [
        {
            "group": str(names.get(one.group, one.group)),
            "name": one.name,
            "way": one.way,
            "asked": day(one.asked_on),
            "chased": day(one.chased_on),
            "replied": day(one.replied_on),
            "not_relevant_because": one.not_relevant_because,
        }
        for one in round.consultation.stakeholders.order_by("pk")
    ]


def outreach(round: Round) -> Rows:
    """What was done, while it ran, to reach people who had not been heard."""
    return [
        {"day": day(one.done_on), "group": one.label, "what": one.what}
        for one in round.outreach.order_by("done_on", "pk")
    ]


def formats(round: Round) -> Rows:
    return [
        {
            "label": one.label,
            "made": day_of(one.made_at),
            "where": one.where if one.is_link else "",
            "withdrawn_because": one.withdrawn_because,
        }
        for one in round.consultation.formats.order_by("kind", "language", "pk")
    ]


def notices(round: Round) -> Rows:
    return [
        {
            "kind": one.get_kind_display(),
            "day": day_of(one.published_at),
            "words": one.words,
        }
        for one in round.notices.order_by("pk")
    ]


def organisations(round: Round) -> Rows:
    """Bodies that spoke for others: named only if they asked for it. How they asked
    their members is told when any comment of theirs is published, without what looks
    like personal details."""
    shown = Comment.objects.counted().public().filter(round=round)
    shown = set(shown.values_list("response", flat=True))
    mandates = (
        Mandate.objects.filter(response__in=round.responses.counted(), client="")
        .filter(Q(members__isnull=False) | ~Q(how_asked="") | ~Q(organisation=""))
        .select_related("response")
        .order_by("response__received_at", "response__pk")
    )
    return [
        {
            "name": one.organisation if one.show_organisation else "",
            "kind": str(one.response.LABELS[one.response.kind]),
            "size": one.get_size_display() if one.size else "",
            "members": one.members,
            "how_asked": _safe(one.how_asked) if one.response_id in shown else "",
            "is_user_led": one.is_user_led,
            "is_verified": one.is_verified,
        }
        for one in mandates
    ]


def _safe(text: str) -> str:
    """The text without what looks like personal details."""
    removed = _("[personal details removed]")
    return "".join(removed if one.kind else one.text for one in hints.marked(text))


def petitions(round: Round) -> Rows:
    """Each petition beside the responses: one response, with its signatures."""
    debate_from = debated_from(round.council)
    found = (
        Petition.objects.filter(response__in=round.responses.counted())
        .select_related("response__area", "sample")
        .order_by("response__received_at", "response__pk")
    )
    return [
        {
            "received": day_of(one.response.received_at),
            "from": one.response.type_label,
            "handed_in": one.handed_in,
            "duplicates": one.duplicates,
            "signatures": one.signatures,
            "in_area": one.in_area,
            "is_debated": one.signatures >= debate_from,
            **_sampled(one),
        }
        for one in found
    ]


def _sampled(petition: Petition) -> dict[str, Any]:
    """What a random sample says of the signatures, when one was looked at."""
    sample = getattr(petition, "sample", None)
    found = sample.estimate if sample else None
    return {"sample": asdict(found) | {"seed": sample.seed}} if found else {}


def keying(round: Round) -> dict[str, int]:
    """How much of what officers typed in was compared, and how much was wrong."""
    return channels.error_rate(round)


def equality_analyses(round: Round) -> Rows:
    return [
        {
            "number": one.number,
            "stage": one.get_stage_display(),
            "day": day_of(one.written_at),
            "summary": one.summary,
            "address": one.address,
        }
        for one in round.consultation.equality_analyses.order_by("number")
    ]


def equality_answers(round: Round) -> dict[str, Any] | None:
    """The last release of the equality answers, small counts hidden; None without."""
    newest = round.equality_releases.first()
    if newest is None:
        return None
    return {
        "day": day_of(newest.made_at),
        "tables": list(equality.shown_tables(round, newest)),
    }


EQUALITY_HEAD = ("Question", "Answer", "People", "Note", "Counted on")


def equality_rows(told: dict[str, Any]) -> Iterator[tuple]:
    """The released counts as rows; a hidden one says so and holds no number."""
    for asked in told["tables"]:
        for row in asked["rows"]:
            count = row["count"]
            note = "at least" if row["is_at_least"] else ""
            note = "hidden" if count is None else note
            people = "" if count is None else count
            yield asked["wording"], row["label"], people, note, told["day"]
