"""Readers narrow and order the published comments with a plain form."""

import pytest

from consultation.models import Comment
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
    by_place = client.get(f"{page}?place=H1").text
    assert "From the quay." in by_place
    assert "Add dates." not in by_place
    replied = client.get(f"{page}?reply=yes").text
    assert "Add dates." in replied
    assert "From the quay." not in replied
    text = client.get(f"{page}?sort=newest").text
    assert text.index("From the quay.") < text.index("Add dates.")
    assert "Remove filter: Place: Harbour" in client.get(f"{page}?place=H1").text
    assert "0 results" in client.get(f"{page}?section=priorities").text
    section = reported.edition.document["sections"][0]["key"]
    assert "0 results" in client.get(f"{page}?section={section}&place=H1").text
    assert "1 result<" in client.get(f"{page}?section={section}").text
    assert "1 result<" in client.get(f"{page}?section=other&place=H1").text
    assert "2 results" in client.get(f"{page}?section=nowhere&stance=loudly").text


def test_what_was_not_published_is_counted_by_the_rule_that_it_broke(
    client, reported, mona
):
    page = url(reported, "comment_list")
    assert "by the rule that they broke" not in client.get(page).text
    late = send_response(reported, "You are all crooks.")
    late.response.comments.get().withhold(Comment.Reason.ABUSE, by=mona)
    shown = client.get(page).text
    assert "by the rule that they broke" in shown
    assert str(Comment.Reason.ABUSE.label) in shown
    assert "crooks" not in shown
