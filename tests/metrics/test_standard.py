"""What a council asks of its own words."""

import pytest

from audit.lifecycle import Refused
from audit.models import Event
from metrics.models import CouncilStandard, Term, rules_for

pytestmark = pytest.mark.django_db
SETTINGS = "/eastfield/workspace/settings/standard/"


def test_without_a_choice_the_dated_default_applies(eastfield):
    rules = rules_for(eastfield)
    assert (rules.oldest, rules.longest_sentence) == (11, 25)
    assert ("utilise", "use") in rules.avoid
    assert not CouncilStandard.of(eastfield).shows_money_values


def test_a_council_chooses_its_limit_and_the_trail_says_who(eastfield, westbrook, ada):
    for _time in range(2):
        CouncilStandard.choose(
            eastfield, reading_age=9, shows_money_values=False, by=ada
        )
    assert rules_for(eastfield).oldest == 9
    assert rules_for(westbrook).oldest == 11
    assert Event.objects.filter(verb="standard.chosen").count() == 1


@pytest.mark.parametrize("age", [8, 17])
def test_an_age_that_helps_nobody_is_refused(eastfield, ada, age):
    with pytest.raises(Refused, match="between 9 and 16"):
        CouncilStandard.choose(
            eastfield, reading_age=age, shows_money_values=True, by=ada
        )


def test_the_page_keeps_the_choice(sign_in, ada, eastfield):
    browser = sign_in(ada)
    browser.post(SETTINGS, {"reading_age": "10", "shows_money_values": "yes"})
    page = browser.get(SETTINGS).content.decode()
    assert 'value="10"' in page
    assert CouncilStandard.of(eastfield).shows_money_values


def test_an_entry_holds_the_councils_meaning_beside_the_standard_one(eastfield, ada):
    Term.define("Local", "In our eight wards.", by=ada, council=eastfield, unit="wards")
    entries = {entry["slug"]: entry for entry in Term.objects.entries_for(eastfield)}
    standard = Term.objects.current().standard().get(slug="local")
    assert entries["local"]["definition"] == "In our eight wards."
    assert entries["local"]["standard"] == standard.definition
    assert entries["sme"]["is_local"] is False
