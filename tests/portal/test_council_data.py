"""A council's files, feeds and calendars, and who hears of its news by e-mail."""

import csv
import io
import json

import pytest
from django.core import mail

from audit.tasks import sweep
from charters.models import Borrowing
from contracts.models import Contract
from councils.models import Area
from records import followers, topics
from records.tasks import send_letters
from tests import factories
from tests.stage import staged

pytestmark = pytest.mark.django_db


@staged
def contract(eastfield, brightwork, measures):
    return factories.formed_contract(eastfield, brightwork)


@pytest.fixture
def later(contract, travel):
    travel(to=contract.formed_at)
    travel(days=1)
    return contract


def test_the_page_of_data_lists_files_that_all_open(later, client):
    page = client.get("/eastfield/data/").text
    for path in (
        "/eastfield/data/priorities.csv",
        "/eastfield/data/places.geojson",
        "/eastfield/moderation.csv",
        "/api/v1/eastfield/ocds/releases.json",
        "/eastfield/feeds/",
    ):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200
    assert 'href="/eastfield/data/">Data<' in client.get("/eastfield/").text
    feeds = client.get("/eastfield/feeds/")
    for name in ("charters", "consultations", "results"):
        path = f"/eastfield/feeds/{name}.atom"
        assert f'href="{path}"' in feeds.text
        assert client.get(path)["Content-Type"].startswith("application/atom+xml")
        assert f'href="{path}"' in client.get("/eastfield/").text
    assert client.get("/eastfield/consultations.ics").status_code == 200


