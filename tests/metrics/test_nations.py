"""No council reads another nation's law as its own."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from audit.models import Event
from charters.forms.endorsing import SeekForm
from consultation import holidays
from councils.models import Council
from metrics import nations, reference
from metrics.calendars import bank_holidays, standstill_ends_on
from metrics.models import DatedRule, Framework
from tenders.models import Tender
from tenders.rules import threshold
from tests import factories

pytestmark = pytest.mark.django_db

Nation = Council.Nation
ENGLISH_ONLY = [
    "Social Value) Act 2012",
    "Find a Tender",
    "England",
    "Department for Culture",
]
LAW = re.compile(
    r"Procurement Act|Find a Tender|Social Value\) Act|Reform \(Scotland\)|Sell2Wales"
    r"|Well-being of Future|Councils in England"
)


@pytest.fixture
def wales(eastfield, ada):
    nations.choose(eastfield, Nation.WALES, by=ada)
    return eastfield


@pytest.mark.parametrize("nation", Nation)
def test_each_nation_has_a_profile_with_a_source_and_rules_that_exist(nation):
    law = nations.profile_for(nation)
    assert law.source.title
    for kind in (law.thresholds, law.standstill, law.polls, law.bank_holidays):
        assert DatedRule.objects.filter(kind=kind).exists(), kind
    known = set(Framework.objects.values_list("slug", flat=True))
    assert set(law.lists) <= known
    assert law.social_value
    assert law.equality
    assert law.endorser


def test_the_default_is_england(eastfield):
    assert nations.profile_of(eastfield).nation == Nation.ENGLAND


def test_choosing_a_nation_leaves_one_event(eastfield, ada):
    before = Event.objects.count()
    assert nations.choose(eastfield, Nation.WALES, by=ada) == ["nation"]
    (event,) = Event.objects.order_by("sequence")[before:]
    assert event.verb == "council.settings_changed"


def test_who_adopts_a_charter_follows_the_nation(eastfield, ada):
    nations.choose(eastfield, Nation.SCOTLAND, by=ada)
    assert eastfield.decided_by == "Full Council"


def test_a_council_that_chose_who_adopts_keeps_its_choice(eastfield, ada):
    eastfield.change(by=ada, decided_by="The Mayor")
    nations.choose(eastfield, Nation.SCOTLAND, by=ada)
    assert eastfield.decided_by == "The Mayor"


@pytest.fixture
def tender(eastfield):
    return factories.published_tender(eastfield)


def pages_that_state_duties(client, sign_in, council, ada, tender):
    slug = council.slug
    yield client.get(f"/{slug}/about/")
    yield client.get(tender.get_absolute_url())
    browser = sign_in(ada)
    charter = tender.edition.charter
    for path in (f"charters/{charter.slug}/equality/", "tenders/import/"):
        yield browser.get(f"/{slug}/workspace/{path}")


def own_words(answer) -> str:
    """The main part of a page."""
    text = answer.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_a_welsh_council_never_states_an_english_duty_as_its_own(
    wales, tender, client, sign_in, bea
):
    for role in ("drafter", "procurement_officer"):
        factories.somebody(wales, role)
    for answer in pages_that_state_duties(client, sign_in, wales, bea, tender):
        if answer.status_code == 403:
            continue
        assert answer.status_code == 200
        said = own_words(answer)
        for words in ENGLISH_ONLY:
            assert words not in said, answer.request["PATH_INFO"]
    assert "Future Generations (Wales) Act" in own_words(
        client.get(f"/{wales.slug}/about/")
    )
    assert "Procurement (Wales) Regulations 2024" in own_words(
        client.get(tender.get_absolute_url())
    )


def test_an_english_council_does_state_them(eastfield, tender, client):
    """The control: the same pages name the English law in England."""
    assert "Social Value) Act 2012" in own_words(
        client.get(f"/{eastfield.slug}/about/")
    )
    shown = own_words(client.get(tender.get_absolute_url()))
    assert "public contract under the Procurement Act 2023" in shown


def test_ending_a_contract_names_the_nations_own_platform(eastfield, ada):
    assert "within 30 days on Find a Tender" in nations.ending(eastfield)
    nations.choose(eastfield, Nation.WALES, by=ada)
    assert "within 30 days through Sell2Wales" in nations.ending(eastfield)


def test_the_body_that_endorses_is_the_nations_own(eastfield, ada):
    assert "Culture, Media" in SeekForm(council=eastfield).fields["body"].choices[0][1]
    nations.choose(eastfield, Nation.WALES, by=ada)
    names = [name for _key, name in SeekForm(council=eastfield).fields["body"].choices]
    assert names[0] == "Welsh Government"
    assert not [name for name in names if "Culture, Media" in name]


def test_no_page_and_no_code_names_a_nations_law_beside_the_dated_data():
    """What is written into a page cannot follow the council."""
    root = reference.DATA.parents[1]
    apps = "charters consultation contracts councils metrics records tenders templates"
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for app in apps.split()
        for path in (root / app).rglob("*")
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts
        for match in LAW.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_threshold_is_the_nations_own(eastfield, tender, ada):
    for nation, reached in [(Nation.ENGLAND, False), (Nation.SCOTLAND, True)]:
        nations.choose(eastfield, nation, by=ada)
        small = Tender.objects.get(pk=tender.pk)
        small.value = Decimal(60_000)
        assert threshold(small).applies is reached


def test_the_standstill_is_the_nations_own():
    day = dt.date(2026, 3, 9)
    assert standstill_ends_on(day) == dt.date(2026, 3, 18)
    assert standstill_ends_on(day, Nation.SCOTLAND) == dt.date(2026, 3, 19)
    assert standstill_ends_on(day, Nation.NORTHERN_IRELAND) == dt.date(2026, 3, 19)


def test_scotland_and_northern_ireland_have_holidays_of_their_own():
    year = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
    scotland = bank_holidays(*year, "bank_holidays_scotland")
    assert {dt.date(2027, 1, 4), dt.date(2027, 11, 30)} <= scotland
    assert dt.date(2027, 3, 29) not in scotland, "no Easter Monday"
    assert dt.date(2027, 3, 17) in bank_holidays(
        *year, "bank_holidays_northern_ireland"
    )


def test_a_poll_in_england_does_not_warn_a_council_in_wales(eastfield, ada):
    day = dt.date(2028, 4, 20)
    assert holidays.election_on(eastfield, day).name == "Council elections"
    nations.choose(eastfield, Nation.WALES, by=ada)
    assert holidays.election_on(eastfield, day) is None


def test_a_list_made_for_england_is_named_as_such_in_wales(wales, ada, sign_in, nat):
    Framework.objects.get(slug="ppn-002").approve(by=nat)
    page = "/eastfield/workspace/settings/frameworks/"
    shown = sign_in(ada).get(page).content.decode()
    assert "England. It binds nobody in Wales." in shown
    adopt = sign_in(ada).get(f"{page}ppn-002/adopt/").content.decode()
    assert "This list was made for England." in adopt


def test_no_list_is_marked_where_each_was_made_for_the_nation(ada, sign_in, measures):
    page = sign_in(ada).get("/eastfield/workspace/settings/frameworks/")
    assert "It binds nobody" not in page.content.decode()


def test_an_administrator_chooses_the_nation(eastfield, ada, sign_in):
    page = "/eastfield/workspace/settings/nation/"
    answer = sign_in(ada).post(page, {"nation": "wales"}, follow=True)
    assert "What applies in Wales" in answer.content.decode()
    eastfield.refresh_from_db()
    assert eastfield.nation == "wales"
    refused = sign_in(ada).post(page, {"nation": ""})
    assert "Select a nation" in refused.content.decode()
