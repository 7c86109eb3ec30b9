"""Nobody writes a response first and hears afterwards that nothing is taken."""

import pytest

from tests.consultation.addresses import url

pytestmark = pytest.mark.django_db

PAGES = ["respond", "comment_on_whole"]


@pytest.mark.parametrize("page", PAGES)
def test_a_paused_round_says_so_instead_of_a_form(client, round, dara, page):
    assert "This consultation is paused" not in client.get(url(round, page)).text
    round.pause("A map was wrong.", by=dara)
    shown = client.get(url(round, page)).text
    assert "This consultation is paused" in shown
    assert "<textarea" not in shown


@pytest.mark.parametrize("page", PAGES)
def test_a_cancelled_round_says_that_it_is_over(client, round, dara, page):
    round.cancel("The plan was dropped.", by=dara)
    shown = client.get(url(round, page)).text
    assert "This consultation is over" in shown
    assert "<textarea" not in shown


def test_late_words_can_still_be_written_after_the_close(client, closed):
    shown = client.get(url(closed, "comment_on_whole")).text
    assert "<textarea" in shown
