"""P12: 1,000 milestones fall due among 100,000; beside one query for the due rows."""

import datetime as dt

from audit import clock
from benchmarks import world
from benchmarks.table import Line, seconds_of
from contracts.models import Milestone
from contracts.reminders import remind
from tests import factories

DUE = 1_000


def measure():
    contract = factories.signed_contract(world.council())
    commitment = contract.commitments.first()
    moment = max(clock.now(), clock.day_starts(contract.signed_on)) + dt.timedelta(
        days=40
    )
    with clock.at(moment):
        today = clock.today()
        Milestone.objects.update(met_on=today)
        few = sweep(commitment, today, others=9_000)
        Milestone.objects.update(met_on=today)
        many = sweep(commitment, today, others=90_000)
    seconds, baseline = many
    yield Line(
        "P12",
        f"remind of {DUE} among 100,000",
        f"{seconds:.2f} s",
        f"{baseline * 1000:.1f} ms (the query alone)",
        "-",
        "< 5 s",
        seconds < 5,
    )
    growth = seconds / few[0]
    yield Line(
        "P12",
        "ten times as many that are not due",
        f"{seconds:.2f} s",
        f"{few[0]:.2f} s",
        f"{growth:.2f}",
        "≤ 1.5",
        growth <= 1.5,
    )


def sweep(commitment, today, others):
    """Seconds of a sweep over DUE rows that fall due and `others` that do not."""
    far = today + dt.timedelta(days=400)
    Milestone.objects.bulk_create(
        (
            Milestone(
                commitment=commitment,
                title="A step",
                level=1,
                due_on=today if number < DUE else far,
            )
            for number in range(DUE + others)
        ),
        batch_size=5000,
    )
    due = Milestone.objects.open().filter(due_on=today)
    baseline = seconds_of(lambda: list(due.values_list("pk")))
    found = []
    seconds = seconds_of(lambda: found.append(remind(today)))
    assert found == [DUE], found
    assert remind(today) == 0
    return seconds, baseline
