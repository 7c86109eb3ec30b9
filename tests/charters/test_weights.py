"""What priorities weigh follows from published counts, or says who set it and why."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.lifecycle import Refused
from audit.models import Event
from charters import weighting
from charters.models import PriorityWeight, SharedPoints
from charters.weighting import Group
from tests import factories
from tests.stage import staged

HARBOUR = Group("Harbour", 4000, 10, {"P1": 700, "P2": 300})
MILL = Group("Mill", 12000, 30, {"P1": 900, "P2": 2100})
BOTH = ["P1", "P2"]


def test_the_raw_weight_is_the_mean_and_the_balanced_one_counts_people():
    few = Group("Few", 3000, 5, {"P1": 500, "P2": 0})
    assert weighting.raw([HARBOUR, few], BOTH) == {
        "P1": Decimal("80.00"),
        "P2": Decimal("20.00"),
    }
    # 70 of 100 in Harbour (4,000 people) and 30 of 100 in Mill (12,000 people)
    assert weighting.balanced([HARBOUR, MILL], BOTH) == {
        "P1": Decimal("40.00"),
        "P2": Decimal("60.00"),
    }


def test_nothing_is_balanced_on_fewer_than_two_counted_places():
    assert weighting.balanced([HARBOUR], BOTH) == {}
    nobody = Group("Not counted", 0, 20, {"P1": 2000})
    assert weighting.balanced([HARBOUR, nobody], BOTH) == {}
    assert weighting.raw([], BOTH) == {}


def test_a_place_with_few_answers_is_published_only_together_with_others():
    few = Group("Few", 900, 2, {"P1": 200})
    quiet = Group("Quiet", 100, 9, {"P2": 900})
    shown = weighting.publishable([few, HARBOUR, MILL, quiet], 10, "Others")
    assert [(one.label, one.answers) for one in shown] == [
        ("Mill", 30),
        ("Harbour", 10),
        ("Others", 11),
    ]
    assert shown[-1].points == {"P1": 200, "P2": 900}
    assert shown[-1].people == 1000


def test_the_smallest_place_joins_a_few_who_would_stand_alone():
    unplaced = Group("", 0, 3, {"P1": 300})
    shown = weighting.publishable([HARBOUR, MILL], 10, "Others", unplaced)
    assert [(one.label, one.answers) for one in shown] == [("Mill", 30), ("Others", 13)]
    assert [one.answers for one in [HARBOUR, MILL]] == [10, 30], "control: as given"


GROUPS = st.lists(
    st.tuples(st.integers(1, 5000), st.integers(1, 60), st.integers(0, 100)),
    min_size=1,
    max_size=8,
)


@given(GROUPS, st.integers(1, 20))
def test_weights_add_up_to_100_and_no_small_place_stands_alone(rows, least):
    groups = [
        Group(f"W{n}", people, answers, {"P1": answers * p, "P2": answers * (100 - p)})
        for n, (people, answers, p) in enumerate(rows)
    ]
    shown = weighting.publishable(groups, least, "Others")
    assert sum(one.answers for one in shown) == sum(one.answers for one in groups)
    assert len(shown) == 1 or all(one.answers >= least for one in shown)
    assert sum(weighting.raw(shown, BOTH).values()) == 100
    balanced = weighting.balanced(shown, BOTH)
    assert not balanced or sum(balanced.values()) == 100


@staged
def charter(eastfield, dara, amal):
    charter = factories.ready_charter(eastfield, by=dara)
    factories.add_priority(charter, by=dara, title="Cleaner air")
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    return charter


def publish(charter, by, key="round:1:1", groups=(HARBOUR, MILL)):
    return SharedPoints.publish(
        charter,
        key=key,
        title="What should contracts do here?",
        question="Share 100 points",
        address="/eastfield/consultations/what/",
        least=10,
        people_source="Census 2021",
        groups=list(groups),
        codes=BOTH,
        by=by,
    )


@staged
def weighed(charter, dara):
    publish(charter, dara)
    return charter


def again(text):
    """The formula as the page prints it, on the file as it is published."""
    rows = list(csv.DictReader(io.StringIO(text)))
    codes = [name for name in rows[0] if name.startswith("P") and name[1:].isdigit()]
    people = sum(Decimal(row["People who live there"]) for row in rows)
    return {
        code: sum(
            Decimal(row["People who live there"])
            * Decimal(row[code])
            / Decimal(row["Answers"])
            for row in rows
        )
        / people
        for code in codes
    }


def test_published_weights_equal_the_formula_on_the_published_file(weighed, client):
    file = client.get(f"/eastfield/charters/{weighed.slug}/weights/points.csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    found = {one.code: one.weight for one in PriorityWeight.objects.of(weighed)}
    assert {code: round(one, 2) for code, one in again(text).items()} == found
    bent = text.replace("700", "900")
    assert {code: round(one, 2) for code, one in again(bent).items()} != found


def test_a_weight_set_by_hand_stands_beside_the_formula_with_its_reason(
    weighed, dara, client
):
    weight = PriorityWeight.objects.of(weighed).first()
    with pytest.raises(Refused, match="Enter why"):
        weight.set_by_hand(Decimal(10), " ", by=dara)
    weight.set_by_hand(Decimal(10), "The law asks for cleaner air first.", by=dara)
    page = client.get(f"/eastfield/charters/{weighed.slug}/weights/").text
    assert "The law asks for cleaner air first." in page
    assert "10 in place of 40" in page
    event = Event.objects.get(verb="charter.weight_set_by_hand")
    assert event.data["weight"] == "10"
    weight.follow_points(by=dara)
    assert PriorityWeight.objects.of(weighed).first().weight == 40
    page = client.get(f"/eastfield/charters/{weighed.slug}/weights/").text
    assert "The law asks" not in page


def test_the_database_keeps_no_weight_by_hand_without_a_reason(weighed, dara):
    from django.db import IntegrityError, transaction

    wanted = PriorityWeight.objects.of(weighed)[:1].values("pk")
    with pytest.raises(IntegrityError, match="has_a_reason"), transaction.atomic():
        PriorityWeight.objects.filter(pk__in=wanted).update(override=5)


def test_the_same_round_is_published_once_and_the_last_round_holds(weighed, dara):
    publish(weighed, dara)
    assert SharedPoints.objects.count() == 1
    publish(weighed, dara, key="round:2:1", groups=[HARBOUR])
    assert PriorityWeight.objects.of(weighed).first().weight == 70


def test_without_points_the_page_says_what_will_be_here(charter, client):
    page = client.get(f"/eastfield/charters/{charter.slug}/weights/")
    assert "No weights are published yet." in page.text
    file = client.get(f"/eastfield/charters/{charter.slug}/weights/points.csv")
    assert file.status_code == 404


def test_an_officer_sets_a_weight_on_a_page_and_is_asked_why(weighed, dara, sign_in):
    browser = sign_in(dara)
    page = f"{weighed.get_workspace_url()}weights/P1/"
    refused = browser.post(page, {"weight": "12", "reason": ""}).text
    assert refused.count("Enter why this weight is different") == 2
    browser.post(page, {"weight": "12.5", "reason": "Cabinet asked for it."})
    assert PriorityWeight.objects.of(weighed).first().weight == Decimal("12.5")
    browser.post(f"{page}follow/")
    assert PriorityWeight.objects.of(weighed).first().weight == 40
    for code in ("P9", "x", "P99999999999999"):
        missing = f"{weighed.get_workspace_url()}weights/{code}/"
        assert browser.get(missing).status_code == 404


def test_who_may_not_write_the_charter_may_not_weigh_it(weighed, bea, olu, sign_in):
    page = f"{weighed.get_workspace_url()}weights/P1/"
    assert sign_in(bea).post(page, {"weight": "1", "reason": "x"}).status_code == 403
    assert sign_in(olu).post(page, {"weight": "1", "reason": "x"}).status_code == 404
    assert PriorityWeight.objects.of(weighed).first().override is None
