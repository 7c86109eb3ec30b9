"""Files come with responses, guests' too; and people are forgotten when they ask."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audit.lifecycle import Refused
from audit.models import Event
from consultation import forgetting, tasks
from consultation.models import (
    Attachment,
    Contact,
    Draft,
    EqualitySheet,
    Response,
    ResponseVersion,
)
from consultation.parcels import Behalf, Sender
from records import personal_data
from records.models import StoredFile
from tests.consultation.addresses import url
from tests.consultation.test_write_a_response import filled
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (2, 2)).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def letter(name="letter.png", content=None):
    content = picture() if content is None else content
    return SimpleUploadedFile(name, content)


def begin(client, round):
    client.post(url(round, "comment_on_whole"), filled())
    client.post(url(round, "contact"), {})
    return url(round, "attach")


def test_a_guest_can_attach_a_file(client, sign_in, round, dara, mona):
    """Complaint 9: guests cannot attach files."""
    page = begin(client, round)
    assert client.post(page, {"file": letter()}).status_code == 302
    assert "letter.png" in client.get(url(round, "check")).text
    client.post(url(round, "check"))
    attachment = Attachment.objects.get()
    assert attachment.response == Response.objects.get()
    address = attachment.file.get_absolute_url()
    assert client.get(address).status_code == 404
    assert sign_in(dara).get(address).status_code == 200


def test_a_file_can_be_taken_off_and_leaves_nothing(client, round):
    page = begin(client, round)
    client.post(page, {"file": letter()})
    client.post(page, {"remove": str(Attachment.objects.get().pk)})
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Select a file"),
        (("a.exe", b"MZ\x90"), "must be a PDF"),
        (("a.pdf", b""), "is empty"),
    ],
)
def test_a_wrong_file_is_refused_in_words(client, round, file, words):
    page = begin(client, round)
    posted = {"file": letter(*file)} if file else {}
    assert words in client.post(page, posted).text


def test_one_response_has_at_most_five_files(client, round):
    begin(client, round)
    draft = Draft.objects.get()
    for _ in range(5):
        Attachment.add(draft, letter())
    with pytest.raises(ValidationError, match="up to 5"):
        Attachment.add(draft, letter())


def test_deleting_or_forgetting_a_draft_deletes_its_files(client, round, travel):
    client.post(begin(client, round), {"file": letter()})
    travel(days=15)
    assert tasks.wipe_forgotten_drafts() == 1
    assert not StoredFile.objects.exists()


# --- forgetting -----------------------------------------------------------------------


def told(round, **more):
    sender = Sender("lives_here", name="Remi", email="remi@example.org")
    behalf = Behalf(client="Mr Hale", authority="Letter.")
    return send_response(round, "My words.", sender=sender, behalf=behalf, **more)


def test_erasure_leaves_no_personal_field_and_every_total(round, dara):
    response = told(round).response
    response.comments.get().amend("My better words.")
    before = round.figures()
    why = "Asked by letter."
    forgetting.erase(response, why, keeps_words=True, by=dara)
    assert not Contact.objects.exists()
    assert not ResponseVersion.objects.exists()
    response.mandate.refresh_from_db()
    assert response.mandate.client == ""
    assert round.figures() == before
    assert response.comments.get().text == "My better words."
    everything = str(list(Event.objects.values()))
    assert "Remi" not in everything
    assert "Hale" not in everything


def test_the_words_go_too_when_the_council_does_not_need_them(round, dara):
    response = told(round).response
    before = round.figures()
    forgetting.erase(response, "Objected.", keeps_words=False, by=dara)
    comment = response.comments.get()
    assert comment.text == comment.public_plain == forgetting.ERASED
    assert comment.withheld_reason == "", "it broke no rule"
    assert round.figures() == before


def test_erasure_happens_once_and_for_a_reason(round, dara):
    response = told(round).response
    with pytest.raises(Refused, match="Enter the reason"):
        forgetting.erase(response, " ", keeps_words=True, by=dara)
    forgetting.erase(response, "Asked.", keeps_words=True, by=dara)
    with pytest.raises(Refused, match="already"):
        forgetting.erase(response, "Asked.", keeps_words=True, by=dara)


def test_who_asks_by_address_is_told_and_forgotten_everywhere(round):
    told(round)
    person = personal_data.Person(email="Remi@example.org")
    held = {one.holding.model.__name__ for one in personal_data.ask(person)}
    assert {"Contact", "Mandate"} <= held
    personal_data.erase(person)
    left = {one.holding.model.__name__ for one in personal_data.ask(person)}
    assert not left & {"Contact", "Mandate", "ResponseVersion"}
    assert Response.objects.get().mandate.client == ""


def test_an_officer_forgets_a_sender_on_a_page(sign_in, round, dara, mona):
    response = told(round).response
    page = url(round, "erase_sender", uid=response.uid)
    assert sign_in(mona).get(page).status_code == 403
    client = sign_in(dara)
    assert "Enter the reason" in client.post(page, {"words": "keep"}).text
    client.post(page, {"words": "keep", "reason": "Asked by letter."})
    assert not Contact.objects.exists()
    shown = client.get(url(round, "response_detail", uid=response.uid)).text
    assert "Asked by letter." in shown


def test_the_list_finds_a_response_by_its_code(sign_in, round, dara):
    response = told(round).response
    other = send_response(round).response
    client = sign_in(dara)
    shown = client.get(f"{url(round, 'response_list')}?code={response.printed_code}")
    assert response.printed_code in shown.text
    assert other.printed_code not in shown.text


def concluded(round, travel, months):
    type(round).objects.filter(pk=round.pk).update(
        status="concluded", concluded_at=round.closes_at
    )
    travel(to=round.closes_at + dt.timedelta(days=31 * months + 5))


def test_a_job_on_a_moved_clock_removes_what_is_due_and_nothing_else(
    round, travel, mona
):
    """Names after 24 months, equality after 12, hidden words after 72."""
    response = told(round).response
    hidden = send_response(round, "Never published.").response.comments.get()
    hidden.withhold("abuse", by=mona)
    response.comments.get().publish(mona)
    EqualitySheet.fill(round, "t", {"sex": "male"})
    figures = round.figures()
    concluded(round, travel, 13)
    assert tasks.forget_old_contacts() == 0
    assert tasks.forget_old_answers() == 1
    assert not EqualitySheet.objects.exists()
    concluded(round, travel, 25)
    assert tasks.forget_old_contacts() == 1
    hidden.refresh_from_db()
    assert hidden.text == "Never published."
    concluded(round, travel, 73)
    assert tasks.forget_old_answers() == 1
    hidden.refresh_from_db()
    assert hidden.text == forgetting.NOT_KEPT
    assert response.comments.get().text == "My words."
    assert round.figures() == figures
    assert tasks.forget_old_answers() == 0
