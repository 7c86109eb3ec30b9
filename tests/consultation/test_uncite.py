"""A citation that was a mistake can be taken back until the round is concluded."""

import pytest

from audit.lifecycle import Refused
from audit.models import Event
from consultation import preparing
from consultation.models import SignOff
from tests.consultation.addresses import url
from tests.factories import ready_to_conclude, send_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(reported, dara):
    clause = reported.charter.sections.first().clauses.first()
    clause.reword("Other words, by 2030.", by=dara)
    return reported.charter.changes.since_last_consultation().get()


def test_taking_a_citation_back_takes_its_reason_back(reported, change, dara):
    issue = reported.issues.get()
    issue.cite(change, by=dara)
    issue.uncite(change, by=dara)
    issue.uncite(change, by=dara)  # nothing left to take back
    assert not issue.citations.exists()
    assert not reported.charter.changes.get(pk=change.pk).reasons
    assert Event.objects.filter(verb="issue.uncited").count() == 1


def test_the_same_reason_of_another_issue_stays(reported, change, dara):
    issue = reported.issues.get()
    issue.cite(change, by=dara)
    change.justify("law", "The Act says so.", by=dara)
    issue.uncite(change, by=dara)
    left = reported.charter.changes.get(pk=change.pk).reasons
    assert [one.wording for one in left] == ["The Act says so."]


def test_unticking_the_box_takes_it_back(sign_in, reported, change, dara):
    issue = reported.issues.get()
    page = url(reported, "cite_change", number=issue.number)
    browser = sign_in(dara)
    assert "Select at least one change" in browser.post(page, {}).text
    browser.post(page, {"changes": [change.pk]})
    assert issue.citations.exists()
    assert browser.post(page, {}).status_code == 302
    assert not issue.citations.exists()


def test_a_concluded_round_keeps_its_citations(reported, change, dara):
    issue = reported.issues.get()
    issue.cite(change, by=dara)
    ready_to_conclude(reported, by=dara)
    reported.conclude(by=dara)
    with pytest.raises(Refused, match="concluded"):
        issue.uncite(change, by=dara)


MATTERS = {
    "short": "amal",
    "election_opening": "max",
    "election_results": "max",
    "no_new_round": "max",
}


@pytest.mark.parametrize("matter", MATTERS)
@pytest.mark.parametrize("name", ["amal", "max", "dara"])
def test_each_matter_is_signed_off_by_its_role_alone(request, round, matter, name):
    person = request.getfixturevalue(name)
    if MATTERS[matter] == name:
        assert preparing.sign_off(round, matter, "Because.", by=person).pk
        return
    with pytest.raises(Refused, match="somebody else to sign off"):
        preparing.sign_off(round, matter, "Because.", by=person)
    assert not SignOff.objects.filter(round=round, matter=matter).exists()


def test_the_page_offers_only_what_one_may_answer_for(sign_in, round, amal, max):
    shown = sign_in(amal).get(url(round, "sign_off")).text
    assert "A period shorter than the least" in shown
    assert "Results before an election" not in shown
    page = url(round, "sign_off")
    forged = {"matter": "election_results", "words": "Because."}
    assert "There is a problem" in sign_in(amal).post(page, forged).text
    assert "Results before an election" in sign_in(max).get(page).text


def test_an_equality_analysis_older_than_the_last_response_blocks_the_decision(
    reported, change, dara, travel
):
    reported.issues.get().cite(change, by=dara)
    ready_to_conclude(reported, by=dara)
    old = "must be newer than the close and the last response"
    assert not any(old in one for one in reported.obstacles("concluded"))
    travel(to=reported.closes_at.replace(hour=23))
    late = send_response(reported, "You forgot us.").response
    late.decide_late(True, "She was ill.", by=dara)
    assert any(old in one for one in reported.obstacles("concluded"))
    with pytest.raises(Refused, match="equality analysis up to date"):
        reported.conclude(by=dara)
    # looked at again after it, the analysis no longer blocks
    preparing.add_equality_analysis(
        reported.consultation, "decision", "She names no new loss.", by=dara
    )
    assert not any(old in one for one in reported.obstacles("concluded"))
