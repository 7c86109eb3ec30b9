"""What a council counts by, in public; its lists come first where people choose."""

import pytest

from charters.forms.priorities import TargetForm
from metrics.models import CouncilStandard, Framework, FrameworkAdoption, Metric
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter(measures):
    return Framework.objects.get(slug="starter-measures")


def test_the_reason_for_a_list_is_public(starter, eastfield, ada, client):
    page = "/eastfield/lists/"
    assert "has chosen no list yet" in client.get(page).content.decode()
    FrameworkAdoption.adopt(eastfield, starter, by=ada, reason="It is short.")
    shown = client.get(page).content.decode()
    assert "It is short." in shown
    assert starter.title in shown


def test_a_list_no_longer_used_is_told_apart(starter, eastfield, ada, client):
    FrameworkAdoption.adopt(eastfield, starter, by=ada).end(by=ada)
    shown = client.get("/eastfield/lists/").content.decode()
    assert "Lists used earlier" in shown
    assert "has chosen no list yet" in shown


def test_money_values_are_linked_only_while_they_are_public(eastfield, ada, client):
    assert "/eastfield/values/" not in client.get("/eastfield/lists/").content.decode()
    CouncilStandard.choose(eastfield, reading_age=None, shows_money_values=True, by=ada)
    assert "/eastfield/values/" in client.get("/eastfield/lists/").content.decode()
    assert "/eastfield/values/" in client.get("/eastfield/results/").content.decode()


def test_measures_of_ones_own_are_listed_with_their_reason(eastfield, client):
    own = factories.local_measure(eastfield)
    shown = client.get("/eastfield/lists/").content.decode()
    assert own.title in shown
    assert own.local_reason in shown


def groups_of(form) -> list[str]:
    return [name for name, _options in form.fields["metric"].choices if name]


def test_measures_of_adopted_lists_come_first(starter, eastfield, ada, dara):
    charter = factories.make_charter(eastfield, by=dara)
    own = factories.local_measure(eastfield)
    assert groups_of(TargetForm(charter=charter)) == [
        "Your council's own, not on an approved list",
        "Other approved lists",
    ]
    FrameworkAdoption.adopt(eastfield, starter, by=ada)
    form = TargetForm(charter=charter)
    assert groups_of(form)[0] == "Lists that your council uses"
    first = dict(form.fields["metric"].choices)["Lists that your council uses"]
    assert len(first) == Metric.objects.in_adopted(eastfield).approved().count()
    chosen = TargetForm(
        {"metric": own.pk, "level": "3", "due_on": str(charter.ends_on)},
        charter=charter,
    )
    assert chosen.is_valid(), chosen.errors


def test_a_measure_says_who_issued_it_and_when_it_applies(starter, client):
    shown = client.get("/metrics/SV-JOB-01/").content.decode()
    assert starter.issuer in shown
    assert "no end set" in shown
