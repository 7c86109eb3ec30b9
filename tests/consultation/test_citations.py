"""What comments cite is compared with what exists, and never with who wrote them."""

import pytest

from consultation import campaigns, citations, references
from consultation.citations import Cited, Known
from consultation.models import Comment
from consultation.parcels import Remark
from tests.consultation.addresses import url
from tests.factories import send_response


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Under the Equality Act 2010 you must.", "act", "Equality Act 2010"),
        (
            "See the Public Services (Social Value) Act 2012, section 1.",
            "act",
            "Public Services (Social Value) Act 2012",
        ),
        (
            "The Procurement Regulations 2024 say so.",
            "act",
            "Procurement Regulations 2024",
        ),
        ("It was held in [2014] UKSC 56.", "case", "[2014] UKSC 56"),
        ("See [2019] EWHC 123 (Admin).", "case", "[2019] EWHC 123 (Admin)"),
        ("In Smith v Jones the judge said", "case", "Smith v Jones"),
        ("This is against policy H 12 of the plan.", "policy", "H12"),
        ("Paragraph 9.9 is wrong.", "paragraph", "9.9"),
        ("para. 2.3 and more", "paragraph", "2.3"),
        ("paragraph 1.1 of the charter", "paragraph", "1.1"),
        ("Priority P2 is vague.", "priority", "P2"),
        ("priority 2 is vague.", "priority", "P2"),
    ],
)
def test_references_are_found_by_their_usual_shape(text, kind, words):
    assert Cited(kind, words) in citations.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "We must act in 2024.",
        "My priority is the children.",
        "The paragraph is too long.",
        "paragraph 2.3 of Schedule 1",
        "Act now!",
        "",
    ],
)
def test_ordinary_words_are_no_references(text):
    assert citations.found_in(text) == []


def test_only_what_can_be_known_to_be_missing_is_called_missing():
    known = Known(
        paragraphs=frozenset({"1.1"}),
        laws=frozenset({"equality act 2010"}),
        library="the school survey",
    )
    said = "Paragraph 1.1, paragraph 9.9, the Equality Act 2010, the Moon Act 1999."
    standings = {one.cited.words: one.standing for one in citations.check(said, known)}
    assert standings == {
        "1.1": "exists",
        "9.9": "missing",
        "Equality Act 2010": "exists",
        "Moon Act 1999": "unknown",
    }


SAME = "as [2014] UKSC 56 and the Moon Act 1999 demand"
LETTERS = [
    f"Buses must run at night, {SAME}.",
    f"I am a carer and want to be asked in person, {SAME}.",
    f"Small firms cannot fill in forty pages, {SAME}.",
]


def test_texts_that_cite_the_same_unusual_things_go_together():
    (group,) = citations.shared(enumerate([*LETTERS, "Plant trees."]))
    assert group.keys == (0, 1, 2)
    assert [one.words for one in group.cited] == ["Moon Act 1999", "[2014] UKSC 56"]
    assert citations.shared(enumerate(LETTERS), usual=["Moon Act 1999"]) == []
    assert citations.shared(enumerate(LETTERS[:2])) == []


@pytest.mark.django_db
def test_a_hint_stands_with_the_comment_and_in_the_moderators_facts(
    sign_in, round, dara, mona
):
    clause = round.edition.clauses.order_by("position").first()
    said = Remark(f"Paragraph 9.9 is wrong; {clause.number} is right.", clause=clause)
    comment = send_response(round, remarks=[said]).response.comments.get()
    hint = "cites paragraph 9.9, which does not exist"
    known = references.known_of(round)
    assert references.hints(comment, known) == [hint]
    comment = Comment.objects.for_moderators().get(pk=comment.pk)
    assert ("To look up", hint) in [(str(k), v) for k, v in comment.moderation_facts]
    client = sign_in(dara)
    detail = url(round, "response_detail", uid=comment.response.uid)
    assert hint in client.get(detail).text
    issue = round.raise_issue("Numbers", "People name numbers.", by=dara)
    issue.gather([comment], by=dara)
    assert hint in client.get(url(round, "issue", number=1)).text
    assert hint in sign_in(mona).get(comment.get_moderation_url()).text


@pytest.mark.django_db
def test_a_law_of_the_dated_list_and_one_of_the_library_need_no_look(round):
    known = references.known_of(round)
    for text in ("The Equality Act 2010.", "The Procurement Act 2023."):
        assert references.hints(Comment(text=text), known) == []
    unknown = references.hints(Comment(text="The Moon Act 1999."), known)
    assert unknown == ["cites “Moon Act 1999”, which is not on our list: look it up"]


@pytest.mark.django_db
def test_shared_references_are_a_second_ground_that_says_what_is_shared(
    sign_in, round, dara
):
    for letter in LETTERS:
        send_response(round, letter)
    assert campaigns.look_for(round, by=dara) == 1
    campaign = round.campaigns.with_counts().get()
    assert campaign.method["cited"] == ["Moon Act 1999", "[2014] UKSC 56"]
    assert campaign.addition_count == campaign.member_count == 3
    page = sign_in(dara).get(url(round, "campaign", number=campaign.number)).text
    assert "name the same things" in page
    assert "does not say who wrote them" in page
    campaign.confirm("Ask at night", by=dara)
    assert round.responses.unread().count() == 3
    assert campaigns.look_for(round, by=dara) == 0


@pytest.mark.django_db
def test_a_group_by_references_that_was_dissolved_is_not_suggested_again(round, dara):
    for letter in LETTERS:
        send_response(round, letter)
    campaigns.look_for(round, by=dara)
    round.campaigns.get().dissolve(by=dara)
    assert campaigns.look_for(round, by=dara) == 0


@pytest.mark.django_db
def test_no_page_says_who_or_what_wrote_a_comment(sign_in, round, dara):
    for letter in LETTERS:
        send_response(round, letter)
    campaigns.look_for(round, by=dara)
    client = sign_in(dara)
    for page in (url(round, "campaign_list"), url(round, "campaign", number=1)):
        shown = client.get(page).text.casefold()
        for verdict in ("artificial", "written by a machine", "likely generated"):
            assert verdict not in shown
