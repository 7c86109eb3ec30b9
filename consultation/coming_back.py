"""A link with which somebody goes on writing: on any device, without an account."""

from django.conf import settings
from django.urls import reverse

from consultation.models import Draft, Round
from records import letters


def path(round: Round, token: str) -> str:
    """The address that opens the draft of this token."""
    return reverse(
        "consultation:go_on",
        kwargs={
            "council": round.council.slug,
            "slug": round.slug,
            "token": token,
        },
    )


def send_link(draft: Draft, token: str, email: str) -> None:
    """Send the link to an address. It is not kept with the draft."""
    letters.write(
        "consultation_come_back",
        email,
        {
            "round": draft.round,
            "link": settings.SITE_ORIGIN + path(draft.round, token),
            "kept_days": Draft.KEPT_FOR.days,
        },
        obligation=f"draft:{draft.key_hash[:32]}:{draft.changed_at.isoformat()}",
        council=draft.council,
        forget=True,
    )
