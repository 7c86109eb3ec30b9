"""Asking people to review a draft: a seat, an account if they need one, a letter."""

from django.db import transaction

from charters.models import Reviewer
from councils.invitations import invite as invite_to_council
from councils.models import Invitation, Role


@transaction.atomic
def invite(charter, email: str, seat: str, *, by, due_on=None) -> Reviewer:
    """Give a person a seat on a draft. A stranger gets an invitation to join as well.

    Joining gives the role of a co-production member: it reads drafts and suggests.
    """
    reviewer = Reviewer.invite(charter, email, seat, by=by, due_on=due_on)
    council = charter.council
    if reviewer.user is None:
        open_ones = Invitation.objects.for_council(council).open()
        if not open_ones.filter(email=reviewer.email).exists():
            invite_to_council(council, reviewer.email, [Role.CO_PRODUCTION], by=by)
    return reviewer
