"""Answer what a sender asks after the close, and do what is granted."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation import forgetting
from consultation.models import ResponseVersion, SenderRequest
from records import letters

Kind = SenderRequest.Kind


@transaction.atomic
def decide(
    request: SenderRequest,
    is_granted: bool,
    reason: str,
    *,
    keeps_words: bool = True,
    by,
) -> None:
    """Say yes or no with a reason. A yes is done at once, and the letter says so.

    The letter goes to the address as it was before anything was erased.
    """
    if not reason.strip():
        raise Refused(_("Enter the reason"))
    found = SenderRequest.objects.select_for_update(of=("self",))
    if not found.get(pk=request.pk).is_open:
        raise Refused(_("Somebody has already decided about this request."))
    response = request.response
    address = getattr(getattr(response, "contact", None), "email", "")
    if is_granted:
        _do(request, reason.strip(), keeps_words, by)
    event = record(
        "response.request_decided",
        response,
        by=by,
        data={"kind": request.kind, "granted": is_granted},
    )
    request.is_granted, request.reason = is_granted, reason.strip()
    request.decided_at, request.decided_by = clock.now(), by
    request.proof = event.hash
    if request.kind == Kind.ERASURE and is_granted:
        request.words = ""
    request.save()
    if address:
        letters.write(
            "consultation_request_decided",
            address,
            {
                "request": request,
                "response": response,
                "round": response.round,
                "link": response.private_link,
            },
            obligation=request.letter_obligation,
            council=response.council,
        )


def _do(request: SenderRequest, reason: str, keeps_words: bool, by) -> None:
    response = request.response
    if request.kind == Kind.WITHDRAWAL:
        response.withdraw_after_close(by=by)
    elif request.kind == Kind.CORRECTION:
        locked = response._locked()
        ResponseVersion.keep(locked)
        comment = request.comment
        comment.text = request.words
        comment.put_right()
        record("comment.corrected", comment, by=by)
    else:
        forgetting.erase(response, reason, keeps_words=keeps_words, by=by)
