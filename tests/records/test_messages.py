"""What a council's letters say: samples of each, and the words that all end with."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.template import engines

from audit.models import Event
from councils import invitations
from councils.models import Closing
from records import followers, letter_kinds, letters
from records.models import Letter
from records.tasks import send_letters

pytestmark = pytest.mark.django_db

EMAILS = Path(__file__).resolve().parents[2] / "templates" / "email"
PAGE = "/eastfield/workspace/settings/messages/"
CLOSING = f"{PAGE}closing/"
WORDS = {"text": "We <b>reply</b> in 5 days.", "contact": "charter@eastfield.example"}
# Sealed bids: no outbox of a council may show who bids.
OF_THE_PORTAL = {
    "bid_excluded",
    "bid_outcome",
    "bid_receipt",
    "bid_withdrawn",
    "tender_cancelled",
}


def templates() -> set[str]:
    """The letters that go out for a council, by their files."""
    own = {path.stem for path in EMAILS.glob("*.txt")} - OF_THE_PORTAL
    steps = {path.stem for path in EMAILS.glob("account/second_step_*.txt")}
    return own | steps | {"invitation"}


def follow(council, email="reader@example.org") -> Letter:
    followers.ask(council, email, ["everything"])
    return Letter.objects.filter(council=council).get()


def test_every_letter_of_a_council_is_in_the_list(eastfield):
    assert set(letter_kinds.kinds(eastfield)) == templates()


def test_a_letter_that_nobody_listed_would_be_found(eastfield, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(letter_kinds, "_groups", letter_kinds._groups[1:])
    assert set(letter_kinds.kinds(eastfield)) != templates()


def gaps(council) -> dict[str, str]:
    """The letters whose sample leaves out something that the letter says."""
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, "MISSING"
    try:
        shown = {
            name: letter_kinds.preview(kind, council, None)
            for name, kind in letter_kinds.kinds(council).items()
        }
    finally:
        engine.string_if_invalid = before
    return {
        name: one.subject + one.text
        for name, one in shown.items()
        if "MISSING" in one.subject + one.text or not one.subject or not one.text
    }


def test_every_sample_has_all_that_its_letter_says(eastfield):
    assert gaps(eastfield) == {}


def test_a_sample_with_a_gap_would_be_found(eastfield, monkeypatch):
    """The negative control."""
    empty = letter_kinds.Kind("consultation_opened", "A round opens", "Followers")
    group = letter_kinds.Group(1, "Only this", lambda council: [empty])
    monkeypatch.setattr(letter_kinds, "_groups", [group])
    assert set(gaps(eastfield)) == {"consultation_opened"}


def test_the_list_and_each_letter_are_shown(sign_in, ada, eastfield):
    client = sign_in(ada)
    page = client.get(PAGE).text
    for name in letter_kinds.kinds(eastfield):
        assert f'href="{PAGE}{name}/"' in page
        letter = client.get(f"{PAGE}{name}/")
        assert letter.status_code == 200
        assert "No real person" in letter.text
    assert client.get(f"{PAGE}no_such_letter/").status_code == 404
    assert f'href="{PAGE}"' in client.get("/eastfield/workspace/settings/").text


def test_words_are_seen_at_the_end_of_a_letter_before_they_are_saved(
    sign_in, ada, eastfield
):
    client = sign_in(ada)
    page = client.post(CLOSING, WORDS).text
    assert "Nothing is saved yet" in page
    assert page.count("We &lt;b&gt;reply&lt;/b&gt; in 5 days.") == 3  # html, text, kept
    assert Closing.of(eastfield) is None
    again = client.post(CLOSING, WORDS | {"seen": "yes", "change": "yes"}).text
    assert "See how it looks" in again
    assert Closing.of(eastfield) is None

    assert client.post(CLOSING, WORDS | {"seen": "yes"}).url == PAGE

    assert Closing.of(eastfield).text == WORDS["text"]
    event = Event.objects.order_by("sequence").last()
    assert (event.verb, event.actor) == ("council.closing_changed", str(ada.actor_id))
    assert event.data == {}, "the trail holds no words"


def test_every_version_stays_with_who_wrote_it(sign_in, ada, eastfield):
    client = sign_in(ada)
    for text in ("First words.", "Second words.", "Second words.", ""):
        client.post(CLOSING, {"text": text, "contact": "", "seen": "yes"})
    page = client.get(CLOSING).text
    assert [v.text for v in Closing.objects.all()] == [
        "",
        "Second words.",
        "First words.",
    ]
    for words in ("First words.", "Second words.", "Nothing was added.", "Ada,"):
        assert words in page
    assert Closing.of(eastfield) is None, "empty words end it"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "x" * 501}, "must be 500 characters or less"),
        ({"contact": "x" * 121}, "must be 120 characters or less"),
        ({"contact": "at the desk"}, "Enter an email address or a phone number"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    sign_in, ada, eastfield, fields, sentence
):
    page = sign_in(ada).post(CLOSING, WORDS | fields | {"seen": "yes"})
    assert sentence in page.text
    assert "<title>Error: " in page.text
    assert not Closing.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"), [("dara", 403), ("mona", 403), ("olu", 404), ("sol", 404)]
)
def test_only_administrators_see_and_change_it(
    sign_in, request, eastfield, name, status
):
    client = sign_in(request.getfixturevalue(name))
    for path in (PAGE, CLOSING, f"{PAGE}follow_confirm/"):
        assert client.get(path).status_code == status
    assert client.post(CLOSING, WORDS | {"seen": "yes"}).status_code == status
    assert not Closing.objects.exists()


# --- the letters ----------------------------------------------------------------------


def test_each_letter_of_the_council_carries_the_words_and_escapes_them(eastfield, ada):
    Closing.decide(eastfield, **WORDS, by=ada)
    letter = follow(eastfield)
    assert letter.text.rstrip().endswith(
        "We <b>reply</b> in 5 days.\n\nHow to reach us:\ncharter@eastfield.example"
    )
    send_letters()
    (html, _type) = mail.outbox[0].alternatives[0]
    assert "We &lt;b&gt;reply&lt;/b&gt; in 5 days." in html
    assert "<b>reply</b>" not in html
    assert "We <b>reply</b>" in mail.outbox[0].body, "plain text stays as it was typed"


def test_letters_written_together_carry_them_too(eastfield, westbrook, ada):
    Closing.decide(eastfield, **WORDS, by=ada)
    letters.write_many(
        letters.Order(
            "follow_confirm",
            "reader@example.org",
            {"confirm_url": "https://example.org/"},
            obligation="look",
            council=council,
        )
        for council in (eastfield,)
    )
    assert "in 5 days" in Letter.objects.get(council=eastfield).text


def test_the_letters_of_another_council_do_not(eastfield, westbrook, ada):
    Closing.decide(eastfield, **WORDS, by=ada)
    assert "5 days" not in follow(westbrook).text
    assert "5 days" in follow(eastfield).text


def test_an_invitation_carries_them_and_a_code_to_sign_in_does_not(
    eastfield, ada, client
):
    Closing.decide(eastfield, **WORDS, by=ada)
    invitations.invite(eastfield, "new@eastfield.example", ["drafter"], by=ada)
    assert "in 5 days" in mail.outbox[0].body
    assert "&lt;b&gt;reply" in mail.outbox[0].alternatives[0][0]
    client.post("/sign-in/", {"login": ada.email})
    assert "in 5 days" not in mail.outbox[-1].body


def test_without_the_escaping_the_tag_would_be_a_tag(eastfield, ada, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(letters, "urlize", lambda line, autoescape: line)
    Closing.decide(eastfield, **WORDS, by=ada)
    letter = follow(eastfield)
    html = letters.message_for(letter).alternatives[0][0]
    assert re.search(r"<b>reply</b>", html)


def test_the_database_refuses_long_words_two_lines_and_another_past(eastfield, ada):
    more = {"council": eastfield, "written_by": ada}
    for fields, name in (
        ({"text": "x" * 501}, "a_closing_is_short"),
        ({"contact": "a\nb"}, "a_reply_contact_is_one_line"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Closing.objects.create(**fields, **more)
    Closing.decide(eastfield, "Mine.", "", by=ada)
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE councils_closing SET text = 'Yours.'")
