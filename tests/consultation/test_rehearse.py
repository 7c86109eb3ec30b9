"""A round can be rehearsed to its end, and nothing of it stays."""

import pytest

from audit.lifecycle import Refused
from audit.models import Event
from charters.models import Charter, Edition
from consultation import rehearsal
from consultation.models import Campaign, Response, Round, Statement
from records.models import Letter
from tests.consultation.addresses import url
from tests.factories import open_round, planned_round

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_rehearsal_reaches_the_end_and_leaves_nothing(eastfield, dara, sign_in):
    round = planned_round(eastfield)
    events = Event.objects.count()
    page = sign_in(dara).post(url(round, "rehearse"))
    assert "went to the end" in page.text
    steps = page.context["steps"]
    assert steps[-1].title == "Concluded"
    said = " ".join(step.result for step in steps)
    assert "1200 signatures" in said
    assert "Decide about the late responses. 1 left." in said
    assert "Decide about the responses that are held. 1 left." in said
    titles = [step.title for step in steps]
    assert {"Campaigns looked for", "Statement built"} <= set(titles)
    assert "Groups of near-copies: 1. Comments in them: 8." in said
    assert "Its hash begins" in said
    round = Round.objects.get(pk=round.pk)
    assert round.status == Round.Status.DRAFTED
    assert Charter.objects.get(pk=round.charter_id).status == Charter.Status.DRAFTING
    for model in (Response, Edition, Letter, Campaign, Statement):
        assert not model.objects.exists()
    assert Event.objects.count() == events


@pytest.mark.slow
def test_only_a_complete_plan_is_rehearsed_and_never_a_real_round(eastfield, dara):
    gap = planned_round(eastfield, proposal="")
    with pytest.raises(Refused, match="what is proposed"):
        rehearsal.rehearse(gap, by=dara)
    with pytest.raises(Refused, match="before it is announced"):
        rehearsal.rehearse(open_round_of_another(eastfield), by=dara)


def open_round_of_another(eastfield):
    return open_round(eastfield, slug="another", title="Another")
