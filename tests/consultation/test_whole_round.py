"""One round from plan to conclusion, by the verbs that officers use."""

import pytest

from audit.models import Event
from charters.models import Charter
from tests.factories import (
    planned_round,
    read_pack,
    ready_charter,
    ready_to_conclude,
    send_response,
)

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_round_runs_from_plan_to_conclusion(eastfield, dara, mona, amal, travel):
    charter = ready_charter(eastfield, by=dara)
    round = planned_round(eastfield, charter=charter, by=dara)
    assert round.gaps() == []

    round.schedule(by=dara)
    charter.refresh_from_db()
    assert charter.status == Charter.Status.CONSULTING
    assert round.phase() == "coming"

    travel(to=round.opens_at)
    assert round.is_open()
    receipt = send_response(round, "Add dates to the promises.")

    travel(to=round.closes_at)
    assert not round.is_open()
    comment = receipt.response.comments.get()
    comment.publish(mona)
    issue = round.raise_issue("Promises need dates", "People want dates.", by=dara)
    issue.gather([comment], by=dara)
    round.analyse(by=dara)
    issue.dispose("accepted", "We agree: a promise needs a date.", by=dara)
    round.report(by=dara)
    clause = charter.sections.first().clauses.first()
    clause.reword("One in nine young people here, as of May 2026.", by=dara)
    change = charter.changes.since_last_consultation().get()
    issue.cite(change, by=dara)
    ready_to_conclude(round, by=dara)
    round.conclude(by=dara)

    charter.refresh_from_db()
    assert charter.status == Charter.Status.CONSULTED
    assert charter.unexplained_changes() == []
    read_pack(round, amal)
    charter.submit(by=dara, approver=amal)
    charter.adopt(by=amal, minute="Item 7")
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {
        "round.scheduled",
        "response.received",
        "comment.published",
        "issue.gathered",
        "issue.disposed",
        "issue.cited",
        "round.analysed",
        "round.reported",
        "round.concluded",
    } <= verbs
