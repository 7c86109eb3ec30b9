"""After a round the text may change: sometimes so much that people are asked again."""

import pytest

from audit.lifecycle import Refused
from consultation import asking_again, preparing
from tests.consultation.addresses import url
from tests.factories import ready_to_conclude, reword

pytestmark = pytest.mark.django_db

NOT_AGAIN = "Only dates were added."


@pytest.fixture
def changed(reported, dara):
    """Results are out, one paragraph was reworded, and the issue cites it."""
    reword(reported.charter, by=dara)
    change = reported.charter.changes.since_last_consultation().get()
    reported.issues.get().cite(change, by=dara)
    preparing.add_equality_analysis(
        reported.consultation, "decision", "No new loss.", by=dara
    )
    return reported


def weigh(round, weight, dara, *, again=False):
    weights = dict.fromkeys(asking_again.changes_of(round), weight)
    asking_again.weigh(round, weights, is_fundamental=again, reason=NOT_AGAIN, by=dara)


def test_each_change_is_weighed_before_the_round_is_concluded(changed, dara):
    with pytest.raises(Refused, match="how much each change weighs"):
        changed.conclude(by=dara)
    weigh(changed, "wording", dara)
    changed.conclude(by=dara)
    keys = set(changed.charter.holds.values_list("key", flat=True))
    assert keys == {changed.pack_key}


def test_other_words_must_be_weighed_again(changed, dara):
    weigh(changed, "wording", dara)
    reword(changed.charter, "Quite other words.", by=dara)
    assert any("how much each" in one for one in changed.obstacles("concluded"))


def test_something_new_needs_a_new_round_or_the_monitoring_officer(changed, dara, max):
    """R39."""
    weigh(changed, "new", dara)
    with pytest.raises(Refused, match="nobody was asked"):
        changed.conclude(by=dara)
    preparing.sign_off(changed, "no_new_round", "It repeats a law.", by=max)
    changed.conclude(by=dara)


def test_fundamental_changes_keep_the_charter_until_people_are_asked_again(
    changed, dara, amal
):
    weigh(changed, "material", dara, again=True)
    changed.conclude(by=dara)
    charter = changed.charter
    charter.refresh_from_db()
    with pytest.raises(Refused, match="Ask people again"):
        charter.submit(by=dara, approver=amal)


def test_the_page_weighs_and_wants_an_answer(sign_in, changed, dara):
    browser = sign_in(dara)
    change = changed.charter.changes.since_last_consultation().get()
    typed = {f"change_{change.pk}": "wording", "is_fundamental": "no"}
    refused = browser.post(url(changed, "weigh_changes"), typed)
    assert "Enter the reason" in refused.text
    typed["words"] = NOT_AGAIN
    assert browser.post(url(changed, "weigh_changes"), typed).status_code == 302
    assert changed.checks.get().reason == NOT_AGAIN


def test_the_year_is_the_sum_of_its_rounds_and_follows_the_results(
    client, changed, dara, django_assert_max_num_queries
):
    """R46."""
    ready_to_conclude(changed, by=dara)
    changed.conclude(by=dara)
    with django_assert_max_num_queries(8):
        page = client.get("/eastfield/consultation-years/2027/")
    told = page.context["told"]
    assert told.responses == changed.figures()["responses"] == 1
    assert told.changes == 1
    assert client.get("/eastfield/consultation-years/2019/").status_code == 404


def test_before_asking_again_the_officer_sees_what_was_said(sign_in, reported, dara):
    from consultation.planning import add_round

    planned = add_round(reported.consultation, by=dara)
    browser = sign_in(dara)
    page = url(planned, "memory")
    assert "Promises need dates" in browser.get(page).text
    assert "Promises need dates" in browser.get(f"{page}?q=the+dates").text
    assert "No earlier point" in browser.get(f"{page}?q=zeppelin").text
