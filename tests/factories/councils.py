"""People and organisations."""

from councils.models import Membership, Organisation, Role, User


def somebody(council, role: Role, but=None) -> User:
    """The first person who holds the role in the council, or a new one.

    `but` is a person who must not be taken, like the author for an approver.
    """
    found = council.memberships.current().filter(role=role).exclude(user=but)
    if membership := found.select_related("user").first():
        return membership.user
    name = f"{council.slug}-{role.value}".replace("_", "-")
    user = User.objects.create_user(f"{name}@example.org", name.title())
    Membership.grant(council, user, role)
    return user


def make_supplier(name="Brightwork CIC", **more) -> Organisation:
    words = {"size": Organisation.Size.SMALL, "sector": Organisation.Sector.VCSE}
    return Organisation.objects.create(name=name, **(words | more))


def somebody_of(organisation) -> User:
    """The first person who acts for the organisation, or a new one."""
    first = organisation.representatives.filter(ended_at=None).first()
    if first:
        return first.user
    email = f"{organisation.reference.lower()}@example.org"
    user = User.objects.create_user(email, f"Somebody of {organisation.name}")
    organisation.welcome(user, is_lead=True)
    return user
