"""What anyone reads before bidding, as a page, as data and as a calendar."""

import json
import os

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from icalendar import Calendar

from tenders import notices
from tenders.releases import release_package
from tests import factories
from tests.stage import staged

STANDARD = os.environ.get("OCDS_STANDARD_ZIP", "")


@staged
def tender(eastfield):
    return factories.published_tender(eastfield)


def address(name, *args):
    return reverse(f"tenders:{name}", args=["eastfield", *args])


def test_all_that_a_bidder_needs_stands_on_one_page_without_a_cookie(client, tender):
    answer = client.get(tender.get_absolute_url())
    page = answer.content.decode()
    asked = tender.priorities.get()
    for words in (
        tender.title,
        tender.description,
        "£480,000",
        asked.question.split("“")[0],
        asked.edition_priority.statement,
        asked.edition_priority.get_absolute_url(),
        asked.metrics.get().metric.title,
        "Amount for full marks",
        "Nothing that answers the question.",
        "public contract under the Procurement Act 2023",
        tender.edition.get_absolute_url(),
        tender.ocid,
        "any two of them together can open it",
    ):
        assert words in page or words in strip_tags(page), words
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in page


def test_drafts_are_not_public(client, eastfield):
    tender = factories.draft_tender(eastfield)
    assert client.get(tender.get_absolute_url()).status_code == 404
    assert client.get(address("tender_release", tender.reference)).status_code == 404
    assert tender.title not in client.get(address("opportunity_list")).content.decode()


def test_the_list_says_what_is_open_and_what_is_not(client, tender):
    page = client.get(address("opportunity_list")).content.decode()
    assert "Open now" in page
    assert tender.title in page
    factories.open_tender(tender)
    page = client.get(address("opportunity_list")).content.decode()
    assert "Bids opened" in page


def test_the_guide_lists_the_priorities_and_the_open_opportunities(client, tender):
    page = client.get(address("suppliers")).content.decode()
    assert tender.priorities.get().title in page
    assert "1 opportunity is open for bids now" in page


def test_the_guide_of_a_council_without_a_charter_says_so(client, westbrook):
    page = client.get(reverse("tenders:suppliers", args=["westbrook"]))
    assert "No charter is in force yet" in page.content.decode()
    page = client.get(reverse("tenders:opportunity_list", args=["westbrook"]))
    assert "No opportunities are open" in page.content.decode()


def test_the_dates_are_a_calendar_file(client, tender):
    answer = client.get(address("tender_dates", tender.reference))
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == 4
    assert any(one["dtstart"].dt == tender.bids_close_at for one in events)


@pytest.mark.slow
def test_lists_ask_the_same_number_of_queries_at_any_length(
    client, eastfield, django_assert_max_num_queries
):
    factories.published_tender(eastfield)
    client.get(address("opportunity_list"))
    for _ in range(2):
        with django_assert_max_num_queries(12):
            client.get(address("opportunity_list"))
        factories.published_tender(eastfield)


def test_the_page_asks_few_queries_at_any_number_of_priorities(
    client, tender, django_assert_max_num_queries
):
    with django_assert_max_num_queries(13):
        client.get(tender.get_absolute_url())


def test_the_release_can_be_read_back_by_our_own_reader(client, tender):
    answer = client.get(address("tender_release", tender.reference))
    found = notices.read(answer.content)
    assert (found.ocid, found.title) == (tender.ocid, tender.title)
    assert found.value == tender.value
    assert found.closes_at == tender.bids_close_at
    assert found.contract_starts_on == tender.contract_starts_on


def problems_of(package) -> list:
    from libcoveocds.api import ocds_json_output
    from libcoveocds.config import LibCoveOCDSConfig

    config = LibCoveOCDSConfig()
    config.config["context"] = "api"
    config.config["standard_zip"] = f"file://{STANDARD}"
    found = ocds_json_output(json_data=package, lib_cove_ocds_config=config)
    return [
        *found["validation_errors"],
        *found["additional_closed_codelist_values"],
        *found["all_additional_fields"],
    ]


@pytest.mark.skipif(
    not STANDARD,
    reason="OCDS_STANDARD_ZIP names no file: releases were not checked by libcoveocds",
)
def test_releases_follow_the_standard_in_every_state(eastfield, brightwork):
    published = factories.published_tender(eastfield)
    cancelled = factories.published_tender(eastfield)
    cancelled.cancel("The budget fell.", by=cancelled.created_by)
    awarded = factories.awarded_tender(eastfield, brightwork)
    for tender in (published, cancelled, awarded):
        package = json.loads(json.dumps(release_package(tender)))
        assert problems_of(package) == [], tender.status
    broken = release_package(published)
    broken["releases"][0]["tender"]["status"] = "sort of open"
    del broken["releases"][0]["ocid"]
    assert problems_of(broken)  # the negative control


@pytest.mark.slow
def test_an_awarded_release_names_the_supplier_and_the_reason(eastfield, brightwork):
    tender = factories.awarded_tender(eastfield, brightwork)
    release = release_package(tender)["releases"][0]
    assert release["tag"] == ["award"]
    assert release["awards"][0]["suppliers"][0]["id"] == "GB-COH-09876543"
    assert release["awards"][0]["description"] == tender.award.reason
