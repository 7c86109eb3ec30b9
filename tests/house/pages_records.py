"""Pages about what is sent out: following, long jobs, the outbox."""

import uuid

from django.db import transaction

from audit import clock
from audit.models import Delivery
from audit.trail import record
from councils.models import Council, User
from records import followers, letters
from records.models import Letter, ModerationReview, Rendition, StoredFile
from tests.house.registry import NotAPage, Page, State

EASTFIELD = {"council": "eastfield"}


def eastfield() -> Council:
    return Council.objects.get(slug="eastfield")


def token() -> str:
    return followers.ask(eastfield(), "looker@example.org", ["everything"])


def unknown() -> dict:
    return EASTFIELD | {"token": "nobody-has-this"}


def job(**more) -> Rendition:
    """A rendition in a state of its own, whatever the demo has made already."""
    values = {
        "council": eastfield(),
        "title": "Community Value Charter, version 9",
        "document": "{}",
        "document_hash": "9" * 64,
        "template": "charter",
        "version": uuid.uuid4().hex[:16],
        "public_from": clock.now(),
        "next_try_at": clock.now().replace(year=2100),  # no worker takes it
    }
    return Rendition.objects.create(**values | more)


def under_way() -> dict:
    return {"uid": job().uid}


def ready() -> dict:
    file = StoredFile.keep_made(
        b"%PDF-1.7", kind="pdf", name="charter.pdf", council=eastfield()
    )
    done = {"file": file, "pages": 12, "done_at": clock.now()}
    return {"uid": job(**done).uid}


def failed() -> dict:
    parked = {"parked_at": clock.now(), "problem": "no"}
    return {"uid": job(**parked).uid}


def letter(**more) -> Letter:
    rendition = job()
    written = letters.write(
        "rendition_ready",
        User.objects.filter(memberships__council=eastfield()).first(),
        {"rendition": rendition},
        obligation=f"look:{rendition.uid}",
        council=eastfield(),
    )
    for name, value in more.items():
        setattr(written, name, value)
    written.save()
    return written


def a_letter() -> dict:
    return EASTFIELD | {"uid": letter(done_at=clock.now()).uid}


def a_failed_letter() -> dict:
    problem = {"parked_at": clock.now(), "problem": "SMTPServerDisconnected: closed"}
    return EASTFIELD | {"uid": letter(**problem).uid}


@transaction.atomic
def stuck() -> dict:
    event = record("look.happened", eastfield(), by="system")
    delivery = Delivery.objects.create(
        event=event,
        handler="tests.house.pages_records.nobody",
        parked_at=clock.now(),
        problem="KeyError: 'tests.house.pages_records.nobody'",
    )
    return EASTFIELD | {"pk": delivery.pk}


def outbox_with_something_stuck() -> dict:
    stuck()
    a_failed_letter()
    return EASTFIELD


def unchecked() -> dict:
    from records import moderation

    waiting = moderation.entries(eastfield(), moderation.Wanted())
    (text,) = moderation.texts_of(waiting[:1])
    reference = getattr(text, text.REFERENCE)
    return EASTFIELD | {"kind": text._meta.model_name, "reference": reference}


def review() -> dict:
    found = ModerationReview.objects.waiting().first()
    if found is None:
        from records.models import public_text_models

        in_part = (
            text
            for model in public_text_models()
            for text in model.objects.filter(moderation="published_in_part")
        )
        found = ModerationReview.ask(next(in_part), "It is a public name.")
    return EASTFIELD | {"pk": found.pk}


PAGES = [
    Page(
        "records:moderation",
        EASTFIELD,
        role="mona",
        states=[
            State("everything", query="?state=all"),
            State("found nothing", query="?words=zzzzzz"),
            State("none of mine", query="?state=mine"),
            State("read only", role="audie"),
        ],
    ),
    NotAPage("records:moderate_together", "an act by POST, shown again when refused"),
    Page(
        "records:moderate_text",
        unchecked,
        role="mona",
        states=[State("errors", fill={"words_1": ""})],
    ),
    NotAPage("records:take_text", "an act by POST"),
    Page("records:moderation_review", review, role="max"),
    Page(
        "records:follow",
        EASTFIELD,
        has_form=True,
        states=[State("errors", fill={"email": "nobody"})],
    ),
    Page("records:follow_sent", EASTFIELD),
    Page(
        "records:follow_confirm",
        lambda: EASTFIELD | {"token": token()},
        has_form=True,
        states=[State("a link that nobody was sent", kwargs=unknown)],
    ),
    Page(
        "records:unsubscribe",
        lambda: EASTFIELD | {"token": token()},
        has_form=True,
        states=[State("a link that nobody was sent", kwargs=unknown)],
    ),
    NotAPage("records:stored_file", "a file that is saved"),
    Page(
        "job",
        under_way,
        states=[
            State("ready", kwargs=ready),
            State("failed", kwargs=failed),
        ],
    ),
    NotAPage("job_status", "data for the page's script"),
    NotAPage("job_file", "the file itself"),
    Page(
        "records:outbox",
        EASTFIELD,
        role="ada",
        states=[
            State("stuck", kwargs=outbox_with_something_stuck),
            State("filtered", query="?status=failed"),
            State("filtered and empty", query="?status=waiting"),
            State("an auditor's", role="audie"),
        ],
    ),
    Page(
        "records:letter_detail",
        a_letter,
        role="ada",
        states=[State("failed", kwargs=a_failed_letter)],
    ),
    Page("records:messages", EASTFIELD, role="ada"),
    Page(
        "records:message_detail",
        EASTFIELD | {"kind": "consultation_receipt"},
        role="ada",
    ),
    Page(
        "records:closing",
        EASTFIELD,
        role="ada",
        states=[
            State("errors", fill={"contact": "at the desk"}),
            State("seen before it is saved", fill={"text": "Yours."}, accepted=True),
        ],
    ),
    Page("records:letter_retry", a_failed_letter, role="ada"),
    Page("records:delivery_retry", stuck, role="ada"),
]
