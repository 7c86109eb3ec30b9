"""Reviewers suggest words; writers answer; accepted words keep their author's role."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from audit import tasks
from audit.lifecycle import Refused
from audit.models import Event
from charters import reviewing
from charters.history import past_of
from charters.models import Reviewer, Source, Suggestion
from charters.work import to_answer, to_review
from councils.models import Invitation, Membership, Role
from records.models import Letter
from tests import factories
from tests.conftest import make_person
from tests.stage import staged

LIVED = Reviewer.Seat.LIVED


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


@staged
def rae(eastfield):
    """Somebody with lived experience, who has an account."""
    person = make_person("rae")
    Membership.grant(eastfield, person, Role.CO_PRODUCTION)
    return person


@staged
def seat(charter, dara, rae):
    return Reviewer.invite(charter, rae.email, LIVED, by=dara)


def first_clause(charter):
    section = charter.sections.get(key="our-place")
    return section, section.clauses.first()


def suggest(seat, text="Many of our young people wait too long.", **more):
    section, clause = first_clause(seat.charter)
    words = {"reason": "We would say it so.", "clause": clause, "by": seat.user}
    return Suggestion.make(seat, section, text, **(words | more))


def test_accepted_words_stand_in_the_text_with_the_role_and_without_the_name(
    charter, seat, dara
):
    suggestion = suggest(seat)
    suggestion.accept(by=dara)
    _, clause = first_clause(charter)
    assert clause.text == suggestion.text
    source = Source.objects.get(clause_uid=clause.uid)
    assert source.wording == "Suggested by: Person with lived experience"
    edition = charter.freeze("outline", by=dara)
    assert "Person with lived experience" in str(edition.document)
    assert "Rae" not in str(edition.document)
    assert past_of(charter, clause.uid).wordings[0].credit == suggestion.credit


def test_a_name_stands_there_only_if_its_owner_wants_that(seat, dara):
    suggestion = suggest(seat, shows_name=True)
    suggestion.accept(by=dara)
    assert Source.objects.get().wording.endswith("Rae, person with lived experience")


def test_other_words_than_suggested_need_a_reason(charter, seat, dara):
    suggestion = suggest(seat)
    with pytest.raises(Refused, match="only a part"):
        suggestion.accept(by=dara, text="Many wait too long.")
    suggestion.accept(by=dara, text="Many wait too long.", answer="Shorter.")
    assert suggestion.status == Suggestion.Status.PARTLY
    assert first_clause(charter)[1].text == "Many wait too long."


def test_a_declined_suggestion_changes_nothing_and_says_why(charter, seat, dara):
    suggestion, before = suggest(seat), first_clause(charter)[1].text
    with pytest.raises(Refused, match="why you decline"):
        suggestion.decline(" ", by=dara)
    suggestion.decline("The figure is from 2024.", by=dara)
    assert first_clause(charter)[1].text == before
    with pytest.raises(ValidationError):
        suggestion.accept(by=dara)


def test_a_new_paragraph_and_one_less_can_be_suggested_too(charter, seat, dara):
    section, clause = first_clause(charter)
    new = suggest(seat, "Ask us first.", clause=None)
    new.accept(by=dara)
    assert section.clauses.last().text == "Ask us first."
    assert new.clause_uid == section.clauses.last().uid
    suggest(seat, "", drop=True).accept(by=dara)
    assert not section.clauses.filter(uid=clause.uid).exists()


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"reason": " "}, "why you suggest"),
        ({"text": " "}, "Enter the text"),
        (
            {"text": factories.charters.PLACE_TEXT},
            "Change the words",
        ),
    ],
)
def test_a_suggestion_needs_new_words_and_a_reason(seat, words, refusal):
    with pytest.raises(Refused, match=refusal):
        suggest(seat, **words)


def test_who_suggested_accepted_words_has_written_the_charter(charter, seat, dara, rae):
    assert rae.pk not in charter.writers()
    suggest(seat).accept(by=dara)
    assert rae.pk in charter.writers()


def test_a_stranger_gets_a_seat_an_invitation_and_a_letter(charter, dara):
    reviewer = reviewing.invite(charter, "New@Example.org", LIVED, by=dara)
    assert Invitation.objects.get().roles == [Role.CO_PRODUCTION]
    assert len(mail.outbox) == 1
    tasks.sweep()
    assert Letter.objects.get(kind="review_invite").recipient == "new@example.org"
    with pytest.raises(Refused, match="already on this charter"):
        reviewing.invite(charter, "new@example.org", LIVED, by=dara)
    newcomer = make_person("new")
    assert Reviewer.objects.for_user(newcomer).get() == reviewer


def test_what_waits_is_in_the_work_of_both(eastfield, charter, seat, rae, dara):
    assert [item.title for item in to_review(rae, eastfield)] == [
        f"Review “{charter.title}”"
    ]
    assert list(to_answer(eastfield)) == []
    suggest(seat)
    (item,) = to_answer(eastfield)
    assert item.title == f"Answer 1 suggestion for “{charter.title}”"


def test_from_the_first_page_to_the_answer(charter, seat, dara, rae, sign_in):
    section, clause = first_clause(charter)
    work = charter.get_workspace_url()
    browser = sign_in(rae)
    assert clause.text in browser.get(f"{work}review/").content.decode()
    place = f"{work}review/{section.key}/{clause.uid}/"
    page = browser.post(place, {"text": clause.text, "reason": ""}).content.decode()
    assert "Enter why you suggest this" in page
    browser.post(place, {"text": "Our words.", "reason": "Nobody says “NEET”."})
    suggestion = Suggestion.objects.get()
    assert browser.get(f"{work}suggestions/{suggestion.uid}/answer/").status_code == 403
    seat.refresh_from_db()
    assert seat.last_seen_at

    browser = sign_in(dara)
    assert "Nobody says" in browser.get(f"{work}suggestions/").content.decode()
    assert "1 waits for an answer" in browser.get(work).content.decode()
    editor = browser.get(f"{work}sections/{section.key}/edit/").content.decode()
    assert "1 suggestion for this section waits" in editor
    answer = f"{work}suggestions/{suggestion.uid}/answer/"
    page = browser.post(answer, {"decision": "decline", "text": "", "answer": ""})
    assert "Enter the reason for your answer" in page.content.decode()
    browser.post(answer, {"decision": "accept", "text": "", "answer": ""})
    assert section.clauses.first().text == "Our words."
    assert Event.objects.filter(verb="suggestion.accepted").exists()
    tasks.sweep()
    assert Letter.objects.get(kind="suggestion_answered").user == rae


def test_only_who_was_asked_may_suggest_and_only_until_they_are_taken_off(
    charter, seat, dara, amal, rae, sign_in
):
    review = f"{charter.get_workspace_url()}review/"
    assert sign_in(amal).get(review).status_code == 403
    assert sign_in(rae).get(review).status_code == 200
    seat.remove(by=dara)
    assert sign_in(rae).get(review).status_code == 403


def test_its_author_takes_a_suggestion_back(charter, seat, rae, dara, sign_in):
    suggestion = suggest(seat)
    back = f"{suggestion.get_absolute_url()}take-back/"
    assert sign_in(dara).post(back).status_code == 403
    sign_in(rae).post(back)
    suggestion.refresh_from_db()
    assert suggestion.status == Suggestion.Status.TAKEN_BACK


def test_nothing_is_suggested_to_a_locked_text(charter, seat, amal):
    charter.withdraw("Not needed.", by=amal)
    with pytest.raises(Refused, match="locked"):
        suggest(seat)
