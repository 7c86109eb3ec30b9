"""Inviting somebody: the row, and the letter with the one address that accepts it."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from councils.mail import send_letter
from councils.models import Invitation


def invite(council, email, roles, *, by) -> Invitation:
    """Send an invitation. If the letter cannot be sent there is no invitation either.

    The letter holds the only copy of the token, so it goes out inside the transaction
    and not through the letter box.
    """
    with transaction.atomic():
        invitation, token = Invitation.send(council, email, roles, by=by)
        send_letter(
            "account/invitation",
            to=invitation.email,
            context={
                "council": council,
                "invitation": invitation,
                "link": settings.SITE_ORIGIN
                + reverse("accept_invitation", args=[token]),
            },
            from_name=council.sender_name or council.name,
            reply_to=council.reply_to,
            council=council,
        )
    return invitation


def find(token: str) -> Invitation | None:
    """The open invitation with this token; None if used, withdrawn or expired."""
    return (
        Invitation.objects.open()
        .select_related("council")
        .filter(token_hash=Invitation.hash_of(token))
        .first()
    )
