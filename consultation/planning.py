"""Begin a consultation on a charter, and further rounds of it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models import Charter
from consultation.models import Consultation, Round

CLOSING_TIME = dt.time(17, 0)
OPENING_TIME = dt.time(9, 0)
TEXT_FIELDS = (
    "title",
    "proposal",
    "reasons",
    "options",
    "effect",
    "still_open",
    "fixed",
    "decision_maker",
    "decision_on",
    "how_used",
    "other_ways",
)


@transaction.atomic
def plan_consultation(
    charter: Charter,
    title: str,
    *,
    slug: str,
    by,
    kind: str = Round.Kind.CONTENT,
    **texts,
) -> Consultation:
    """Begin to plan a consultation: its texts can follow. It has a first round."""
    if unknown := texts.keys() - set(TEXT_FIELDS):
        raise TypeError(f"A consultation has no {', '.join(sorted(unknown))}.")
    consultation = Consultation.objects.create(
        council=charter.council,
        charter=charter,
        title=title,
        slug=slug,
        planned_by=by,
        **texts,
    )
    record("consultation.planned", consultation, by=by, data={"charter": charter.slug})
    add_round(consultation, kind=kind, by=by)
    return consultation


@transaction.atomic
def write_texts(consultation: Consultation, *, by, **texts) -> None:
    """Fill in or change what a reader is told, before a round is announced."""
    if unknown := texts.keys() - set(TEXT_FIELDS):
        raise TypeError(f"A consultation has no {', '.join(sorted(unknown))}.")
    planned = Round.objects.select_for_update(of=("self",)).filter(
        consultation=consultation
    )
    latest = planned.order_by("-number").first()
    if latest and latest.is_announced:
        raise Refused(
            _("The round is announced, so what readers were told cannot change.")
        )
    for name, text in texts.items():
        setattr(consultation, name, text)
    consultation.save(update_fields=list(texts))
    record(
        "consultation.texts_written",
        consultation,
        by=by,
        data={"fields": sorted(texts)},
    )


@transaction.atomic
def add_round(
    consultation: Consultation, *, by, kind: str = Round.Kind.CONTENT
) -> Round:
    """Begin to plan the next round. One is planned at a time."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    latest = consultation.rounds.order_by("-number").first()
    if latest and not latest.is_announced:
        raise Refused(_("Round %s is still being planned.") % latest.number)
    planned = Round.objects.create(
        consultation=consultation,
        charter=consultation.charter,
        number=latest.number + 1 if latest else 1,
        kind=kind,
    )
    record("round.planned", planned, by=by, data={"number": planned.number})
    return planned


def opens_at(date: dt.date, time: dt.time = OPENING_TIME) -> dt.datetime:
    """The opening instant, 9am in London unless told. Refuses doubtful hours."""
    return clock.instant(date, time, name=_("The opening time"))


def closes_at(date: dt.date, time: dt.time = CLOSING_TIME) -> dt.datetime:
    """The closing instant, 5pm in London unless told. Refuses doubtful hours."""
    return clock.instant(date, time, name=_("The closing time"))
