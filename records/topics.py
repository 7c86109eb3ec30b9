"""What people can ask to hear of. Each app answers for its own news."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVERYTHING = "everything"


@dataclass(frozen=True)
class Topic:
    """News of one kind, or about one thing, of a council."""

    key: str
    label: str | Promise


_answers: list[Callable[..., Iterable[Topic]]] = []


def register(answer: Callable[..., Iterable[Topic]]) -> Callable:
    """Ask `answer(council)` for topics whenever someone wants to follow."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def topics_of(council) -> list[Topic]:
    """What can be followed in a council now, everything first."""
    everything = Topic(
        EVERYTHING, _("Everything: new charters, consultations and results")
    )
    return [everything, *(topic for answer in _answers for topic in answer(council))]
