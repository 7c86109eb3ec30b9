"""What a new version of a list means for charters."""

import pytest

from charters import list_effects
from metrics.models import Confidence, Framework, Metric
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


@pytest.fixture
def newer(charter, nat):
    """A version that leaves out the measure on which the charter's target stands."""
    metric = charter.priorities.get().outcomes.get().targets.get().metric
    older = metric.framework or Framework.objects.get(slug="starter-measures")
    older.carries.add(metric)
    new = Framework.objects.create(
        slug="newer",
        title="Newer list",
        version="2",
        issuer="Us",
        summary="Newer.",
        published_on="2026-11-01",
        applies_from="2026-11-01",
        confidence=Confidence.OWN,
        source=older.source,
        replaces=older,
    )
    Metric.objects.create(
        code="SV-NEW-01",
        title="Benches",
        unit="benches",
        value_type="integer",
        confidence=Confidence.OWN,
        framework=new,
    )
    new.approve(by=nat)
    return new


def test_a_draft_hears_which_targets_stand_on_a_withdrawn_measure(
    charter, newer, eastfield, westbrook
):
    (one,) = list_effects.touched_by(newer, eastfield)
    assert (one.charter, one.difference.kind, one.is_draft) == (
        charter,
        "withdrawn",
        True,
    )
    assert list_effects.touched_by(newer, westbrook) == []


def test_the_page_names_it_and_nothing_changes(charter, newer, dara, olu, sign_in):
    before = charter.content_hash()
    page = "/eastfield/workspace/settings/frameworks/newer/effects/"
    shown = sign_in(dara).get(page).content.decode()
    assert "Not on the new list" in shown
    assert charter.content_hash() == before
    assert sign_in(olu).get(page).status_code == 404


@pytest.mark.slow
def test_a_charter_in_force_keeps_the_earlier_measure(
    charter, newer, eastfield, dara, amal
):
    factories.adopted_charter(eastfield, by=dara, approver=amal)
    found = list_effects.touched_by(newer, eastfield)
    assert [one.is_draft for one in found] == [False, True]
