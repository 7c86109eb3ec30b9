"""When a round reports, the points that people shared become the charter's weights."""

from decimal import Decimal

import pytest

from charters.models import PriorityWeight, SharedPoints
from consultation.models import ProfileFigure, Question, Reading, Response
from consultation.parcels import Sender
from councils.models import Area
from tests.factories import ask, open_round, send_response
from tests.stage import staged

pytestmark = pytest.mark.django_db


@staged
def asked(eastfield, dara):
    """An open round with 10 answers from Harbour, 12 from Mill and 1 from nowhere."""
    points = ask("Share 100 points", Question.Kind.POINTS, of_priorities=True)
    round = open_round(eastfield, questions=[points])
    (question,) = round.questions.all()
    for code, name, people in (("E1", "Harbour", 3000), ("E2", "Mill", 1000)):
        ward = Area.objects.create(council=eastfield, code=code, name=name)
        ProfileFigure.objects.create(
            council=eastfield,
            group="ward",
            option=code,
            label=name,
            people=people,
            source="Census",
            counted_on="2021-03-21",
        )
        for _ in range(10 if code == "E1" else 12):
            sender = Sender(kind=Response.Kind.LIVES_HERE, area=ward)
            send_response(
                round, remarks=[], sender=sender, answers={question: {"P1": 100}}
            )
    send_response(round, remarks=[], answers={question: {"P1": 100}})
    return round


def report(round, by):
    Reading.objects.mark(round, round.responses.all(), by=by)
    round.analyse(by=by)
    round.report(by=by)


def test_reporting_publishes_the_weights_and_hides_who_stands_alone(
    asked, dara, travel, client
):
    travel(to=asked.closes_at)
    assert not SharedPoints.objects.exists()
    report(asked, dara)
    points = SharedPoints.objects.get()
    assert (points.charter, points.answers) == (asked.charter, 23)
    assert [(one.label, one.answers) for one in points.data] == [
        ("Mill", 12),
        ("Other places, or not said", 11),
    ]
    weight = PriorityWeight.objects.of(asked.charter).get()
    assert (weight.code, weight.weight) == ("P1", Decimal(100))
    slug = asked.consultation.slug
    page = client.get(f"/eastfield/consultations/{slug}/results/")
    assert f"/eastfield/charters/{asked.charter.slug}/weights/" in page.text


def test_a_withdrawn_response_does_not_weigh(asked, dara, travel):
    Response.objects.filter(area=None).first().withdraw()
    travel(to=asked.closes_at)
    report(asked, dara)
    assert SharedPoints.objects.get().answers == 22


def test_a_round_without_such_a_question_publishes_no_weights(eastfield, dara, travel):
    round = open_round(eastfield)
    travel(to=round.closes_at)
    report(round, dara)
    assert not SharedPoints.objects.exists()
