"""Your work: what waits, what the council works on, and what changed there."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from charters.models import Charter, Edition, Section
from consultation.models import Assignment, Consultation, IngestItem, Round
from councils import setup, work
from councils.accounts.landing import first_page_of
from councils.models import Area, Membership, Role
from records.models import DataRequest
from tenders.models import Tender
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/eastfield/workspace/"


def make_charters(council, dara, amal, first, last):
    """Drafts, and as many charters in force, each for a ward of its own."""
    today = clock.today()
    areas = Area.objects.bulk_create(
        Area(council=council, code=f"E0500{n:04}", name=f"Ward {n}")
        for n in range(first, last)
    )
    dates = {"starts_on": today, "ends_on": today + dt.timedelta(days=900)}
    Charter.objects.bulk_create(
        Charter(council=council, slug=f"d{n}", title=f"D{n}", created_by=dara, **dates)
        for n in range(first, last)
    )
    found = Charter.objects.bulk_create(
        Charter(
            council=council,
            slug=f"f{area.code}".lower(),
            title=f"Of {area.name}",
            area=area,
            created_by=dara,
            status=Charter.Status.ADOPTED,
            adopted_on=today,
            adopted_by=amal,
            in_force_from=today,
            review_on=today + dt.timedelta(days=800),
            **dates,
        )
        for area in areas
    )
    Edition.objects.bulk_create(
        Edition(
            charter=charter,
            number=1,
            kind=Edition.Kind.ADOPTED,
            document={"priorities": []},
            text_hash="0" * 64,
            content_hash="0" * 64,
            frozen_by=dara,
        )
        for charter in found
    )
    return found


def make_rounds(council, charters, officer):
    """Closed rounds that are late with their results, with one item on paper each."""
    opened = clock.now() - dt.timedelta(weeks=60)
    for charter in charters:
        about = Consultation.objects.create(
            council=council, charter=charter, slug=charter.slug, title=charter.title
        )
        round = Round.objects.create(
            consultation=about,
            charter=charter,
            status=Round.Status.SCHEDULED,
            edition=charter.editions.get(),
            opens_at=opened,
            closes_at=opened + dt.timedelta(weeks=8),
        )
        Assignment.objects.create(
            round=round, part="whole", label="All", officer=officer
        )
        IngestItem.objects.create(
            round=round, number=1, source="paper", arrived_at=opened
        )


def make_more(council, dara, amal, first, last):
    charters = make_charters(council, dara, amal, first, last)
    make_rounds(council, charters, dara)
    DataRequest.objects.bulk_create(
        DataRequest(
            council=council,
            kind="erase",
            email=f"r{n}@example.org",
            confirmed_at=clock.now(),
            answer_by_on=clock.today(),
        )
        for n in range(first, last)
    )
    edition = charters[0].editions.get()
    Tender.objects.bulk_create(
        Tender(
            council=council,
            edition=edition,
            reference=f"T{n}",
            title=f"Work {n}",
            status=status,
            created_by=dara,
        )
        for n in range(first, last)
        for status in [Tender.Status.DRAFTING]
    )


@pytest.fixture
def everybody(eastfield, dara):
    """Dara with every role, so that every source of work is asked."""
    for role in Role:
        Membership.grant(eastfield, dara, role)
    return dara


def test_the_queries_do_not_grow_with_what_waits(eastfield, everybody, amal, sign_in):
    browser = sign_in(everybody)
    make_more(eastfield, everybody, amal, 0, 3)
    browser.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        page = browser.get(ADDRESS)
    waited = page.context["page"].paginator.count
    make_more(eastfield, everybody, amal, 3, 23)
    with CaptureQueriesContext(connection) as many:
        page = browser.get(ADDRESS)
    assert page.context["page"].paginator.count >= waited + 100
    grew = {q["sql"].split("WHERE")[0] for q in many} - {
        q["sql"].split("WHERE")[0] for q in few
    }
    assert len(many) == len(few), grew
    assert len(page.context["page"]) == 20
    assert "Page 2" in page.content.decode()


def test_a_source_that_asks_about_each_thing_is_noticed(
    eastfield, everybody, amal, sign_in, monkeypatch
):
    def asks_about_each(user, council):
        for charter in Charter.objects.for_council(council):
            yield work.WorkItem(None, f"{charter.council.name}", "/")

    counts = []
    monkeypatch.setattr(work, "_answers", [asks_about_each])
    for first, last in [(0, 3), (3, 9)]:
        make_charters(eastfield, everybody, amal, first, last)
        browser = sign_in(everybody)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(ADDRESS)
        assert len(page.context["page"]) == 2 * last
        counts.append(len(asked))
    assert counts[1] > counts[0]


def test_each_list_is_short_and_leads_to_the_whole(eastfield, dara, amal, sign_in):
    make_rounds(eastfield, make_charters(eastfield, dara, amal, 0, 7), dara)
    page = sign_in(dara).get(ADDRESS)
    charters, rounds = page.context["shelves"]
    assert (len(charters.entries), charters.count) == (5, 14)
    assert (len(rounds.entries), rounds.count) == (5, 7)
    assert [entry.title[0] for entry in charters.entries] == ["D"] * 5  # drafts first
    html = page.content.decode()
    assert f'href="{ADDRESS}charters/"' in html
    assert f'href="{ADDRESS}consultations/"' in html
    assert "Closed on" in html
    assert len(page.context["changes"]) == 5
    assert f'href="{ADDRESS}changed/"' in html


def test_what_was_written_last_stands_first(eastfield, dara, sign_in, travel):
    first = factories.make_charter(eastfield, by=dara, title="First")
    travel(hours=1)
    second = factories.make_charter(eastfield, by=dara, title="Second")
    named = lambda: [one.title for one in work.changed_for(dara, eastfield, 5)]  # noqa: E731
    assert named() == ["Second", "First"]
    travel(hours=2)
    Section.add(first, "A new part", by=dara)
    assert named() == ["First", "Second"]
    travel(hours=3)
    round = factories.planned_round(eastfield, charter=second, by=dara)
    assert named()[0] == str(round)


def test_what_changed_is_on_pages_and_old_changes_fall_off(
    eastfield, dara, amal, sign_in
):
    make_charters(eastfield, dara, amal, 0, 60)
    page = sign_in(dara).get(f"{ADDRESS}changed/?page=5")
    assert page.context["page_obj"].paginator.count == 100
    assert len(page.context["object_list"]) == 20


def test_nothing_of_another_council_is_shown(westbrook, eastfield, olu, dara, sign_in):
    factories.make_charter(westbrook, by=olu, title="Of Westbrook")
    page = sign_in(dara).get(ADDRESS).content.decode()
    assert "Of Westbrook" not in page
    assert "No charters yet" in page
    assert "Nothing has changed yet" in page


def test_only_who_can_set_the_council_up_is_asked_to(eastfield, ada, dara, sign_in):
    assert "Set up your council" in sign_in(ada).get(ADDRESS).content.decode()
    assert "Set up your council" not in sign_in(dara).get(ADDRESS).content.decode()


def test_an_administrator_is_led_to_what_is_next_right_after_signing_in(ada, sign_in):
    page = sign_in(ada).get(first_page_of(ada)).text
    notice = page[page.index("govuk-notification-banner") :]
    notice = notice[: notice.index("<h2>")]  # it stands before all lists
    assert 'href="/eastfield/workspace/setup/"' in notice
    assert "Next: Council details." in notice


def test_nobody_is_led_to_a_list_with_nothing_left_that_must_be_done(
    ada, eastfield, sign_in, monkeypatch
):
    may_stay = setup.SetupTask(5, "Say hello", "/hello/", False, is_optional=True)
    monkeypatch.setattr(setup, "tasks_for", lambda council: [may_stay])
    assert "Set up your council" not in sign_in(ada).get(ADDRESS).text
    page = sign_in(ada).get(f"{ADDRESS}setup/").text
    assert "You may leave the rest as it is." in page
    assert "nothing that you must do" in sign_in(ada).get(f"{ADDRESS}settings/").text
