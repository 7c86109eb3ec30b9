"""Which promises in contracts deliver a priority, and how they stand."""

from collections.abc import Iterator

from charters import story
from contracts.models import Commitment
from contracts.rules import felt_rule


@story.delivered
def promises(council, name) -> Iterator[story.Delivery]:
    rule = felt_rule()
    found = Commitment.objects.for_council(council).of_priority(name.code)
    for promise in found.with_delivery().order_by("contract__formed_at", "position"):
        standing = promise.standing(rule=rule)
        state = "paper_success" if standing.is_paper_success else standing.state
        yield story.Delivery(
            title=promise.metric.title,
            url=promise.get_absolute_url(),
            contract=promise.contract.title,
            supplier=promise.contract.organisation.name,
            status=f"promise.{state}",
            promised=promise.level,
            accepted=standing.accepted,
            unit=promise.unit,
        )
