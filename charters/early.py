"""What suggests an early review by itself. Apps above answer for what they know.

@early.register
def petitions(charter):
    yield Trigger("petition", _("A petition with 1,600 signatures …"))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audit import clock
from charters import indicators, scorecard

_answers: list[Callable] = []


@dataclass(frozen=True)
class Trigger:
    """One thing that happened: its kind, as a call for a review has it, and a
    sentence."""

    kind: str
    sentence: str


def register(answer: Callable[..., Iterable[Trigger]]) -> Callable:
    """Ask `answer(charter)` whenever somebody wants to know."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def triggers(charter) -> list[Trigger]:
    """What happened to a charter in force that nobody has called a review for yet."""
    if not charter.is_in_force or charter.review_called_on is not None:
        return []
    review = charter.reviews.filter(published_at=None)
    if review.exists():
        return []
    return [one for answer in _answers for one in answer(charter)]


@register
def missed_outcomes(charter):
    """Outcomes whose day passed without what was promised, since the last review."""
    last = charter.reviews.exclude(published_at=None).last()
    since = clock.london(last.published_at).date().isoformat() if last else ""
    edition = charter.adopted_edition
    for line in scorecard.of_edition(edition) if edition else ():
        is_missed = line.score.verdict == indicators.NOT_MET
        if is_missed and line.outcome["indicator"]["due_on"] > since:
            yield Trigger(
                "outcomes",
                _("%(code)s: “%(outcome)s” was not met by its date.")
                % {
                    "code": line.priority["code"],
                    "outcome": line.outcome["statement"],
                },
            )
