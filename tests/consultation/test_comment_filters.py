"""Readers narrow and order the published comments with a plain form."""

import pytest

from consultation.parcels import Remark, Sender
from councils.models import Area
from tests.consultation.addresses import url
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def test_comments_are_narrowed_by_place_and_reply_and_put_in_order(
    client, reported, eastfield, mona
):
    harbour = Area.objects.create(council=eastfield, code="H1", name="Harbour")
    sender = Sender("lives_here", area=harbour)
    late = send_response(reported, remarks=[Remark("From the quay.")], sender=sender)
    late.response.comments.get().publish(mona)
    page = url(reported, "comment_list")
    by_place = client.get(f"{page}?place=harbour").text
    assert "From the quay." in by_place
    assert "Add dates." not in by_place
    replied = client.get(f"{page}?reply=yes").text
    assert "Add dates." in replied
    assert "From the quay." not in replied
    text = client.get(f"{page}?sort=newest").text
    assert text.index("From the quay.") < text.index("Add dates.")
    assert "Clear filters" in client.get(f"{page}?place=nowhere").text
