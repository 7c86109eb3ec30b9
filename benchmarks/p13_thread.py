"""P13: the longest thread, from thousands of comments to what residents felt."""

from itertools import count

from django.test import Client
from django.urls import reverse

from benchmarks import world
from benchmarks.p01_published_page import asked_while
from benchmarks.table import Line, cpu_of, seconds_of
from consultation.models import Comment, IssueMember
from contracts.models import Milestone
from tests import factories

COMMENTS = 20_000
MILESTONES = 120
MOST_QUERIES, LIMIT = 12, 100  # queries; milliseconds at the 95th percentile


def measure():
    contract = factories.signed_contract(world.council())
    promise = contract.commitments.first()
    issue = spoken_about(promise.priority)
    addresses = {
        "priority": promise.priority.code,
        "contract": contract.reference,
        "issue": str(issue.uid),
    }
    short = {kind: queries(kind, one) for kind, one in addresses.items()}
    lengthen(issue, promise)
    for kind, reference in addresses.items():
        yield from page(kind, reference, short[kind])


def spoken_about(priority):
    """A published comment on the priority, answered in a round that has reported."""
    from audit import clock

    charter = factories.ready_charter(world.council(), slug="spoken")
    by = charter.created_by
    round = factories.open_round(world.council(), charter=charter, by=by)
    factories.send_response(round, "Near home, please.")
    with clock.at(round.closes_at):
        comment = round.comments.get()
        comment.publish(by)
        issue = round.raise_issue("Near home", "People want it near.", by=by)
        issue.gather([comment], by=by)
        round.analyse(by=by)
        issue.dispose("accepted", "Yes.", by=by)
        round.report(by=by)
    Comment.objects.filter(pk=comment.pk).update(
        edition_clause=None, edition_priority=priority
    )
    return issue


def lengthen(issue, promise):
    """As many comments and milestones as a large council may have, written in bulk."""
    first = issue.comments.get()
    numbers = count(1)
    new = Comment.objects.bulk_create(
        Comment(
            response=first.response,
            round=first.round,
            reference=f"Z{next(numbers):07}",
            edition_priority=first.edition_priority,
            text=world.WORDS,
            moderation=first.moderation,
            moderated_at=first.moderated_at,
        )
        for _ in range(COMMENTS)
    )
    IssueMember.objects.bulk_create(
        IssueMember(issue=issue, comment=comment) for comment in new
    )
    step = promise.milestones.first()
    Milestone.objects.bulk_create(
        Milestone(
            commitment=promise,
            title=step.title,
            level=step.level,
            due_on=step.due_on,
        )
        for _ in range(MILESTONES)
    )


def queries(kind, reference) -> int:
    return len(asked_while(lambda: ask(kind, reference)))


def ask(kind, reference):
    path = reverse("portal:thread", args=[world.council().slug, kind, reference])
    assert Client(SERVER_NAME="localhost").get(path).status_code == 200


def page(kind, reference, before):
    asked = queries(kind, reference)
    times = sorted(seconds_of(lambda: ask(kind, reference)) for _ in range(40))
    late = times[int(len(times) * 0.95)] * 1000
    spent = cpu_of(lambda: ask(kind, reference), 10)
    yield Line(
        "P13",
        f"thread of a {kind}, {COMMENTS:,} comments",
        f"{asked} queries",
        f"{before} queries",
        f"{asked / before:.2f}",
        f"≤ {MOST_QUERIES}",
        asked <= MOST_QUERIES,
    )
    yield Line(
        "P13",
        f"thread of a {kind}, 95th percentile",
        f"{late:.0f} ms",
        f"{spent:.0f} ms CPU",
        "-",
        f"< {LIMIT} ms",
        late < LIMIT,
    )
