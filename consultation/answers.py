"""What the answers to the questions of a round come to, read from the record."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from consultation import tally
from consultation.models import Answer, Question, Round
from metrics.models import DatedRule


@dataclass(frozen=True)
class Counted:
    """A question with what all answers to it come to. `texts` counts the answers in
    people's own words; such a question has no result."""

    question: Question
    result: tally.Result | None
    texts: int = 0

    @property
    def base(self) -> int:
        return self.result.base if self.result else self.texts

    @property
    def labels(self) -> dict[str, str]:
        return self.question.labels


def percentage_base() -> int:
    """The fewest answers of which a percentage is given, by the rule in force."""
    return DatedRule.objects.value("percentage_base")["fewest"]


def results(round: Round) -> list[Counted]:
    """Each question in order, with the answers of the responses that are weighed."""
    questions = list(round.questions.in_order())
    if not questions:
        return []
    given, texts, fewest = _given(round), _texts(round), percentage_base()
    found = []
    for question in questions:
        question.round = round
        if question.is_text:
            found.append(Counted(question, None, texts.get(question.pk, 0)))
            continue
        keys = list(question.labels)
        answers = given[question.pk]
        found.append(
            Counted(question, tally.count(question.kind, keys, answers, fewest))
        )
    return found


def mean_points(question: Question) -> tuple[int, dict[str, Fraction]]:
    """How many shared out points, and the mean for each option; {} before anybody
    has. Of priorities, the keys are their codes."""
    answers = _given(question.round)[question.pk]
    result = tally.points(list(question.labels), answers, percentage_base())
    if not result.base:
        return 0, {}
    return result.base, {line.key: line.mean for line in result.lines}


def plain(found: Counted) -> dict[str, Any]:
    """A counted question as plain values, for a page, a document or a file."""
    question, result = found.question, found.result
    told = {
        "number": question.number,
        "kind": question.kind,
        "kind_label": str(question.get_kind_display()),
        "wording": question.wording,
        "only_after": _route(question),
        "base": found.base,
        "mean": "",
        "lines": [],
    }
    if result is None:
        return told
    labels = found.labels
    told["mean"] = _decimal(result.mean)
    told["lines"] = [
        {
            "label": labels[line.key],
            "count": line.count,
            "percent": line.percent,
            "mean": _decimal(line.mean),
            "places": list(line.places),
        }
        for line in result.lines
    ]
    return told


def plain_results(round: Round) -> list[dict[str, Any]]:
    """Every question of a round as plain values."""
    return [plain(found) for found in results(round)]


def _route(question: Question) -> str:
    """To whom alone it was put, in words; "" when to everybody."""
    cause = question.only_after
    if cause is None:
        return ""
    cause.round = question.round
    said = cause.labels.get(question.only_if, question.only_if)
    words = {"said": said, "number": cause.number}
    return _("Asked of those who answered “%(said)s” to question %(number)s.") % words


def _decimal(value: Fraction | None) -> str:
    """With one place, halves rounded up; "" where there is nothing to say."""
    if value is None:
        return ""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{tenths // 10}.{tenths % 10}"


def _given(round: Round) -> dict[int, list[tuple]]:
    """For each question, every answer with how many gave exactly that one."""
    rows = (
        Answer.objects.counted()
        .filter(question__round=round)
        .order_by()
        .values_list("question", "value")
        .annotate(Count("pk"))
    )
    given = defaultdict(list)
    for question, value, people in rows:
        given[question].append((value, people))
    return given


def _texts(round: Round) -> dict[int, int]:
    """For each question, how many answered it in their own words."""
    rows = round.comments.counted().exclude(question=None).order_by()
    return dict(rows.values_list("question").annotate(Count("pk")))
