"""What must be in order before a decision, and who said that it is."""

from charters import checklist
from charters.models import Check, EqualityAnalysis
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.consulted_charter(eastfield, by=dara)


def rows(charter):
    groups = checklist.of_charter(charter)
    return {row.title: row for group in groups for row in group.rows}


def test_the_list_names_who_completed_each_section(charter, dara):
    found = rows(charter)["Our place"]
    assert (found.status, found.by) == ("completed", dara)
    assert found.at is not None


def test_a_check_counts_for_the_words_that_were_checked(charter, dara, max):
    assert rows(charter)["Legal check"].status == "not_started"
    Check.confirm(charter, "legal", by=max, note=" Lawful. ")
    found = rows(charter)["Legal check"]
    assert (found.status, found.by, found.note) == ("completed", max, "Lawful.")
    factories.reword(charter)
    found = rows(charter)["Legal check"]
    assert (found.status, found.note) == ("problem", "The text has changed since.")
    Check.confirm(charter, "legal", by=max)
    assert rows(charter)["Legal check"].status == "completed"
    assert charter.checks.count() == 2


def test_changes_and_equality_are_on_the_list(charter, dara):
    title = "Equality analysis of the text to be adopted"
    assert rows(charter)[title].status == "not_started"
    EqualityAnalysis.attach(charter, "adoption", "Nobody loses.", by=dara)
    assert rows(charter)[title].status == "completed"
    factories.reword(charter)
    found = rows(charter)
    assert found[title].status == "problem"
    assert found["0 of 1 changes have a reason"].status == "problem"


def test_both_who_submits_and_who_decides_read_it(charter, dara, amal, max, sign_in):
    Check.confirm(charter, "legal", by=max, note="Lawful, with one remark.")
    page = f"{charter.get_workspace_url()}submit/"
    assert "Lawful, with one remark." in sign_in(dara).get(page).content.decode()
    charter.submit(by=dara, approver=amal)
    page = charter.waiting_approval.get_absolute_url()
    assert "Lawful, with one remark." in sign_in(amal).get(page).content.decode()


def test_the_monitoring_officer_confirms_the_law_and_a_drafter_access(
    charter, dara, max, bea, sign_in
):
    page = f"{charter.get_workspace_url()}checks/"
    browser = sign_in(max)
    assert "Select what you checked" in browser.post(page, {}).content.decode()
    browser.post(page, {"kind": "legal", "note": "Lawful."})
    other = browser.post(page, {"kind": "accessibility"}).content.decode()
    assert "There is a problem" in other
    sign_in(dara).post(page, {"kind": "accessibility"})
    kinds = list(charter.checks.values_list("kind", "by"))
    assert kinds == [("legal", max.pk), ("accessibility", dara.pk)]
    assert sign_in(bea).get(page).status_code == 200
    assert sign_in(bea).post(page, {"kind": "legal"}).status_code == 403
