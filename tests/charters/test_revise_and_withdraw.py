"""The next charter, and the end of one."""

import pytest
from django.core.exceptions import ValidationError

from audit.models import Event
from charters.models import Charter
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara, amal):
    return factories.adopted_charter(eastfield, by=dara, approver=amal)


def test_a_revision_keeps_identities_and_codes_and_leaves_the_other_in_force(
    charter, dara
):
    revision = charter.revise(by=dara)
    assert (revision.revises, revision.status) == (charter, "drafting")
    before, after = charter.body(), revision.body()
    assert before["sections"] != []
    for section in before["sections"]:
        for clause in section["clauses"]:
            clause["is_open"] = False
    assert after["sections"] == before["sections"]
    assert after["priorities"] == before["priorities"]
    charter.refresh_from_db()
    assert charter.is_in_force


def test_an_adopted_revision_follows_the_lineage_and_supersedes(charter, dara, amal):
    revision = charter.revise(by=dara)
    clause = factories.reword(revision)
    clause.reword(clause.text, by=dara, is_open=True)
    for section in revision.sections.all():
        section.mark_complete(by=dara)
    edition = revision.freeze("consultation", by=dara)
    assert edition.clauses.get(uid=clause.uid).lineage == "reworded"
    assert set(edition.clauses.exclude(uid=clause.uid).values_list("lineage")) == {
        ("kept",)
    }
    revision.begin_consultation(edition, by=dara)
    revision.conclude_consultation(by=dara)
    revision.submit(by=dara, approver=amal)
    revision.adopt(by=amal)
    charter.refresh_from_db()
    assert (charter.status, charter.superseded_by) == ("superseded", revision)


@pytest.mark.parametrize("make", [factories.ready_charter, factories.submitted_charter])
def test_only_a_charter_in_force_is_revised(eastfield, dara, make):
    with pytest.raises(ValidationError, match="in force"):
        make(eastfield, by=dara).revise(by=dara)


def test_the_next_charter_starts_in_the_browser(charter, dara, sign_in):
    answer = sign_in(dara).post(
        f"{charter.get_workspace_url()}revise/",
        {"title": "The next one", "starts_on": "2030-01-01", "ends_on": "2034-01-01"},
    )
    revision = Charter.objects.get(revises=charter)
    assert answer.url == revision.get_workspace_url()
    assert (revision.title, revision.slug) == ("The next one", "2030-2034")


def test_withdrawing_keeps_the_reason_and_the_published_words(charter, amal, client):
    charter.withdraw("The council was reorganised.", by=amal)
    answer = client.get(charter.get_absolute_url())
    assert answer.status_code == 410
    assert "The council was reorganised." in answer.content.decode()
    assert client.get(f"{charter.get_absolute_url()}versions/2/").status_code == 200
    assert Event.objects.get(verb="charter.withdrawn").subject_reference == charter.slug


def test_withdrawing_needs_a_reason_and_a_status_that_allows_it(
    charter, eastfield, dara, amal
):
    with pytest.raises(ValidationError, match="Enter the reason"):
        charter.withdraw(" ", by=amal)
    deciding = factories.submitted_charter(eastfield, by=dara, approver=amal)
    with pytest.raises(ValidationError, match="cannot become"):
        deciding.withdraw("Too late.", by=amal)


def test_an_approver_withdraws_in_the_browser(charter, amal, sign_in):
    page = f"{charter.get_workspace_url()}withdraw/"
    browser = sign_in(amal)
    empty = browser.post(page, {}).content.decode()
    assert "Enter the reason for withdrawing this charter" in empty
    browser.post(page, {"reason": "Replaced by a joint charter."})
    charter.refresh_from_db()
    assert charter.status == "withdrawn"
