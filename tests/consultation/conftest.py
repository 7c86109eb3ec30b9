import pytest

from audit import clock
from tests.factories import open_round, send_response
from tests.stage import staged


@staged
def round(eastfield):
    return open_round(eastfield)


@staged
def answered(round):
    """An open round with one response, not checked yet."""
    send_response(round, "Add dates.")
    return round


@pytest.fixture
def closed(answered, travel):
    """A closed round with one response, not checked yet."""
    travel(to=answered.closes_at)
    return answered


@pytest.fixture
def comment(closed):
    return closed.comments.get()


@staged
def raised(answered, dara, mona):
    """An issue without an answer, of the one comment, raised as the round closed."""
    with clock.at(answered.closes_at):
        comment = answered.comments.get()
        comment.publish(mona)
        issue = answered.raise_issue(
            "Promises need dates", "People want dates.", by=dara
        )
        issue.gather([comment], by=dara)
    return issue


@pytest.fixture
def issue(raised, closed):
    """A checked comment in an issue that has no answer."""
    return raised


@staged
def told(answered, raised, dara):
    """A round whose results were published as it closed."""
    with clock.at(answered.closes_at):
        answered.analyse(by=dara)
        raised.dispose("accepted", "We agree: a promise needs a date.", by=dara)
        answered.report(by=dara)
    return answered


@pytest.fixture
def reported(told, closed):
    """A round whose results are published; its one issue changed the charter."""
    return told
