"""Officers read all that a response says, not only its comments."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consultation.models import Attachment, CampaignMember, Draft, Question
from consultation.parcels import Behalf, Signed
from tests.consultation.addresses import url
from tests.consultation.test_campaigns import LETTER, campaign
from tests.consultation.test_files_and_forgetting import picture
from tests.factories import send_response

pytestmark = pytest.mark.django_db


lettered = campaign  # the fixture, under a name of this file


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def question(round):
    asked = {"number": 1, "kind": "scale", "wording": "How often do you use the bus?"}
    return Question.objects.create(round=round, **asked)


def attach(response, round):
    draft, _token = Draft.begin(round)
    draft.keep()
    upload = SimpleUploadedFile("kerb.png", picture())
    Attachment.add(draft, upload)
    draft.attachments.update(draft=None, response=response)


def test_the_reading_page_shows_every_part(sign_in, dara, round, question):
    behalf = Behalf("Harbour Carers", members=250, how_asked="Two meetings.")
    response = send_response(
        round,
        remarks=[],
        answers={question: "4"},
        behalf=behalf,
        signed=Signed(40, 2),
        confidential_because="Our members asked.",
    ).response
    attach(response, round)
    shown = sign_in(dara).get(url(round, "unread")).text
    for part in (
        *("Harbour Carers", "Speaks for 250 people", "Two meetings."),
        *("A petition with 38 signatures", "How often do you use the bus?"),
        *("kerb.png", "Our members asked."),
    ):
        assert part in shown


def covered(group, **more):
    """A response whose one comment stands in the campaign."""
    response = send_response(group.round, LETTER, **more).response
    comment = response.comments.get()
    CampaignMember.objects.create(
        campaign=group, comment=comment, shared_percent=100, has_addition=False
    )
    return response


@pytest.mark.parametrize(
    "more",
    [
        {"behalf": Behalf(how_asked="Two meetings.")},
        {"signed": Signed(40)},
        {"confidential_because": "I work there."},
        "an answer",
        "a file",
    ],
)
def test_a_campaign_does_not_hide_what_else_is_in_a_response(
    lettered, round, question, dara, more
):
    told = {"answers": {question: "4"}} if more == "an answer" else more
    response = covered(lettered, **(told if isinstance(told, dict) else {}))
    if more == "a file":
        attach(response, round)
    lettered.confirm("Keep the library open", by=dara)
    assert response in round.responses.unread()


def test_a_campaign_covers_a_response_that_says_nothing_else(lettered, round, dara):
    """The negative control: it is the other parts that want reading."""
    response = covered(lettered)
    lettered.confirm("Keep the library open", by=dara)
    assert response not in round.responses.unread()


def test_reading_many_asks_no_more_questions(
    sign_in, dara, round, question, django_assert_max_num_queries
):
    browser = sign_in(dara)
    for number in range(3):
        behalf = Behalf(f"Group {number}", members=number)
        send_response(round, f"Text {number}", answers={question: "4"}, behalf=behalf)
    page = url(round, "unread")
    browser.get(page)
    with django_assert_max_num_queries(60) as few:
        browser.get(page)
    for number in range(3, 12):
        behalf = Behalf(f"Group {number}", members=number)
        send_response(round, f"Text {number}", answers={question: "4"}, behalf=behalf)
    with django_assert_max_num_queries(len(few)):
        browser.get(page)