def test_priorities_come_as_a_table_with_a_line_for_each_target(later, client):
    answer = client.get("/eastfield/data/priorities.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["priority"], row["target"]) == ("P1", "60.0000")


def test_places_come_as_geojson_with_their_promises(later, eastfield, client):
    Area.objects.create(council=eastfield, code="E1", name="Harbour")
    found = client.get("/eastfield/data/places.geojson").json()
    (feature,) = found["features"]
    assert feature["properties"]["name"] == "Harbour"
    assert feature["geometry"] is None


def test_releases_hold_published_tenders_only_and_of_this_council(
    later, westbrook, eastfield, client
):
    factories.draft_tender(eastfield, edition=later.tender.edition, title="Secret")
    package = client.get("/api/v1/eastfield/ocds/releases.json").json()
    assert [one["ocid"] for one in package["releases"]] == [later.tender.ocid]
    assert "Secret" not in json.dumps(package)
    other = client.get("/api/v1/westbrook/ocds/releases.json").json()
    assert other["releases"] == []
    assert client.get("/api/v1/nowhere/ocds/releases.json").status_code == 404


def test_feeds_tell_of_the_charter_and_of_the_contract(later, client):
    charters = client.get("/eastfield/feeds/charters.atom").text
    assert later.tender.edition.charter.title in charters
    assert later.title in client.get("/eastfield/feeds/results.atom").text
    assert later.title not in client.get("/westbrook/feeds/results.atom").text


def test_the_docs_lead_to_the_guide_and_the_metrics_hold_numbers_only(client, db):
    assert client.get("/api/v1/docs/").url == "/api/"
    text = client.get("/health/metrics/").text
    numbers = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(numbers) == 2
    assert all(line.split()[1].isdigit() for line in numbers)


def follow(council, *chosen):
    for number, topic in enumerate(chosen):
        token = followers.ask(council, f"f{number}@example.org", [topic])
        followers.confirm(council, token)
    send_letters()
    mail.outbox.clear()


def heard():
    sweep()
    send_letters()
    return {letter.to[0] for letter in mail.outbox if "example.org" in letter.to[0]}


def test_who_follows_the_charter_or_a_ward_hears_of_a_contract_once(
    eastfield, brightwork, measures, travel
):
    harbour = Area.objects.create(council=eastfield, code="E1", name="Harbour")
    charter = factories.adopted_charter(eastfield)
    sweep()
    follow(eastfield, f"charter:{charter.slug}", f"area:{harbour.code}", "charters")
    travel(to=factories.formed_contract(eastfield, brightwork).formed_at)
    travel(hours=1)
    wanted = {"f0@example.org", "f1@example.org"}
    assert heard() & {f"f{n}@example.org" for n in range(3)} == wanted
    mail.outbox.clear()
    assert not heard() & wanted


def test_news_that_names_a_ward_stays_out_of_the_others(eastfield):
    from charters.following import topics_about

    for code, name in (("E1", "Harbour"), ("E2", "Mill")):
        Area.objects.create(council=eastfield, code=code, name=name)
    charter = factories.make_charter(eastfield)
    own = f"charter:{charter.slug}"
    assert topics_about(charter, ["Mill"]) == [own, "area:E2"]
    assert topics_about(charter) == [own, "area:E1", "area:E2"]
    charter.area = Area.objects.get(code="E1")
    assert topics_about(charter, ["Mill"]) == [own, "area:E1"]


def test_wards_and_public_charters_can_be_followed_and_drafts_cannot(eastfield, client):
    Area.objects.create(council=eastfield, code="E1", name="Harbour")
    public = factories.consulting_charter(eastfield, title="Public")
    draft = factories.make_charter(eastfield, title="Hidden")
    keys = {topic.key for topic in topics.topics_of(eastfield)}
    assert {"area:E1", f"charter:{public.slug}"} <= keys
    assert f"charter:{draft.slug}" not in keys
    page = client.get(f"/eastfield/charters/{public.slug}/").text
    assert f"/eastfield/follow/?topic=charter:{public.slug}" in page


def test_a_priority_says_which_contracts_deliver_it_in_constant_queries(
    later, client, django_assert_max_num_queries
):
    page = "/eastfield/priorities/P1/"
    with django_assert_max_num_queries(40) as few:
        text = client.get(page).text
    assert later.title in text
    assert "0% accepted" in text
    assert "No contracts are delivering this priority yet." not in text
    factories.formed_contract(later.council, title="Another contract")
    assert Contract.objects.count() == 2
    with django_assert_max_num_queries(len(few)):
        assert "Another contract" in client.get(page).text


def test_a_priority_nobody_asked_for_and_nothing_delivers_says_so(eastfield, client):
    factories.adopted_charter(eastfield)
    text = client.get("/eastfield/priorities/P1/").text
    assert "No contracts are delivering this priority yet." in text
    assert "No point that people made" in text


def test_a_copied_priority_says_in_public_where_it_comes_from(
    eastfield, westbrook, client
):
    origin = factories.adopted_charter(westbrook).adopted_edition.priorities.get()
    charter = factories.adopted_charter(eastfield)
    assert "Read it there" not in client.get("/eastfield/priorities/P1/").text
    Borrowing.objects.create(
        priority=charter.priorities.get(), origin=origin, by=charter.created_by
    )
    text = client.get("/eastfield/priorities/P1/").text
    assert "From Westbrook Council, not used in a tender yet." in text


def test_who_asked_for_a_priority_is_named_with_the_answer(
    eastfield, dara, mona, client, travel
):
    from consultation.parcels import Remark

    round = factories.open_round(eastfield)
    priority = round.edition.priorities.get()
    remark = Remark(text="Jobs near home, please.", priority=priority)
    factories.send_response(round, remarks=[remark])
    travel(to=round.closes_at)
    comment = round.comments.get()
    comment.publish(mona)
    issue = round.raise_issue("Jobs near home", "People want them.", by=dara)
    issue.gather([comment], by=dara)
    page = f"/eastfield/priorities/{priority.code}/"
    assert "Jobs near home</a>" not in client.get(page).text
    round.analyse(by=dara)
    issue.dispose("accepted", "Yes.", by=dara)
    round.report(by=dara)
    text = client.get(page).text
    assert "Jobs near home</a>, 1 comment" in text
    home = client.get("/eastfield/").text
    assert "comments answered in public" in home
