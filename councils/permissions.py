"""Facts about people, as predicates that each app's permissions combine."""

from collections.abc import Callable

import rules

from councils.models import Role


def has_role(*roles: Role) -> rules.Predicate:
    """The user holds one of these roles in the council of the object."""

    @rules.predicate(name=f"has_role({', '.join(roles)})")
    def holds(user, obj):
        council = getattr(obj, "council", None)
        if not user.is_authenticated or not user.is_active or council is None:
            return False
        return not user.roles_in(council).isdisjoint(roles)

    return holds


@rules.predicate
def is_member(user, obj):
    """The user holds any role in the council of the object."""
    council = getattr(obj, "council", None)
    if not user.is_authenticated or not user.is_active or council is None:
        return False
    return bool(user.roles_in(council))


@rules.predicate
def is_steward(user, obj=None):
    return user.is_authenticated and user.is_active and user.is_steward


def represents(organisation_of: Callable) -> rules.Predicate:
    """The user acts for the organisation that `organisation_of(obj)` names."""

    @rules.predicate(name="represents")
    def acts_for(user, obj):
        if not user.is_authenticated or obj is None:
            return False
        organisation = organisation_of(obj)
        if organisation is None:
            return False
        return organisation.representatives.filter(user=user, ended_at=None).exists()

    return acts_for


@rules.predicate
def leads_organisation(user, organisation):
    """The user is a lead of this organisation."""
    if not user.is_authenticated or not user.is_active or organisation is None:
        return False
    return organisation.is_led_by(user)


is_administrator = has_role(Role.ADMINISTRATOR)

rules.add_perm("councils.enter_workspace", is_member)
rules.add_perm("councils.change_council", is_administrator)
rules.add_perm("councils.manage_people", is_administrator)
rules.add_perm(
    "councils.reset_second_factor",
    has_role(Role.ADMINISTRATOR, Role.MONITORING_OFFICER),
)
rules.add_perm("councils.import_areas", is_administrator)
rules.add_perm(
    "councils.change_organisation", represents(lambda organisation: organisation)
)
rules.add_perm("councils.manage_representatives", leads_organisation)
rules.add_perm("councils.read_trail", has_role(Role.AUDITOR, Role.MONITORING_OFFICER))
