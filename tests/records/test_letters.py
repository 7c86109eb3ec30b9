import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from records import letters, tasks
from records.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_template(settings, tmp_path):
    """A letter of the tests' own, so that no wording of the portal is tested here."""
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "test_notice.txt").write_text(
        "{{ title }}: tell us by {{ due }}\n\nDear {{ name }}\n\n\n\n"
        "Read it here:\n{{ origin }}/eastfield/\n"
    )
    templates = settings.TEMPLATES
    templates[0]["DIRS"] = [tmp_path, *templates[0]["DIRS"]]
    settings.TEMPLATES = templates


def notice(to, council, **more):
    context = {"title": more.pop("title", "Jobs & <skills>"), "due": "5pm"}
    options = {"obligation": "milestone:7:due", "council": council} | more
    return letters.write("test_notice", to, context, **options)


def test_a_letter_is_written_in_the_words_of_its_template(eastfield, cleo):
    letter = notice(cleo, eastfield)
    assert letter.subject == "Jobs & <skills>: tell us by 5pm"
    assert letter.text.startswith("Dear Cleo\n\nRead it here:\nhttp")
    assert letter.status == "waiting"


def test_the_same_obligation_gives_the_same_letter(eastfield, cleo):
    first = notice(cleo, eastfield)
    assert all(notice(cleo, eastfield) == first for _again in range(50))
    assert notice(cleo, eastfield, due=dt.date(2027, 1, 1)) != first
    assert notice("else@example.org", eastfield) != first
    assert Letter.objects.count() == 3


def test_an_address_is_the_same_however_it_is_typed(eastfield):
    first = notice("Remi@Example.org", eastfield)
    assert notice(" remi@example.org ", eastfield) == first


def test_the_database_itself_refuses_a_second_letter(eastfield, cleo):
    """The constraint, without the code before it: also when no date is given."""
    letter = notice(cleo, eastfield)
    letter.pk = None
    letter.uid = "0e1b8a3e-5d5c-4f7e-9c43-3f0c3d1c7d11"
    with (
        pytest.raises(IntegrityError, match="one_letter_per_obligation"),
        transaction.atomic(),
    ):
        letter.save(force_insert=True)


def test_each_letter_is_sent_once(eastfield, cleo):
    letter = notice(cleo, eastfield, reply_to="team@eastfield.example")
    assert tasks.send_letters() == 1
    assert tasks.send_letters() == 0
    for _again in range(50):
        tasks.send_letter(letter.pk)
    [sent] = mail.outbox
    assert sent.to == ["cleo@example.org"]
    assert sent.reply_to == ["team@eastfield.example"]
    assert sent.from_email == '"Eastfield Council" <charters@example.org>'
    assert sent.extra_headers["Message-ID"] == letter.message_id
    letter.refresh_from_db()
    assert letter.status == "sent"
    assert letter.sent_at


def test_a_letter_has_plain_text_and_harmless_html(eastfield, cleo):
    letters.send(claimed(notice(cleo, eastfield, title="<script>alert(1)</script>")))
    [sent] = mail.outbox
    html = sent.alternatives[0].content
    assert "Dear Cleo" in sent.body
    assert "<script>alert" not in html
    assert 'href="http://localhost:8000/eastfield/"' in html


def claimed(letter):
    return Letter.objects.filter(pk=letter.pk).claim()


def test_a_subject_cannot_carry_another_header(eastfield, cleo):
    letter = notice(cleo, eastfield, title="x\nBcc: all@example.org")
    assert "\n" not in letter.subject
    letters.send(claimed(letter))
    assert mail.outbox[0].recipients() == ["cleo@example.org"]


@pytest.mark.parametrize("address", ["", "nobody", "a@b\nBcc: c@d.org", "a b@c.org"])
def test_what_is_no_address_is_refused(eastfield, address):
    with pytest.raises(ValidationError):
        notice(address, eastfield)


def test_when_the_mail_system_refuses_the_letter_waits_and_is_parked_at_last(
    eastfield, cleo, settings, travel
):
    settings.EMAIL_BACKEND = "tests.records.test_letters.Refusing"
    letter = notice(cleo, eastfield)
    for _try in range(Letter.MOST_TRIES):
        assert tasks.send_letters() == 1
        travel(hours=3)
    letter.refresh_from_db()
    assert letter.status == "failed"
    assert "no such host" in letter.problem
    assert tasks.send_letters() == 0


class Refusing:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise OSError("no such host")


def test_a_worker_that_dies_at_the_send_repeats_under_the_same_message_id(
    eastfield, cleo, travel, monkeypatch
):
    letter = notice(cleo, eastfield)
    with monkeypatch.context() as patched:
        patched.setattr(letters, "_close", lambda *args: None)  # killed right here
        tasks.send_letters()
    travel(minutes=1, seconds=1)
    tasks.send_letters()
    tasks.send_letters()
    ids = [sent.extra_headers["Message-ID"] for sent in mail.outbox]
    assert ids == [letter.message_id] * 2


def test_a_letter_says_how_to_stop_when_it_can_be_stopped(eastfield):
    stop = "http://localhost:8000/eastfield/unsubscribe/abc/"
    letters.send(claimed(notice("r@example.org", eastfield, stop_url=stop)))
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"] == f"<{stop}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_letter_whose_address_was_erased_is_not_sent(eastfield, cleo):
    letter = notice(cleo, eastfield)
    Letter.objects.update(recipient="")
    tasks.send_letters()
    assert not mail.outbox
    letter.refresh_from_db()
    assert "erased" in letter.problem


def test_writing_survives_a_broker_that_is_down(
    eastfield, cleo, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(letters.current_app, "send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        notice(cleo, eastfield)
    assert tasks.send_letters() == 1
