"""Ask those who must be asked, by a letter with a link of their own.

The link notes the day on which it was opened, and the day on which a response was sent
after it. Which response that was is written down nowhere.
"""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models import Round, Stakeholder
from records import letters

SALT = "consultation.invitation"


def obstacles(round: Round) -> list[str]:
    """Why nobody can be invited at this moment."""
    if not round.is_announced:
        return [_("Announce the round first: an invitation names its dates.")]
    if round.is_cancelled or round.has_closed():
        return [_("The round is over, so nobody can be invited to it.")]
    return []


@transaction.atomic
def invite(round: Round, *, by) -> int:
    """Write to everybody on the list who has an address and was not asked yet."""
    return _write(
        round,
        Stakeholder.objects.to_invite(),
        "consultation_invitation",
        stamp="asked_on",
        by=by,
    )


@transaction.atomic
def remind(round: Round, *, by) -> int:
    """Write once more to those who were asked on an earlier day and did not reply."""
    return _write(
        round,
        Stakeholder.objects.to_remind(),
        "consultation_invitation_reminder",
        stamp="chased_on",
        by=by,
    )


def _write(round: Round, chosen, kind: str, *, stamp: str, by) -> int:
    if found := obstacles(round):
        raise Refused(found)
    mine = chosen.filter(consultation=round.consultation)
    people = list(mine.select_for_update(of=("self",)).order_by("pk"))
    if not people:
        raise Refused(_("There is nobody with an email address left to write to."))
    letters.write_many(
        letters.Order(
            kind,
            one.email,
            {"round": round, "stakeholder": one, "link": link_of(round, one)},
            obligation=f"stakeholder:{one.uid}:round:{round.number}",
            council=round.council,
        )
        for one in people
    )
    Stakeholder.objects.filter(pk__in=[one.pk for one in people]).update(
        **{stamp: clock.today()}
    )
    verb = "invited" if stamp == "asked_on" else "reminded"
    record(
        f"round.stakeholders_{verb}",
        round,
        by=by,
        data={"count": len(people), "manifest": _manifest(people)},
    )
    return len(people)


def _manifest(people: Iterable[Stakeholder]) -> str:
    """One hash of all who were written to, in place of an event for each."""
    uids = "\n".join(sorted(str(one.uid) for one in people))
    return hashlib.sha256(uids.encode()).hexdigest()


def link_of(round: Round, stakeholder: Stakeholder) -> str:
    """The full address of the page that is for this recipient."""
    path = reverse(
        "consultation:invited",
        kwargs={
            "council": round.council.slug,
            "slug": round.slug,
            "token": token_of(stakeholder),
        },
    )
    return f"{settings.SITE_ORIGIN}{path}"


def token_of(stakeholder: Stakeholder) -> str:
    return Signer(salt=SALT).sign(stakeholder.uid.hex)


def find(round: Round, token: str) -> Stakeholder | None:
    """Who was invited by this link, or None when it is not one of ours."""
    try:
        uid = Signer(salt=SALT).unsign(token)
    except BadSignature:
        return None
    return round.consultation.stakeholders.filter(uid=uid).first()


@transaction.atomic
def note_opened(stakeholder: Stakeholder) -> None:
    """Keep the first day on which the link was opened."""
    fresh = Stakeholder.objects.filter(pk=stakeholder.pk, opened_on=None)
    if fresh.exclude(asked_on=None).update(opened_on=clock.today()):
        stakeholder.opened_on = clock.today()
        record("stakeholder.opened", stakeholder, data={"group": stakeholder.group})


@transaction.atomic
def note_reply(round: Round, token: str) -> None:
    """Keep the first day on which a response was sent by way of the link."""
    stakeholder = find(round, token) if token else None
    if stakeholder is None:
        return
    fresh = Stakeholder.objects.filter(pk=stakeholder.pk, replied_on=None)
    if fresh.exclude(asked_on=None).update(replied_on=clock.today()):
        record("stakeholder.replied", stakeholder, data={"group": stakeholder.group})
