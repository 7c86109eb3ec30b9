"""Measures of different lists, and words of different councils, side by side."""

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from metrics import side_by_side
from metrics.models import Framework, MetricMapping, Term

pytestmark = pytest.mark.django_db


def mapped(measures, nat, fit="close", **more):
    pair = {"metric": measures["SV-APP-03"], "other": measures["SV-APP-05"], **more}
    return MetricMapping.map(**pair, fit=fit, note="Starts, not finishes", by=nat)


def test_a_mapping_says_how_two_measures_compare(measures, nat, client):
    mapped(measures, nat)
    mapped(measures, nat, fit="broader")
    assert MetricMapping.objects.get().fit == "broader"
    page = client.get("/metrics/SV-APP-05/").content.decode()
    assert "Starts, not finishes" in page


def test_measures_in_other_units_never_count_the_same(measures, nat):
    with pytest.raises(Refused, match="so not the same"):
        mapped(measures, nat, fit="same", other=measures["SV-CO2-01"])
    with pytest.raises(Refused, match="two different"):
        mapped(measures, nat, other=measures["SV-APP-03"])


def test_the_database_maps_no_measure_to_itself(measures):
    one = measures["SV-APP-03"]
    with pytest.raises(IntegrityError), transaction.atomic():
        MetricMapping.objects.create(metric=one, other=one, fit="same", note="x")


def test_lists_stand_side_by_side_shared_measures_first(measures, nat, client):
    Framework.objects.get(slug="ppn-002").approve(by=nat)
    chosen = [
        Framework.objects.get(slug=slug) for slug in ("starter-measures", "ppn-002")
    ]
    rows = side_by_side.rows(side_by_side.columns(chosen))
    shared = [row.is_shared for row in rows]
    assert shared == sorted(shared, reverse=True)
    assert any(shared)
    page = client.get("/frameworks/side-by-side/?list=starter-measures&list=ppn-002")
    assert "Names it" in page.content.decode()


def test_more_measures_need_no_more_queries(
    measures, nat, django_assert_max_num_queries
):
    chosen = [*Framework.objects.filter(slug__in=("starter-measures", "ppn-002"))]
    mapped(measures, nat)
    with django_assert_max_num_queries(3):
        side_by_side.rows(side_by_side.columns(chosen))


def test_the_steward_maps_by_the_page_and_nobody_else(measures, nat, ada, sign_in):
    sent = {"metric": "sv-app-03", "other": "SV-APP-05", "fit": "close", "note": "Near"}
    assert sign_in(ada).post("/steward/mappings/", sent).status_code == 404
    browser = sign_in(nat)
    refused = browser.post("/steward/mappings/", {**sent, "other": "NONE-1"})
    assert "There is no measure with this code" in refused.content.decode()
    browser.post("/steward/mappings/", sent)
    assert MetricMapping.objects.get().mapped_by == nat


def test_councils_that_mean_something_else_are_listed(
    eastfield, westbrook, dara, olu, client
):
    page = client.get("/glossary/differences/").content.decode()
    assert "Every council uses the standard meanings." in page
    Term.define("Local", "In our wards.", by=dara, council=eastfield)
    Term.define("Local", "Within ten miles.", by=olu, council=westbrook)
    Term.define("Snicket", "A path between houses.", by=olu, council=westbrook)
    page = client.get("/glossary/differences/").content.decode()
    assert page.index("In our wards.") < page.index("Within ten miles.")
    assert "None: only councils use this word." in page
