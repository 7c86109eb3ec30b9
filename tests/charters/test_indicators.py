"""Outcomes in numbers: worked out, frozen, seen, judged and shown."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from charters import indicators, scorecard
from charters.indicators import Seen
from charters.models import Indicator, IndicatorValue
from tests import factories
from tests.stage import staged

POVERTY = {
    "words": "households in fuel poverty",
    "direction": "fewer",
    "baseline": "11300",
    "baseline_on": "2026-03-31",
    "change": "1130",
    "level": "10170",
    "due_on": "2029-12-31",
}


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def say_in_numbers(charter, by, **more):
    values = {
        "words": "households in fuel poverty",
        "direction": "fewer",
        "baseline": Decimal(11300),
        "baseline_on": dt.date(2026, 3, 31),
        "source": "Housing survey",
        "percent": Decimal(10),
        "due_on": charter.ends_on,
    }
    outcome = charter.priorities.get().outcomes.get()
    return Indicator.set_for(outcome, by=by, **(values | more))


@pytest.mark.parametrize(
    ("baseline", "aim", "change"),
    [
        ("11300", {"percent": Decimal(10)}, "1130"),
        ("11305", {"percent": Decimal(10)}, "1131"),
        ("7.5", {"percent": Decimal(10)}, "0.8"),
        ("11300", {"amount": Decimal(900)}, "900"),
    ],
)
def test_the_change_is_worked_out_as_the_baseline_is_counted(baseline, aim, change):
    assert indicators.change_of(Decimal(baseline), **aim) == Decimal(change)


@pytest.mark.parametrize(
    ("values", "on", "verdict", "so_far"),
    [
        ([], "2029-12-31", "not_due", ""),
        ([], "2030-01-01", "no_data", ""),
        ([("9900", "2027-05-01")], "2030-01-01", "no_data", "1,400 fewer"),
        ([("10170", "2029-06-01")], "2030-01-01", "met", "1,130 fewer"),
        ([("10888", "2029-06-01")], "2030-01-01", "partly", "412 fewer"),
        ([("11300", "2029-06-01")], "2030-01-01", "not_met", "No change yet"),
        ([("12000", "2029-06-01")], "2030-01-01", "not_met", "700 more"),
        ([("12000", "2026-01-01")], "2030-01-01", "no_data", ""),
    ],
)
def test_the_scorecard_follows_from_the_figures_and_cannot_be_skipped(
    values, on, verdict, so_far
):
    seen = [Seen(Decimal(value), dt.date.fromisoformat(day)) for value, day in values]
    day = dt.date.fromisoformat(on)
    score = indicators.score(POVERTY, seen, on=day, months_before=12)
    assert score.verdict == verdict
    assert score.so_far.startswith(so_far)
    assert score.aim == "1,130 fewer households in fuel poverty"


@pytest.mark.slow
def test_an_officer_says_an_outcome_in_numbers_and_the_portal_works_out_the_target(
    charter, dara, sign_in
):
    outcome = charter.priorities.get().outcomes.get()
    page = f"{charter.get_workspace_url()}priorities/P1/outcomes/{outcome.uid}/numbers/"
    sent = {
        "words": "households in fuel poverty",
        "direction": "fewer",
        "baseline": "11,300",
        "baseline_on": "2026-03-31",
        "source": "Housing survey",
        "aim": "percent",
        "percent": "10%",
        "due_on": charter.ends_on.isoformat(),
    }
    browser = sign_in(dara)
    shown = browser.post(page, sent, follow=True).content.decode()
    assert "1,130 fewer households in fuel poverty" in shown
    frozen = charter.body()["priorities"][0]["outcomes"][0]["indicator"]
    assert (frozen["change"], frozen["level"]) == ("1130", "10170")
    for wrong, words in (
        ({"percent": ""}, "Enter how much should change"),
        ({"percent": "0"}, "This must be more than 0"),
        ({"percent": "120"}, "fewer than none"),
        ({"due_on": "2099-01-01"}, "before the charter ends"),
    ):
        assert words in browser.post(page, sent | wrong).content.decode()
    browser.post(f"{page}remove/")
    assert not Indicator.objects.exists()


def test_the_database_wants_an_amount_or_a_percentage_and_not_both(charter, dara):
    with pytest.raises(IntegrityError, match="amount_or"), transaction.atomic():
        say_in_numbers(charter, dara, amount=Decimal(5))


@pytest.mark.slow
def test_a_figure_is_public_at_once_and_a_later_one_for_the_day_corrects_it(
    eastfield, dara, cleo, sign_in, client, travel
):
    charter = factories.ready_charter(eastfield, by=dara)
    indicator = say_in_numbers(charter, dara)
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    charter.conclude_consultation(by=dara)
    approver = factories.somebody(eastfield, factories.Role.APPROVER)
    charter.submit(by=dara, approver=approver)
    charter.adopt(by=approver)
    travel(days=400)
    address = f"{charter.get_workspace_url()}scorecard/{indicator.outcome.uid}/"
    for figure in ("11,000", "10,888"):
        sent = {"value": figure, "seen_on": "2027-10-01", "source": "Survey"}
        assert sign_in(cleo).post(address, sent).status_code == 302
    client.logout()
    page = client.get(f"{charter.get_absolute_url()}scorecard/").content.decode()
    assert "412 fewer households in fuel poverty" in page
    assert "Not due yet" in page
    assert (
        "412 fewer" in client.get(f"/{eastfield.slug}/priorities/P1/").content.decode()
    )
    travel(days=2000)
    page = client.get(f"{charter.get_absolute_url()}scorecard/").content.decode()
    assert "No data published" in page
    with pytest.raises(IntegrityError, match="insert-only"), transaction.atomic():
        IndicatorValue.objects.update(value=1)


def test_a_figure_of_the_future_or_without_a_source_is_refused(charter, dara):
    indicator = say_in_numbers(charter, dara)
    for wrong in ({"seen_on": dt.date(2099, 1, 1)}, {"source": " "}):
        found = {"seen_on": dt.date(2026, 5, 1), "source": "S"} | wrong
        with pytest.raises(ValidationError):
            IndicatorValue.write_down(
                charter.council, indicator.outcome.uid, Decimal(1), by=dara, **found
            )


@pytest.mark.slow
def test_a_public_card_never_shows_more_than_one_number_and_one_date(
    eastfield, dara, client
):
    charter = factories.ready_charter(eastfield, by=dara)
    say_in_numbers(charter, dara)
    factories.add_priority(charter, statement="Halve the 1,200 empty homes.")
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    page = client.get(f"/{eastfield.slug}/priorities/").content.decode()
    cards = re.findall(r'<li class="cvc-card.*?</li>', page, re.DOTALL)
    assert len(cards) == 2
    for card in cards:
        words = re.sub(r"<[^>]+>|P\d+ –|by \d+ \w+ \d{4}", " ", card)
        assert len(re.findall(r"\d[\d,.]*", words)) == 1
        assert len(re.findall(r"by \d+ \w+ \d{4}", card)) <= 1


@pytest.mark.slow
def test_a_revision_keeps_the_numbers(eastfield, dara):
    charter = factories.adopted_charter(eastfield, by=dara)
    assert all(line.target for line in scorecard.of_edition(charter.adopted_edition))
    Indicator(
        outcome=charter.priorities.get().outcomes.get(),
        words="homes",
        direction="more",
        baseline=1,
        baseline_on=dt.date(2026, 1, 1),
        source="S",
        amount=1,
        due_on=charter.ends_on,
    ).keep(by=dara)
    copy = charter.revise(by=dara)
    assert copy.priorities.get().outcomes.get().indicator.words == "homes"
