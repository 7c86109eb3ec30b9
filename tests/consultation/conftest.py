import pytest

from tests.factories import open_round, send_response
from tests.stage import staged


@staged
def round(eastfield):
    return open_round(eastfield)


@pytest.fixture
def closed(round, travel):
    """A closed round with one response, not checked yet."""
    send_response(round, "Add dates.")
    travel(to=round.closes_at)
    return round


@pytest.fixture
def comment(closed):
    return closed.comments.get()


@pytest.fixture
def issue(closed, comment, dara, mona):
    """A checked comment in an issue that has no answer."""
    comment.publish(mona)
    raised = closed.raise_issue("Promises need dates", "People want dates.", by=dara)
    raised.gather([comment], by=dara)
    return raised


@pytest.fixture
def reported(closed, issue, dara):
    """A round whose results are published; its one issue changed the charter."""
    closed.analyse(by=dara)
    issue.dispose("accepted", "We agree: a promise needs a date.", by=dara)
    closed.report(by=dara)
    return closed
