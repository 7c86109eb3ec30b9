"""A change that somebody asked for is put before the drafters, with who asked."""

import pytest

from audit.lifecycle import Refused
from charters.models import Source, Suggestion
from consultation import using
from consultation.parcels import Behalf, Remark, Sender
from tests.consultation.addresses import url
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def comment_of(closed, **more):
    clause = closed.edition.clauses.order_by("position").first()
    said = Remark("Too vague.", wanted_change="Say by when.", clause=clause)
    return send_response(closed, remarks=[said], **more).response.comments.get()


def test_a_wanted_change_becomes_a_suggestion_with_its_senders_label_and_a_link(
    sign_in, closed, dara
):
    comment = comment_of(closed)
    page = url(closed, "use_in_draft", reference=comment.reference)
    client = sign_in(dara)
    shown = client.get(page).text
    assert "Say by when." in shown
    words = f"{using.clause_of(comment).text} By May."
    answer = client.post(page, {"text": words, "reason": "Say by when."})
    suggestion = Suggestion.objects.get()
    assert answer.headers["Location"] == suggestion.get_absolute_url()
    assert suggestion.clause == using.clause_of(comment)
    assert (suggestion.text, suggestion.credit) == (words, "Resident")
    there = client.get(answer.headers["Location"]).text
    assert "Asked for in the consultation by: Resident." in there
    assert comment.get_workspace_url().replace("&", "&amp;") in there
    assert client.get(comment.get_workspace_url()).status_code in (200, 403)
    assert "Suggested on" in client.get(page).text


def test_words_that_are_taken_name_who_asked_as_a_source(closed, dara):
    comment = comment_of(closed)
    suggestion = using.use_in_draft(comment, "Other words.", "They ask.", by=dara)
    suggestion.accept(by=dara)
    source = Source.objects.get(kind="suggestion")
    assert source.wording == "Suggested by: Resident"
    assert source.clause_uid == comment.edition_clause.uid


def test_an_organisation_that_shows_its_name_is_named_and_a_person_never(closed, dara):
    shown = Behalf("Harbour Carers", show_organisation=True)
    body = comment_of(closed, behalf=shown, sender=Sender("community"))
    assert using.label_of(body).startswith("Harbour Carers (")
    person = comment_of(
        closed, sender=Sender("lives_here", name="Remi", show_name=True)
    )
    assert using.label_of(person) == "Resident"


@pytest.mark.parametrize(
    ("text", "reason", "words"),
    [
        ("", "They ask.", "Enter the new words"),
        ("Other words.", "", "Enter why you suggest this"),
        (None, "They ask.", "Change the words that you want to change"),
    ],
)
def test_half_a_suggestion_is_refused_in_words(
    sign_in, closed, dara, text, reason, words
):
    comment = comment_of(closed)
    text = using.clause_of(comment).text if text is None else text
    page = url(closed, "use_in_draft", reference=comment.reference)
    answer = sign_in(dara).post(page, {"text": text, "reason": reason})
    assert words in answer.text
    assert not Suggestion.objects.exists()


def test_a_comment_on_the_whole_and_one_on_a_lost_paragraph_cannot_be_used(
    sign_in, closed, dara
):
    whole = send_response(closed, remarks=[Remark("Good.")]).response.comments.get()
    page = url(closed, "use_in_draft", reference=whole.reference)
    said = "Only a comment on a paragraph can be used in the draft."
    assert said in sign_in(dara).get(page).text
    with pytest.raises(Refused, match="Only a comment on a paragraph"):
        using.use_in_draft(whole, "Other words.", "They ask.", by=dara)
    comment = comment_of(closed)
    using.clause_of(comment).remove(by=dara)
    with pytest.raises(Refused, match="no longer in the charter"):
        using.use_in_draft(comment, "Other words.", "They ask.", by=dara)


def test_the_issue_and_the_response_lead_to_it_for_those_who_may(
    sign_in, closed, dara, mona
):
    comment = comment_of(closed)
    issue = closed.raise_issue("Dates", "People want dates.", by=dara)
    issue.gather([comment], by=dara)
    page = url(closed, "use_in_draft", reference=comment.reference)
    detail = url(closed, "response_detail", uid=comment.response.uid)
    client = sign_in(dara)
    assert page in client.get(url(closed, "issue", number=1)).text
    assert page in client.get(detail).text
    client = sign_in(mona)
    assert page not in client.get(detail).text
    assert client.get(page).status_code == 403
