"""The approver's pack: what it shows, comments on parts, and the other decisions."""

import pytest
from django.core.exceptions import ValidationError

from audit.models import Event
from charters.models import Charter, Clause, EqualityAnalysis, Remark
from tests import factories

Status = Charter.Status


@pytest.fixture
def charter(eastfield, dara, amal):
    return factories.submitted_charter(eastfield, by=dara, approver=amal)


def first_key(charter):
    return Clause.objects.filter(section__charter=charter).first().uid


def test_comments_on_paragraphs_are_enough_to_return_a_charter(charter, amal):
    approval = charter.waiting_approval
    Remark.make(approval, first_key(charter), " Say who counted. ", by=amal)
    charter.send_back("", by=amal)
    approval.refresh_from_db()
    assert approval.reason == "See the comments on: Paragraph 1.1, Our place."
    [remark] = approval.remarks.all()
    assert (remark.wording, remark.section_key) == ("Say who counted.", "our-place")


def test_a_decided_approval_takes_no_more_comments(charter, amal):
    approval = charter.waiting_approval
    remark = Remark.make(approval, first_key(charter), "Shorter.", by=amal)
    charter.send_back("Shorter.", by=amal)
    for approval_now in (charter.approvals.get(),):
        with pytest.raises(ValidationError, match="decided already"):
            Remark.make(approval_now, first_key(charter), "Longer.", by=amal)
    remark.refresh_from_db()
    with pytest.raises(ValidationError, match="decided already"):
        remark.take_back()


def test_approval_subject_to_changes_opens_the_text_for_them(charter, amal, dara):
    with pytest.raises(ValidationError, match="List the changes"):
        charter.approve_subject_to(" ", by=amal)
    charter.approve_subject_to("Name the three wards.", by=amal, minute="Item 7")
    assert charter.status == Status.CONSULTED
    approval = charter.approvals.get()
    assert (approval.decision, approval.minute) == ("conditions", "Item 7")
    assert Event.objects.filter(verb="charter.approved_subject_to_changes").exists()
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal)
    assert charter.status == Status.ADOPTED


def test_a_referred_decision_waits_for_any_other_approver(charter, amal, dara):
    with pytest.raises(ValidationError, match="Enter who will decide"):
        charter.refer("", by=amal)
    charter.refer("Full Council", by=amal)
    assert charter.status == Status.DECIDING
    waiting = charter.waiting_approval
    assert (waiting.approver, waiting.note) == (None, "Referred: Full Council")
    with pytest.raises(ValidationError, match="somebody else must decide"):
        charter.adopt(by=dara)
    charter.adopt(by=amal, minute="Council, item 3")


@pytest.mark.parametrize("verb", ["approve_subject_to", "refer"])
def test_nobody_decides_so_about_what_they_wrote(charter, dara, verb):
    with pytest.raises(ValidationError, match="somebody else must decide"):
        getattr(charter, verb)("Something", by=dara)


def test_a_missing_equality_analysis_is_a_warning_and_no_obstacle(eastfield, dara):
    charter = factories.consulted_charter(eastfield, by=dara)
    warning = charter.advice()[-1]
    assert "No equality analysis of the text to be adopted" in warning
    assert charter.obstacles(Status.DECIDING) == []
    EqualityAnalysis.attach(charter, "adoption", "Nobody loses.", by=dara)
    assert not any("equality" in one for one in charter.advice())
    assert charter.equality_analyses.get().text_hash == charter.content_hash()


@pytest.mark.slow
def test_the_pack_shows_what_an_approver_must_know(eastfield, dara, amal, sign_in):
    charter = factories.consulted_charter(eastfield, by=dara)
    EqualityAnalysis.attach(charter, "draft", "Buses matter to older people.", by=dara)
    charter.submit(by=dara, approver=amal, risks="Few firms may bid.")
    page = charter.waiting_approval.get_absolute_url()
    shown = sign_in(amal).get(page).content.decode()
    for words in (
        "Buses matter to older people.",
        "Few firms may bid.",
        "No equality analysis of the text to be adopted",
        "The words are the same as those that people were asked about.",
        "0 of 3 paragraphs say why they are here.",
        "Comment on paragraph 1.1",
    ):
        assert words in shown


@pytest.mark.slow
def test_an_approver_comments_and_returns_in_the_browser(charter, amal, dara, sign_in):
    browser, page = sign_in(amal), charter.waiting_approval.get_absolute_url()
    part = f"{page}parts/{first_key(charter)}/"
    empty = browser.post(part, {"wording": ""}).content.decode()
    assert "Enter what needs to change" in empty
    browser.post(part, {"wording": "Which year is this?"})
    read = browser.get(page).context["form"].initial["decided_text"]
    browser.post(page, {"decided_text": read, "decision": "return"})
    charter.refresh_from_db()
    assert charter.status == Status.CONSULTED
    hub = sign_in(dara).get(charter.get_workspace_url()).content.decode()
    assert "Which year is this?" in hub


def test_a_writer_cannot_comment_as_an_approver(charter, dara, sign_in):
    page = charter.waiting_approval.get_absolute_url()
    answer = sign_in(dara).post(f"{page}parts/{first_key(charter)}/", {"wording": "x"})
    assert answer.status_code == 403


def test_an_equality_officer_attaches_an_analysis_and_others_do_not(
    charter, eve, bea, sign_in
):
    page = f"{charter.get_workspace_url()}equality/"
    sent = {"stage": "draft", "summary": "Fine for most."}
    assert sign_in(bea).post(page, sent).status_code == 403
    sign_in(eve).post(page, sent)
    assert charter.equality_analyses.get().by == eve
