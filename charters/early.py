"""What suggests an early review by itself. Apps above answer for what they know.

@early.register
def petitions(watched):
    for one in watched:
        yield one.charter, Trigger("petition", _("A petition with 1,600 names …"))
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audit import clock
from charters import indicators, scorecard
from charters.models import Edition, Review

_answers: list[Callable] = []


@dataclass(frozen=True)
class Trigger:
    """One thing that happened: its kind, as a call for a review has it, and a
    sentence."""

    kind: str
    sentence: str


@dataclass(frozen=True)
class Watched:
    """A charter in force, and when its last review was published."""

    charter: object
    reviewed_at: dt.datetime | None


def register(answer: Callable[[list[Watched]], Iterable[tuple]]) -> Callable:
    """Ask `answer(watched)` for charters and triggers whenever somebody wants to know.

    It is asked once about all charters, so that a list of them costs no more queries
    than one.
    """
    if answer not in _answers:
        _answers.append(answer)
    return answer


def triggers(charter) -> list[Trigger]:
    """What happened to a charter in force that nobody has called a review for yet."""
    return triggers_of([charter])[charter.pk]


def triggers_of(charters: Iterable) -> dict[int, list[Trigger]]:
    """The same for several charters, by their primary key."""
    found: dict[int, list[Trigger]] = {charter.pk: [] for charter in charters}
    asked = [c for c in charters if c.is_in_force and c.review_called_on is None]
    if not asked:
        return found
    reviews = dict(
        Review.objects.filter(charter__in=asked)
        .order_by("opened_at", "pk")
        .values_list("charter", "published_at")
    )  # the last of each, as there is one at a time
    watched = [
        Watched(charter, reviews.get(charter.pk))
        for charter in asked
        if charter.pk not in reviews or reviews[charter.pk] is not None
    ]
    for answer in _answers if watched else ():
        for charter, trigger in answer(watched):
            found[charter.pk].append(trigger)
    return found


@register
def missed_outcomes(watched: list[Watched]):
    """Outcomes whose day passed without what was promised, since the last review."""
    frozen = dict(
        Edition.objects.adopted()
        .filter(charter__in=[one.charter for one in watched])
        .order_by("charter", "-number")
        .distinct("charter")
        .values_list("charter", "document__priorities")
    )
    asked = [(frozen.get(one.charter.pk, []), one.charter.area_id) for one in watched]
    council = watched[0].charter.council
    for one, lines in zip(watched, scorecard.of_several(council, asked), strict=True):
        since = one.reviewed_at
        since_on = clock.london(since).date().isoformat() if since else ""
        for line in lines:
            is_missed = line.score.verdict == indicators.NOT_MET
            if is_missed and line.outcome["indicator"]["due_on"] > since_on:
                words = _("%(code)s: “%(outcome)s” was not met by its date.") % {
                    "code": line.priority["code"],
                    "outcome": line.outcome["statement"],
                }
                yield one.charter, Trigger("outcomes", words)
