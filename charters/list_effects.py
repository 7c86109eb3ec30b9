"""What a new version of a list of measures means for a council's charters.

A charter in force stays on the measures that it was adopted with. A draft can still be
changed, so its writers hear which targets stand on words that are no longer current.
"""

from dataclasses import dataclass

from charters.models import Charter, Edition, EditionTarget, Target, standing
from metrics import differences
from metrics.differences import Difference
from metrics.versions import metrics_of


@dataclass(frozen=True)
class Touched:
    """A target that stands on a changed or withdrawn measure."""

    charter: Charter
    code: str
    priority: str
    target: Target | EditionTarget
    difference: Difference
    is_draft: bool


def differences_to(framework) -> list[Difference]:
    """What changed from the version that this list replaces."""
    return differences.between(metrics_of(framework.replaces), metrics_of(framework))


def touched_by(framework, council) -> list[Touched]:
    """The targets of a council's charters that the new version concerns.

    Three queries, however many charters there are.
    """
    changed = {
        one.before.pk: one
        for one in differences_to(framework)
        if one.kind in (differences.CHANGED, differences.WITHDRAWN)
    }
    return [*_in_force(changed, council), *_in_drafts(changed, council)]


def _in_force(changed, council):
    targets = EditionTarget.objects.filter(
        standing.in_force("edition_priority__edition__charter__"),
        metric__in=changed,
        edition_priority__edition__kind=Edition.Kind.ADOPTED,
        edition_priority__edition__charter__council=council,
    ).select_related("metric", "edition_priority__edition__charter__council")
    for target in targets:
        priority = target.edition_priority
        yield Touched(
            priority.edition.charter,
            priority.code,
            priority.title,
            target,
            changed[target.metric_id],
            is_draft=False,
        )


def _in_drafts(changed, council):
    targets = Target.objects.filter(
        metric__in=changed,
        outcome__priority__charter__council=council,
        outcome__priority__charter__status__in=Charter.EDITABLE,
    ).select_related(
        "metric", "outcome__priority__name", "outcome__priority__charter__council"
    )
    for target in targets:
        priority = target.outcome.priority
        yield Touched(
            priority.charter,
            priority.code,
            priority.title,
            target,
            changed[target.metric_id],
            is_draft=True,
        )
