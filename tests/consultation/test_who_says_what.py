"""Nobody takes a resident's words for the council's, and nobody guesses the close."""

import pytest

from consultation.parcels import Sender
from tests.consultation.addresses import url
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def test_each_comment_says_what_kind_of_person_or_body_wrote_it(
    client, round, mona, travel
):
    for kind in ("lives_here", "business", "community", "public"):
        send_response(round, f"Words of {kind}.", sender=Sender(kind), key=kind)
    travel(to=round.closes_at)
    for comment in round.comments.all():
        comment.publish(mona)
    page = client.get(url(round, "comment_list")).content.decode()
    for comment in round.comments.select_related("response"):
        assert comment.text in page
        assert comment.response.public_label in page


def test_the_close_is_told_with_its_weekday_its_hour_and_the_time_zone(client, round):
    page = client.get(round.get_absolute_url()).content.decode()
    assert f"({round.closes_at:%A})" in page
    assert "UK time" in page
