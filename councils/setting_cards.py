"""Cards that other apps add to a council's settings, each in its `work.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from councils.models import Council

_answers: list[Callable] = []


@dataclass(frozen=True)
class SettingsCard:
    """One card: its heading, what it says today, and where it is changed."""

    title: str
    url: str
    rows: list[tuple[str, object]]


def register(answer: Callable[[Council], SettingsCard]) -> Callable:
    """Ask `answer(council)` for a card whenever the settings are shown."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def cards_for(council: Council) -> list[SettingsCard]:
    return [answer(council) for answer in _answers]
