"""How a charter stands, in a few lines: its version, its owner, the next day that
counts, and who may act next."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from charters import hub
from charters.models import Charter, Edition
from councils.models import Role

WHO_NEXT: dict[str, tuple[Role, str | Promise]] = {
    Charter.Status.DRAFTING: (
        Role.DRAFTER,
        gettext_lazy("Drafters write it until nothing is missing."),
    ),
    Charter.Status.CONSULTING: (
        Role.CONSULTATION_LEAD,
        gettext_lazy("The consultation lead asks people, and answers them."),
    ),
    Charter.Status.CONSULTED: (
        Role.DRAFTER,
        gettext_lazy("Drafters explain each change and submit it for approval."),
    ),
    Charter.Status.DECIDING: (
        Role.APPROVER,
        gettext_lazy("An approver who did not write it decides about it."),
    ),
    Charter.Status.ADOPTED: (
        Role.DRAFTER,
        gettext_lazy("Drafters review it, or start the next one from it."),
    ),
}


@dataclass(frozen=True)
class Glance:
    """What the strip at the top of a charter's tasks says."""

    edition: Edition | None
    owner: str
    next_date: hub.NextDate | None
    who: str | Promise
    names: list[str]

    @property
    def is_late(self) -> bool:
        return self.next_date is not None and self.next_date.on < clock.today()

    @property
    def nobody_can(self) -> bool:
        """Somebody should act, and nobody holds the role."""
        return bool(self.who) and not self.names


def glance(charter, editions: list[Edition]) -> Glance:
    role, who = WHO_NEXT.get(charter.status, (None, ""))
    return Glance(
        edition=max(editions, key=lambda one: one.number, default=None),
        owner=str(charter.created_by),
        next_date=min(_dates(charter), key=lambda one: one.on, default=None),
        who=who,
        names=_who_may(charter, role) if role else [],
    )


def _who_may(charter, role: Role) -> list[str]:
    """The people who may act next; of approvers, those who were asked if any were."""
    approval = charter.waiting_approval if role == Role.APPROVER else None
    if approval and (asked := approval.asked()):
        return [str(person) for person in asked]
    held = charter.council.memberships.current().filter(role=role)
    people = [one.user for one in held.select_related("user").order_by("user__name")]
    if role == Role.APPROVER:
        wrote = charter.writers()
        people = [person for person in people if person.pk not in wrote]
    return [str(person) for person in people]


def _dates(charter):
    """Every day that is still to come, and those that passed without being done."""
    for step in charter.timetable.filter(done_on=None):
        yield hub.NextDate(step.planned_on, step.title)
    approval = charter.waiting_approval
    if approval and approval.decide_by:
        yield hub.NextDate(approval.decide_by, _("The decision is due"))
    if charter.is_in_force and charter.review_on:
        yield hub.NextDate(charter.review_on, _("Review it by then"))
    yield from hub.dates_of_others(charter)
