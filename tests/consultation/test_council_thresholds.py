"""A council lowers the number under which counts are hidden, and sets its own number
of signatures for a debate; the last equality counts are public."""

import csv
import io

import pytest

from audit.lifecycle import Refused
from consultation import equality, statement, telling
from consultation.models import EqualitySheet
from metrics.models import CouncilStandard, debated_from, hidden_under
from tests.consultation.addresses import url
from tests.consultation.test_equality import fill

pytestmark = pytest.mark.django_db
SETTINGS = "/eastfield/workspace/settings/standard/"


def choose(council, by, **more):
    return CouncilStandard.choose(
        council, reading_age=None, shows_money_values=False, by=by, **more
    )


def test_a_council_may_hide_less_and_another_is_not_touched(eastfield, westbrook, ada):
    assert hidden_under(eastfield) == 10
    choose(eastfield, ada, hide_under=5)
    assert (hidden_under(eastfield), hidden_under(westbrook)) == (5, 10)


@pytest.mark.parametrize("number", [0, 4, 11])
def test_never_under_five_and_never_more_than_usual(eastfield, ada, number):
    with pytest.raises(Refused, match="between 5 and 10"):
        choose(eastfield, ada, hide_under=number)


def test_a_lower_number_that_got_in_somehow_still_hides_under_five(eastfield, ada):
    choose(eastfield, ada, hide_under=5)
    CouncilStandard.objects.update(hide_under=1)
    assert hidden_under(eastfield) == 5


def test_the_lower_number_shows_counts_from_six(round, ada):
    fill(round, 30, sex="female")
    fill(round, 6, 30, sex="male")
    fill(round, 9, 36, age="25_34")
    choose(round.council, ada, hide_under=5)
    shown = equality.release(round).shown("sex")
    assert shown.counts["male"] == 6


def test_without_it_the_same_counts_are_hidden(round):
    """Negative control."""
    fill(round, 30, sex="female")
    fill(round, 6, 30, sex="male")
    fill(round, 9, 36, age="25_34")
    assert equality.release(round).shown("sex").counts["male"] is None


def test_the_settings_page_says_what_is_wrong(sign_in, ada, eastfield):
    browser = sign_in(ada)
    page = browser.post(SETTINGS, {"shows_money_values": "no", "hide_under": "3"})
    assert "between 5 and 10" in page.text
    browser.post(
        SETTINGS,
        {"shows_money_values": "no", "hide_under": "6", "petition_debate_from": "750"},
    )
    assert hidden_under(eastfield) == 6
    assert debated_from(eastfield) == 750


def test_the_last_counts_stand_in_the_statement_and_in_a_file(client, reported):
    EqualitySheet.objects.all().delete()
    type(reported).objects.filter(pk=reported.pk).update(status="scheduled")
    reported.refresh_from_db()
    fill(reported, 30, sex="female")
    fill(reported, 3, 30, sex="male")
    type(reported).objects.filter(pk=reported.pk).update(status="reported")
    assert client.get(url(reported, "equality_csv")).status_code == 404
    reported = type(reported).objects.for_reading().get(pk=reported.pk)
    built = statement.build(reported)
    assert built.content["equality_answers"] == telling.equality_answers(reported)
    assert statement.build(reported).pk == built.pk
    file = b"".join(client.get(url(reported, "equality_csv")).streaming_content)
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    counts = {row[2] for row in rows}
    assert "30" in counts
    assert "3" not in counts
    assert "hidden" in {row[3] for row in rows}
    shown = client.get(url(reported, "statement")).text
    assert "small ones are hidden" in shown
    assert url(reported, "equality_csv") in shown


def test_before_the_results_there_is_no_file(client, round):
    fill(round, 30, sex="female")
    equality.release(round)
    assert client.get(url(round, "equality_csv")).status_code == 404
