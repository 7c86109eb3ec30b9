"""The open money values: what anyone may read about them, and take away."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.models import UnitValue

pytestmark = pytest.mark.django_db
PAGE = "/unit-values/"


def text(client, page=PAGE):
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_value_says_what_it_may_and_may_not_be_used_for(client):
    assert not UnitValue.objects.filter(use_for="").exists()
    assert not UnitValue.objects.filter(not_for="").exists()
    page = text(client, f"{PAGE}?q=WELLBY")
    mine = UnitValue.objects.get(code="WELLBY")
    for words in (mine.use_for, mine.not_for, mine.note, mine.source.title):
        assert words in page
    assert "£13,000 for each WELLBY" in page
    assert "Range: £10,000 to £16,000" in page
    assert "2019" in page
    assert "Checked." in page


def test_all_values_are_on_two_pages_and_none_twice(client):
    both = text(client) + text(client, f"{PAGE}?page=2")
    for value in UnitValue.objects.all():
        assert both.count(f'id="{value.code.lower()}"') == 1
    assert client.get(f"{PAGE}?page=9").status_code == 404


def test_the_list_asks_as_much_for_one_value_as_for_twenty(client):
    def asked(query):
        with CaptureQueriesContext(connection) as queries:
            text(client, PAGE + query)
        return len(queries)

    assert asked("?q=WELLBY") == asked("")


def test_words_that_fit_nothing_lead_back_to_all(client):
    page = text(client, f"{PAGE}?q=%3Czebra%3E")
    assert "No value has these words." in page
    assert "<zebra>" not in page
    assert "CO2E-2026" not in page


def test_the_files_hold_every_value_with_its_source(client):
    def content(kind):
        answer = client.get(f"/unit-values.{kind}")
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)

    values = UnitValue.objects.count()
    rows = list(csv.DictReader(io.StringIO(content("csv").decode("utf-8-sig"))))
    listed = json.loads(content("json"))
    assert len(rows) == len(listed) == values
    assert content("xlsx")[:2] == b"PK"
    for row in (*rows, *listed):
        assert row["source"]
        assert row["not_for"]
    assert client.get("/unit-values.exe").status_code == 404


def test_the_lists_of_measures_and_the_working_lead_to_the_values(client):
    assert f'href="{PAGE}"' in text(client, "/frameworks/")
    mine = UnitValue.objects.get(code="CO2E-2026")
    assert mine.title in text(client, mine.get_absolute_url())
