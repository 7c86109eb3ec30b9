"""When a charter moved, what was done and in which role: its log for everybody."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Event
from audit.trail import chain_of
from charters.models import Edition
from councils.models import Role

DRAFTER, APPROVER = Role.DRAFTER.label, Role.APPROVER.label
BODY = gettext_lazy("The body that was asked")

# What the log tells of a charter's life, and who does such a thing.
LOGGED = {
    "charter.started": (gettext_lazy("Work on the charter began"), DRAFTER),
    "charter.consultation_begun": (
        gettext_lazy("A draft was put to consultation"),
        Role.CONSULTATION_LEAD.label,
    ),
    "charter.consultation_cancelled": (
        gettext_lazy("A consultation was cancelled"),
        Role.CONSULTATION_LEAD.label,
    ),
    "charter.consultation_concluded": (
        gettext_lazy("The consultation was concluded"),
        Role.CONSULTATION_LEAD.label,
    ),
    "charter.submitted": (
        gettext_lazy("The text was submitted for a decision"),
        DRAFTER,
    ),
    "charter.returned": (gettext_lazy("The text was returned for changes"), APPROVER),
    "charter.approved_subject_to_changes": (
        gettext_lazy("The text was approved, subject to changes"),
        APPROVER,
    ),
    "charter.referred": (
        gettext_lazy("The decision was referred to another body"),
        APPROVER,
    ),
    "charter.adopted": (gettext_lazy("The charter came into force"), APPROVER),
    "charter.review_called": (
        gettext_lazy("An early review was called for"),
        DRAFTER,
    ),
    "charter.superseded": (gettext_lazy("A later charter took its place"), APPROVER),
    "charter.withdrawn": (gettext_lazy("The charter was withdrawn"), ""),
}
# The same of what stands below the charter: reviews, endorsements, outlines.
LOGGED_BELOW = {
    "review.opened": (gettext_lazy("A review was opened"), DRAFTER),
    "review.published": (gettext_lazy("A review was published"), DRAFTER),
    "endorsement.sought": (gettext_lazy("An endorsement was sought"), DRAFTER),
    "endorsement.sought_again": (
        gettext_lazy("An endorsement was sought again"),
        DRAFTER,
    ),
    "endorsement.returned": (
        gettext_lazy("The request for an endorsement was returned"),
        BODY,
    ),
    "endorsement.given_with_conditions": (
        gettext_lazy("The charter was endorsed with conditions"),
        BODY,
    ),
    "endorsement.given": (gettext_lazy("The charter was endorsed"), BODY),
}


@dataclass(frozen=True)
class Line:
    """One thing that happened; `who` is a role or a body, never a person."""

    moment: datetime
    what: str
    who: str


def log_of(charter) -> list[Line]:
    """Everything that happened to a charter in public, the latest first."""
    slug = charter.trail_reference
    itself = Q(verb__in=LOGGED, subject_kind="charter", subject_reference=slug)
    below = Q(verb__in=LOGGED_BELOW, subject_reference__startswith=f"{slug}/")
    outlines = charter.editions.public().filter(kind=Edition.Kind.OUTLINE)
    outlined = Q(
        verb="edition.published",
        subject_kind="edition",
        subject_reference__in=[f"{slug}/{one.number}" for one in outlines],
    )
    events = Event.objects.filter(
        itself | below | outlined, chain=chain_of(charter)
    ).order_by("-pk")
    return [_line(event) for event in events]


def _line(event) -> Line:
    if event.verb == "edition.published":
        what, who = _("An outline was put out for discussion"), DRAFTER
    else:
        what, who = {**LOGGED, **LOGGED_BELOW}[event.verb]
    named = event.data.get("body") if who is BODY else ""
    return Line(event.happened_at, str(what), named or str(who))
