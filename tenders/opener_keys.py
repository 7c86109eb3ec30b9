"""An opener's own key: made with a passphrase, and rehearsed for each tender."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Role
from tenders import sealing
from tenders.models import OpenerKey, Tender, TenderOpener

SHORTEST_PASSPHRASE = 16


def current_key(user, council) -> OpenerKey | None:
    """The key that a person uses now in a council; None before they made one."""
    return OpenerKey.objects.for_council(council).current().filter(user=user).first()


def make_opener_key(user, council, passphrase: str, *, strength="") -> OpenerKey:
    """Make a key pair for a bid opener, locked by their passphrase.

    It replaces an earlier one for tenders that are still being drafted. Tenders
    already published keep the key that they were published with.
    """
    if Role.BID_OPENER not in user.roles_in(council):
        raise Refused(_("Only bid openers make a key. Ask your administrator."))
    check_passphrase(passphrase)
    strength = strength or getattr(settings, "OPENER_KEY_STRENGTH", "moderate")
    made = sealing.lock_new_key(passphrase, strength)
    return _keep(user, council, made)


@transaction.atomic
def _keep(user, council, made: sealing.LockedKey) -> OpenerKey:
    earlier = OpenerKey.objects.for_council(council).current().filter(user=user)
    earlier.select_for_update().update(retired_at=clock.now())
    key = OpenerKey.objects.create(
        council=council,
        user=user,
        public=made.public,
        locked=made.locked,
        salt=made.salt,
        opslimit=made.opslimit,
        memlimit=made.memlimit,
    )
    TenderOpener.objects.filter(
        user=user, tender__council=council, tender__status=Tender.Status.DRAFTING
    ).update(key=key, rehearsed_at=None)
    record("opener_key.made", key, by=user, data={"public": made.public.hex()})
    return key


def rehearse(tender: Tender, user, passphrase: str) -> None:
    """Show that the passphrase opens the key with which the tender will be sealed."""
    opener = tender.openers.select_related("key").filter(user=user).first()
    if opener is None:
        raise Refused(_("You are not named as an opener of this opportunity."))
    if opener.key is None:
        raise Refused(_("Make your key first."))
    try:
        sealing.rehearse(opener.key.as_locked, passphrase)
    except sealing.SealingError:
        raise Refused(
            _("That passphrase does not open your key."), code="wrong"
        ) from None
    with transaction.atomic():
        locked = tender.stay_editable()
        mine = locked.openers.select_for_update().get(pk=opener.pk)
        if mine.key_id != opener.key_id:
            raise Refused(_("Your key was replaced just now. Rehearse again."))
        mine.rehearsed_at = clock.now()
        mine.save(update_fields=["rehearsed_at"])
        record("tender.opening_rehearsed", locked, by=user)


def check_passphrase(passphrase: str) -> None:
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise Refused(_("Passphrase must be 16 characters or more, like four words"))
