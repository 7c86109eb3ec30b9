"""Campaigns: everybody counted, the words read once, additions lifted out."""

import pytest

from audit.lifecycle import Refused
from consultation import campaigns
from consultation.models import Campaign
from consultation.parcels import Remark, Sender
from tests.consultation.addresses import url
from tests.consultation.test_near_duplicates import LETTER
from tests.factories import send_response

pytestmark = pytest.mark.django_db
OWN = "My mother met my father at the reading group there."


@pytest.fixture
def campaign(round, dara):
    """Five letters, one with words of its own, beside one other comment."""
    for _number in range(4):
        send_response(round, remarks=[Remark(LETTER, stance="disagree")])
    email = Sender("lives_here", email="remi@example.org", wants_results=True)
    send_response(round, f"{LETTER} {OWN}", sender=email)
    send_response(round, remarks=[Remark("Plant more trees.", stance="agree")])
    assert campaigns.look_for(round, by=dara) == 1
    return Campaign.objects.with_counts().get()


def test_a_suggestion_counts_all_and_lifts_out_what_was_added(campaign):
    assert (campaign.member_count, campaign.addition_count) == (5, 1)
    member = campaign.members.get(has_addition=True)
    assert campaigns.added_words(campaign, member.comment) == (OWN,)
    assert campaign.method["shared_percent"] == 60


def test_looking_again_gives_the_same_and_keeps_decisions(campaign, round, dara):
    assert campaigns.look_for(round, by=dara) == 1
    Campaign.objects.get().confirm("Keep the library open", by=dara)
    assert campaigns.look_for(round, by=dara) == 0
    assert Campaign.objects.confirmed().count() == 1


def test_what_was_dissolved_is_not_suggested_again(campaign, round, dara):
    campaign.dissolve(by=dara)
    assert campaigns.look_for(round, by=dara) == 0
    with pytest.raises(Refused, match="already decided"):
        campaign.confirm("Anything", by=dara)


def test_results_stand_with_and_without_each_campaign(campaign, round, dara):
    assert campaigns.with_and_without(round) == []
    campaign.confirm("Keep the library open", by=dara)
    every, without = campaigns.with_and_without(round)
    assert (every.comments, every.views) == (6, (1, 0, 4, 0))
    assert (without.comments, without.views) == (1, (1, 0, 0, 0))


def test_a_response_is_unread_until_opened_or_in_a_confirmed_campaign(
    campaign, round, dara, sign_in, travel
):
    unread = round.responses.counted().unread()
    assert unread.count() == 6
    campaign.confirm("Keep the library open", by=dara)
    assert unread.count() == 2, "the one with own words and the other comment"
    campaign.mark_additions_read(by=dara)
    assert unread.count() == 1
    travel(to=round.closes_at)
    assert "Read each response. 1 left." in round.obstacles("analysed")
    page = sign_in(dara).get(url(round, "unread"))
    assert "Plant more trees." in page.text
    assert LETTER[:30] not in page.text
    left = {"responses": [response.uid for response in unread]}
    sign_in(dara).post(url(round, "mark_read"), left)
    assert not unread.all().exists()
    assert "Read each response. 1 left." not in round.obstacles("analysed")


def test_publishing_many_at_once_is_not_reading(round, mona):
    from records.moderation import Verdict, decide_together

    comments = [
        send_response(round, f"Text {n}.").response.comments.get() for n in (1, 2)
    ]
    decide_together(comments[:1], Verdict("published"), by=mona)
    comments[1].publish(mona)
    assert [response.pk for response in round.responses.unread()] == [
        comments[0].response_id
    ]


def test_officers_settle_campaigns_page_by_page(sign_in, dara, mona, campaign, round):
    browser = sign_in(dara)
    assert "Suggested" in browser.get(url(round, "campaign_list")).text
    shown = browser.get(url(round, "campaign", number=1)).text
    assert f"<mark>{OWN}</mark>" in shown
    answer = browser.post(url(round, "campaign", number=1), {"title": ""})
    assert "Enter what the campaign asks for" in answer.text
    browser.post(url(round, "campaign", number=1), {"title": "Keep it open"})
    round.raise_issue("The library", "People want it open.", by=dara)
    browser.post(url(round, "gather_campaign", number=1), {"issue": "1"})
    assert round.issues.get().comments.count() == 5
    browser.post(url(round, "read_additions", number=1))
    campaign.refresh_from_db()
    assert campaign.additions_read_by == dara
    last = campaign.members.last().comment
    browser.post(url(round, "leave_out", number=1, reference=last.reference))
    assert campaign.members.count() == 4
    assert "Without “Keep it open”" in browser.get(url(round, "campaign_list")).text
    assert sign_in(mona).post(url(round, "campaign", number=1)).status_code == 403
    browser = sign_in(dara)
    browser.post(url(round, "look_for_campaigns"))
    assert browser.get(url(round, "campaign", number=9)).status_code == 404


def test_no_page_or_field_speaks_of_who_or_what_wrote_a_text():
    from pathlib import Path

    from django.conf import settings

    banned = ("written by ai", "ai-written", "chatgpt", "authorship score")
    for path in Path(settings.ROOT / "templates" / "consultation").glob("*.html"):
        words = path.read_text().casefold()
        assert not any(phrase in words for phrase in banned), path.name
    fields = {field.name for field in Campaign._meta.get_fields()}
    assert not {name for name in fields if "author" in name or "machine" in name}
