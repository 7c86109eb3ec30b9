"""Who is missing is seen while the round runs, and what was done is logged."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from audit import clock
from consultation import reach
from consultation.models import Outreach, ProfileFigure
from consultation.parcels import Behalf, Sender
from councils.models import Area
from tests.consultation.addresses import url
from tests.factories import open_round, send_response
from tests.stage import staged

pytestmark = pytest.mark.django_db

PROFILE = (
    b"group,option,label,people,source,counted_on\n"
    b"ward,E05000001,Harbour,8000,Census 2021,2021-03-21\n"
    b"ward,E05000002,Market,2000,Census 2021,2021-03-21\n"
)


@staged
def wards(eastfield):
    return [
        Area.objects.create(council=eastfield, code=f"E0500000{n}", name=name)
        for n, name in ((1, "Harbour"), (2, "Market"))
    ]


@staged
def round(eastfield, wards):
    return open_round(eastfield)


def test_no_response_yet_from_a_ward_is_said_to_officers_and_in_public(
    client, sign_in, round, wards, dara
):
    """Wards without a response are named while the round runs."""
    send_response(round, sender=Sender("lives_here", area=wards[1]))
    said = "No response yet from Harbour"
    assert said in sign_in(dara).get(url(round, "reach")).text
    client.logout()
    public = client.get(url(round, "public_reach")).text
    assert "Harbour" in public
    assert "Fewer than 10 responses" in public


def test_shares_are_compared_with_the_census_from_thirty_answers_on(round, wards, dara):
    reach.import_profile(round.council, PROFILE, by=dara)
    for _ in range(29):
        send_response(round, sender=Sender("lives_here", area=wards[1]))
    harbour, market = reach.by_ward(round)
    assert (harbour.share_of_people, market.share_of_people) == (80, 20)
    assert market.share_of_heard is None
    send_response(round, sender=Sender("lives_here", area=wards[0]))
    harbour, market = reach.by_ward(round)
    assert (harbour.share_of_heard, market.share_of_heard) == (3, 97)
    assert harbour.is_missing
    assert not market.is_missing


def test_organisations_are_compared_by_size(round):
    send_response(round, behalf=Behalf(organisation="Lantern", size="micro"))
    heard = {gap.option: gap.heard for gap in reach.by_business_size(round)}
    assert heard == {"micro": 1, "small": 0, "medium": 0, "large": 0}


def test_outreach_is_logged_with_before_and_after(sign_in, round, wards, dara):
    client = sign_in(dara)
    today = clock.today()
    posted = {
        "whom": "ward:E05000001",
        "what": "A stall at the market",
        "done_on-day": today.day,
        "done_on-month": today.month,
        "done_on-year": today.year,
    }
    assert client.post(url(round, "log_outreach"), posted).status_code == 302
    assert Outreach.objects.get().before == 0
    send_response(round, sender=Sender("lives_here", area=wards[0]))
    assert reach.heard_now(round, "ward", "E05000001") == 1
    assert "A stall at the market" in client.get(url(round, "reach")).text


def test_half_way_the_officers_are_asked_to_look(sign_in, round, travel, dara):
    """R31."""
    warned = "Half of the time has passed"
    from consultation.work import waiting

    titles = "; ".join(item.title for item in waiting(dara, round.council))
    assert "who is missing" not in titles
    travel(to=round.opens_at + dt.timedelta(weeks=4, hours=8))
    titles = "; ".join(item.title for item in waiting(dara, round.council))
    assert "who is missing" in titles
    assert warned in sign_in(dara).get(url(round, "reach")).text
    Outreach.log(
        round,
        group="ward",
        option="E05000001",
        label="Harbour",
        what="A stall",
        done_on=clock.today(),
        before=0,
        by=dara,
    )
    assert warned not in sign_in(dara).get(url(round, "reach")).text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must name these columns"),
        (b"a,b\n1,2\n", "must name these columns"),
        (PROFILE.replace(b"2000", b"many"), "Row 3: check people"),
        (PROFILE + PROFILE.splitlines()[1], "one row only"),
        (b"\xff\xfe", "must be a CSV"),
    ],
)
def test_a_wrong_profile_is_refused_as_a_whole(eastfield, dara, content, words):
    with pytest.raises(ValidationError, match=words):
        reach.import_profile(eastfield, content, by=dara)
    assert not ProfileFigure.objects.exists()


def test_a_profile_is_loaded_on_its_page_and_replaces_the_earlier(
    sign_in, eastfield, dara
):
    client = sign_in(dara)
    for _ in range(2):
        file = SimpleUploadedFile("profile.csv", PROFILE)
        shown = client.post(
            f"/{eastfield.slug}/workspace/population/", {"file": file}, follow=True
        )
        assert "2 figures loaded" in shown.text
    assert ProfileFigure.objects.count() == 2


def test_kinds_and_sizes_are_named_beside_wards_for_officers_and_in_public(
    client, sign_in, round, wards, dara
):
    send_response(round, sender=Sender("councillor", area=wards[0]))
    shown = sign_in(dara).get(url(round, "reach")).text
    assert "By kind of sender" in shown
    assert "No response yet from: Public body" in shown
    client.logout()
    public = client.get(url(round, "public_reach")).text
    for words in ("Wards", "Market", "Public body", "250 people or more"):
        assert words in public


def test_from_the_second_week_on_the_hub_names_who_is_missing(
    sign_in, round, wards, dara, travel
):
    said = "No response yet from Harbour ward"
    assert said not in sign_in(dara).get(round.get_workspace_url()).text
    travel(to=round.opens_at + dt.timedelta(days=7))
    client = sign_in(dara)
    assert said in client.get(round.get_workspace_url()).text
    send_response(round, sender=Sender("lives_here", area=wards[0]))
    assert said not in client.get(round.get_workspace_url()).text
    travel(to=round.closes_at)
    assert reach.top_gaps(round) == []


def test_what_was_heard_before_is_kept_for_equality_groups_and_shown_to_few(
    sign_in, round, dara, eve, monkeypatch
):
    counted = reach.Gap("faith", "none", "No religion", None, None, 4321, None)
    monkeypatch.setattr(reach, "by_equality", lambda _round: [("Faith?", [counted])])
    today = clock.today()
    posted = {
        "whom": "faith:none",
        "what": "An evening in the park",
        "done_on-day": today.day,
        "done_on-month": today.month,
        "done_on-year": today.year,
    }
    assert sign_in(eve).post(url(round, "log_outreach"), posted).status_code == 302
    logged = Outreach.objects.get()
    assert logged.before == 4321
    counted = reach.Gap("faith", "none", "No religion", None, None, 5000, None)
    assert ">4321<" in sign_in(eve).get(url(round, "reach")).text
    assert "4321" not in sign_in(dara).get(url(round, "reach")).text
