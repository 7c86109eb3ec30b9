"""What somebody says on paper or across a table counts in all its parts, and a second
person compares all of them."""

import pytest

from audit import clock
from audit.lifecycle import Refused
from consultation import channels
from consultation.models import IngestItem, Response
from consultation.models.keying import told_of
from consultation.parcels import Behalf, Content, Remark, Sender, Signed
from councils.models import Area
from tests.consultation.addresses import url
from tests.factories import open_round
from tests.factories.consultation import ask
from tests.stage import staged

pytestmark = pytest.mark.django_db


@staged
def harbour(eastfield):
    return Area.objects.create(council=eastfield, code="H1", name="Harbour")


@staged
def round(eastfield, harbour):
    return open_round(
        eastfield, questions=[ask("Which?", "choice", ["Buses", "Trees"])]
    )


def paper(**more) -> dict:
    today = clock.today()
    return {
        "key": "a-form-that-was-opened-once",
        "channel": "helped",
        "received_on-day": today.day,
        "received_on-month": today.month,
        "received_on-year": today.year,
        "text": "Ask the carers.",
        "kind": "community",
    } | more


SPOKEN_FOR = {
    "organisation": "Harbour Carers",
    "show_organisation": "on",
    "size": "micro",
    "members": "250",
    "how_asked": "At two meetings",
    "is_user_led": "on",
    "client": "The landlord",
    "authority": "A letter of 3 May",
    "confidential_because": "It names our premises.",
}


def key_in(browser, round, **more):
    return browser.post(url(round, "add_response"), paper(**more))


def test_everything_that_the_website_asks_can_be_keyed_in(sign_in, round, dara):
    assert key_in(sign_in(dara), round, **SPOKEN_FOR).status_code == 302
    response = Response.objects.get()
    told = told_of(response)
    assert told["organisation"] == "Harbour Carers"
    assert told["show_organisation"] is told["is_user_led"] is True
    assert (told["size"], told["members"]) == ("micro", 250)
    assert (told["client"], told["authority"]) == ("The landlord", "A letter of 3 May")
    assert response.confidential_because == "It names our premises."
    assert response.public_label.startswith("Harbour Carers")


def test_help_in_person_is_a_way_of_its_own_in_ledger_and_statement(
    sign_in, round, dara
):
    key_in(sign_in(dara), round)
    response = Response.objects.get()
    assert response.get_channel_display() == "In person, with our help"
    assert response.ingest_item.source == IngestItem.Source.HELPED
    assert "Helped in person" in sign_in(dara).get(url(round, "ledger")).text


def test_a_child_is_keyed_in_without_name_or_address(sign_in, round, dara):
    contact = {"name": "Kit", "email": "kit@example.org", "show_name": "on"}
    key_in(sign_in(dara), round, is_child="on", **contact)
    response = Response.objects.get()
    assert not hasattr(response, "contact")


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"show_organisation": "on"}, "untick ‘Show this name with their comments’"),
        ({"client": "The landlord"}, "Enter what allows the agent to act"),
        ({"size": "gigantic"}, "There is a problem"),
        ({"confidential_because": "x" * 501}, "500 characters or less"),
    ],
)
def test_half_a_mandate_is_refused_beside_its_field(
    sign_in, round, dara, posted, words
):
    assert words in key_in(sign_in(dara), round, **posted).text
    assert not Response.objects.exists()


@staged
def keyed(round, harbour, dara):
    question = round.questions.get()
    return channels.key_in(
        round,
        Content(
            remarks=[Remark("Ask the carers.")],
            answers={question: question.options[0].key},
            behalf=Behalf(organisation="Harbour Carres", size="micro"),
            signed=Signed(40, 2),
        ),
        Sender("business", area=harbour),
        key="k1",
        channel="paper",
        received_at=clock.now(),
        by=dara,
    ).response


def as_read(keyed, **more) -> dict:
    """What a second person posts who finds everything as it was keyed in."""
    comment = keyed.comments.get()
    return {
        f"{comment.reference}-text": comment.text,
        "kind": "business",
        "area": "H1",
        "organisation": "Harbour Carres",
        "size": "micro",
        "handed_in": "40",
        "duplicates": "2",
        "q1-answer": keyed.answers.get().value,
    } | more


def compare(client, keyed, **more):
    page = url(keyed.round, "compare_keying", uid=keyed.uid)
    return client.post(page, as_read(keyed, **more), follow=True)


def test_what_agrees_with_the_paper_has_no_error(sign_in, round, keyed, mona):
    assert "It says what the paper says" in compare(sign_in(mona), keyed).text
    rate = channels.error_rate(round)
    assert (rate["wrong"], rate["fields"]) == (0, 10)
    assert not keyed.versions.exists()


def test_kind_ward_signatures_organisation_and_answers_are_compared_and_counted(
    sign_in, round, keyed, mona
):
    other = round.questions.get().options[1].key
    right = {
        "kind": "community",
        "area": "",
        "organisation": "Harbour Carers",
        "handed_in": "400",
        "q1-answer": other,
    }
    answer = compare(sign_in(mona), keyed, **right)
    assert "Checked. 5 fields were put right." in answer.text
    response = Response.objects.get()
    told = told_of(response)
    assert (told["kind"], told["area"]) == ("community", None)
    assert told["organisation"] == "Harbour Carers"
    assert (told["handed_in"], response.signatures) == (400, 398)
    assert response.answers.get().value == other
    assert channels.error_rate(round) == {"responses": 1, "fields": 10, "wrong": 5}
    before = response.versions.get().content
    assert before["sender"] == {"kind": "business", "area": "H1", "signatures": 38}
    assert before["answers"] == {"1": round.questions.get().options[0].key}


def test_what_is_not_on_the_paper_is_taken_out(sign_in, round, keyed, mona):
    gone = {"organisation": "", "size": "", "handed_in": "", "duplicates": ""}
    compare(sign_in(mona), keyed, **gone, **{"q1-answer": ""})
    response = Response.objects.get()
    assert not hasattr(response, "mandate")
    assert not hasattr(response, "petition")
    assert (response.signatures, response.answers.count()) == (0, 0)


def test_the_page_of_the_comparison_shows_all_parts_and_refuses_nonsense(
    sign_in, round, keyed, mona, dara
):
    page = url(round, "compare_keying", uid=keyed.uid)
    shown = sign_in(mona).get(page).text
    assert "Harbour Carres" in shown
    assert "1. Which?" in shown
    answer = compare(sign_in(mona), keyed, duplicates="50")
    assert "Must be fewer than the people who signed" in answer.text
    keyed.refresh_from_db()
    assert not keyed.keying.is_checked
    with pytest.raises(Refused, match="Another person"):
        keyed.keying.compare({}, told={"kind": "other"}, by=dara)
