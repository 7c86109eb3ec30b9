"""Asking to act for an organisation, and telling its leads."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from councils.mail import send_letter
from councils.models import JoinRequest, Organisation, User


@transaction.atomic
def ask_to_join(organisation: Organisation, user: User) -> JoinRequest:
    """Ask, and write to each lead once the request stands."""
    asked = organisation.join_requests.open().filter(user=user).exists()
    request = JoinRequest.ask(organisation, user)
    if not asked:
        for lead in organisation.leads():
            transaction.on_commit(partial(_tell, lead, request), robust=True)
    return request


def _tell(lead: User, request: JoinRequest) -> None:
    path = reverse(
        "organisation_join_request",
        args=[request.organisation.reference, request.user.actor_id],
    )
    send_letter(
        "account/join_asked",
        to=lead.email,
        context={
            "organisation": request.organisation,
            "person": request.user,
            "link": settings.SITE_ORIGIN + path,
        },
    )
