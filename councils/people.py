"""Changing which roles a person holds in a council, all at once."""

from collections.abc import Iterable

from django.db import transaction

from councils.models import Council, Membership, Role, User


@transaction.atomic
def set_roles(council: Council, user: User, roles: Iterable[str], *, by) -> bool:
    """Let the person hold exactly these roles. Each change is an event.

    Returns whether anything changed. Refused, and nothing changes, when it would take
    the council's last administrator away.
    """
    Council.objects.select_for_update().get(pk=council.pk)
    wanted = {Role(role) for role in roles}
    held = {m.role: m for m in council.memberships.current().filter(user=user)}
    for role in sorted(wanted - held.keys()):
        Membership.grant(council, user, role, by=by)
    for role in sorted(held.keys() - wanted):
        held[role].end(by=by)
    return wanted != held.keys()


def end_membership(council: Council, user: User, *, by) -> None:
    """Take every role away; the person's next page is refused."""
    set_roles(council, user, (), by=by)
