"""A copy of a response by e-mail, to an address that is forgotten once it is sent."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from consultation.models import Response
from records import letters
from records.models import Letter

MOST = 3  # addresses for one response: whoever sends it has no more mailboxes


def may_be_sent(response: Response) -> bool:
    return not response.is_withdrawn and response.erased_at is None


@transaction.atomic
def send(response: Response, address: str) -> None:
    """Write one letter to this address. A second time nothing more is sent."""
    Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if not may_be_sent(response):
        raise Refused(_("This response was taken back, so there is no copy of it."))
    obligation = f"response:{response.uid}:copy"
    written = Letter.objects.about(obligation)
    key = letters.recipient_key(address)
    if written.exclude(recipient_key=key).count() >= MOST:
        raise Refused(
            _("We have sent copies to 3 addresses. Print this page instead."),
        )
    letters.write(
        "consultation_copy",
        address,
        {
            "round": response.round,
            "response": response,
            "comments": list(response.comments.for_reading().order_by("pk")),
            "answers": answers_of(response),
            "files": list(response.attachments.select_related("file")),
        },
        obligation=obligation,
        council=response.council,
        forget=True,
    )


def answers_of(response: Response) -> list:
    answers = list(response.answers.select_related("question"))
    for answer in answers:
        answer.question.round = response.round
    return answers
