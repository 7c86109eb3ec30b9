"""The points that people shared among priorities, brought down to the charter."""

from collections import Counter

from django.utils.translation import gettext as _

from charters import weighting
from charters.models import SharedPoints
from consultation import equality
from consultation.models import Answer, ProfileFigure, Question, Round
from consultation.reach import WARD


def publish(round: Round, *, by) -> SharedPoints | None:
    """Publish what priorities weigh, with all that is needed to work it out again.

    None when the round did not ask, or when nobody answered.
    """
    question = _question(round)
    if question is None:
        return None
    counted = _counted(question)
    if not counted:
        return None
    profile = {
        figure.option: figure
        for figure in ProfileFigure.objects.for_council(round.council).filter(
            group=WARD
        )
    }
    least = equality.least(round.council)
    places = dict(round.council.areas.values_list("code", "name"))
    return SharedPoints.publish(
        round.charter,
        key=f"round:{round.uid}:{question.number}",
        title=str(round),
        question=question.wording,
        address=round.get_absolute_url(),
        least=least,
        people_source=_sources(profile.values()),
        groups=weighting.publishable(
            [
                weighting.Group(
                    label=name,
                    people=profile[code].people if code in profile else 0,
                    answers=counted[code][0],
                    points=dict(counted[code][1]),
                )
                for code, name in places.items()
                if code in counted
            ],
            least,
            _("Other places, or not said"),
            unplaced=_unplaced(counted),
        ),
        codes=list(question.labels),
        by=by,
    )


def _question(round: Round) -> Question | None:
    """The first that lets people share 100 points among the charter's priorities."""
    asked = round.questions.filter(kind=Question.Kind.POINTS, of_priorities=True)
    return asked.first()


def _counted(question: Question) -> dict[str | None, tuple[int, Counter]]:
    """How many answered, and their points, by the code of the place they named."""
    found: dict[str | None, tuple[int, Counter]] = {}
    answers = Answer.objects.filter(question=question).counted()
    rows = answers.values_list("response__area__code", "value")
    for area, value in rows.iterator(chunk_size=2000):
        answers_so_far, points = found.get(area, (0, Counter()))
        points.update(value)
        found[area] = (answers_so_far + 1, points)
    return found


def _unplaced(counted) -> weighting.Group | None:
    if None not in counted:
        return None
    answers, points = counted[None]
    return weighting.Group("", 0, answers, dict(points))


def _sources(figures) -> str:
    said = {f"{one.source}, {one.counted_on.year}" for one in figures}
    return "; ".join(sorted(said))[:300]
