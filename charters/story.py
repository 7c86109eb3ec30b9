"""What stands before and after a priority. Apps above add what they know.

    @story.asked
    def issues(council, name):
        yield Ask(_("Buses are late"), url, "disposition.accepted")

    @story.delivered
    def promises(council, name):
        yield Delivery(...)

Each is asked once per page, whatever the number of its answers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from metrics.charts import lengths

_asked: list[Callable[..., Iterable]] = []
_delivered: list[Callable[..., Iterable]] = []


@dataclass(frozen=True)
class Ask:
    """One point that people made, and what was decided about it."""

    title: str
    url: str
    status: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Delivery:
    """One promise in a contract, how it stands, and how much is accepted."""

    title: str
    url: str
    contract: str
    supplier: str
    status: str
    promised: Decimal
    accepted: Decimal
    unit: str

    @property
    def percent(self) -> int:
        """Whole percent of what was promised, at most 100."""
        if not self.promised:
            return 0
        return min(int(self.accepted * 100 // self.promised), 100)


def asked(answer: Callable[..., Iterable[Ask]]) -> Callable:
    """Ask `answer(council, name)` who asked for a priority."""
    if answer not in _asked:
        _asked.append(answer)
    return answer


def delivered(answer: Callable[..., Iterable[Delivery]]) -> Callable:
    """Ask `answer(council, name)` which promises deliver a priority."""
    if answer not in _delivered:
        _delivered.append(answer)
    return answer


def asks_of(council, name) -> list[Ask]:
    return [ask for answer in _asked for ask in answer(council, name)]


def deliveries_of(council, name) -> list[tuple[Delivery, int]]:
    """Each promise with the length of its bar, of its own promise."""
    found = [one for answer in _delivered for one in answer(council, name)]
    return [(one, lengths([100, one.percent])[1]) for one in found]
