"""Forget who sent a response, or also what it said. The totals stay as they were."""

from django.db import models, transaction
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models import (
    Attachment,
    Comment,
    Contact,
    IngestItem,
    Mandate,
    Response,
    ResponseVersion,
    SenderRequest,
)
from records import redaction
from records.models import Letter
from records.personal_data import forget_letters

ERASED = "[Erased at the request of the person who wrote it]"
NOT_KEPT = "[Not kept]"
CUT = "[…]"


def forget_people(contacts: models.QuerySet) -> None:
    """Everything that says who sent these responses. What was said stays."""
    responses = list(contacts.values_list("response", flat=True))
    forget_around(responses)
    Contact.objects.filter(response__in=responses).delete()


def forget_around(responses: list[int]) -> None:
    """What stands around the words: client, earlier words, files and letters."""
    Mandate.objects.filter(response__in=responses).update(client="", authority="")
    ResponseVersion.objects.filter(response__in=responses).delete()
    every = Response.objects.filter(pk__in=responses)
    uids = every.values_list("uid", flat=True)
    obligations = [f"response:{uid}:{kind}" for uid in uids for kind in LETTERS]
    asked = SenderRequest.objects.filter(response__in=responses)
    obligations += [one.letter_obligation for one in asked.select_related("response")]
    forget_letters(Letter.objects.filter(obligation__in=obligations))
    later = Letter.objects.filter(kind=LATER).annotate(
        of=Substr("obligation", len("response:") + 1, UID_LENGTH)
    )
    forget_letters(later.filter(of__in=[str(uid) for uid in uids]))
    every.exclude(confidential_because="").update(confidential_because="")
    Attachment.objects.filter(response__in=responses).discard()
    forget_scans(IngestItem.objects.filter(response__in=responses))


LETTERS = ("receipt", "results")
LATER = "consultation_later_step"
UID_LENGTH = 36


def forget_scans(items) -> None:
    """The pictures of paper: they show names and hands."""
    for item in items.exclude(scan=None).select_related("scan"):
        scan = item.scan
        IngestItem.objects.filter(pk=item.pk).update(scan=None)
        scan.discard()


@transaction.atomic
def erase(response: Response, reason: str, *, keeps_words: bool, by) -> None:
    """Answer a request for erasure or an objection.

    The council may keep the words without the person where it needs them for its public
    task, and says why. The row stays, so that no published figure changes.
    """
    if not reason.strip():
        raise Refused(_("Enter the reason"))
    locked = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if locked.erased_at:
        raise Refused(_("Who sent this response has already been forgotten."))
    forget_around([response.pk])
    Contact.objects.filter(response=response).delete()
    if not keeps_words:
        erase_words(response.comments.all())
    response.erased_at, response.erased_because = clock.now(), reason.strip()
    response.save(update_fields=["erased_at", "erased_because"])
    record("response.erased", response, by=by, data={"keeps_words": keeps_words})


def erase_words(comments: models.QuerySet) -> None:
    """Put a sentence in place of what was said. What was decided about publishing it
    stays, so that it never seems to have broken a rule and no total changes."""
    moderation = Comment.Moderation
    comments.update(text=ERASED, wanted_change="")
    comments.filter(moderation=moderation.RECEIVED).update(
        moderation=moderation.PUBLISHED, moderated_at=clock.now()
    )
    for comment in comments.filter(moderation=moderation.IN_PART):
        reason = comment.redactions[0]["reason"]
        start = len(ERASED) + 1
        comment.text = f"{ERASED} {CUT}"
        comment.redactions = [
            {"start": start, "end": start + len(CUT), "reason": reason}
        ]
        comment.save(update_fields=["text", "redactions"])


def forget_originals(responses: models.QuerySet) -> int:
    """After the council's years: only what was published stays. Returns how many
    comments lost words."""
    pks = list(responses.values_list("pk", flat=True))
    forget_around(pks)
    comments = Comment.objects.filter(response__in=pks)
    lost = 0
    for comment in comments.filter(moderation=Comment.Moderation.IN_PART):
        shown = redaction.overlay(comment.text, comment.redactions)
        comments.filter(pk=comment.pk).update(
            text=shown, redactions=[], moderation=Comment.Moderation.PUBLISHED
        )
        lost += 1
    hidden = comments.exclude(
        moderation__in=[Comment.Moderation.PUBLISHED, Comment.Moderation.IN_PART]
    ).exclude(text=NOT_KEPT)
    lost += hidden.update(text=NOT_KEPT)
    comments.exclude(wanted_change="").update(wanted_change="")
    return lost
