"""Every page of a consultation, in each of its states."""

import pytest

from tests.consultation.addresses import url
from tests.factories import planned_round

pytestmark = pytest.mark.django_db


PUBLIC = ["consultation_detail", "comment_list", "results"]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_show_an_open_round(client, round, name):
    answer = client.get(url(round, name))
    assert answer.status_code == 200
    assert round.consultation.title in answer.text


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_set_no_cookie_and_ask_for_none(client, round, name):
    answer = client.get(url(round, name))
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "csrfmiddlewaretoken" not in answer.text


@pytest.mark.parametrize("name", [*PUBLIC, "respond", "dates"])
def test_a_planned_round_is_not_public_even_for_its_planner(
    client, sign_in, eastfield, dara, name
):
    planned = planned_round(eastfield, by=dara)
    assert client.get(url(planned, name)).status_code == 404
    assert sign_in(dara).get(url(planned, name)).status_code == 404
