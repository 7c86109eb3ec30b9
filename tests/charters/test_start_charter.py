"""Beginning a charter: from a template, a blank page, a copy."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.models import Event
from charters.models import Charter
from councils.models import Area
from tests import factories

ADDRESS = "/eastfield/workspace/charters/new/"
ANSWERS = {
    "title": "What Eastfield works for",
    "outline": "local_plan",
    "starts_on": "2027-01-01",
    "ends_on": "2030-12-31",
}


def test_a_charter_starts_with_the_headings_of_the_template(eastfield, dara):
    charter = factories.make_charter(eastfield, by=dara)
    headings = list(charter.sections.values_list("heading", flat=True))
    assert headings[0] == "Our place"
    assert len(headings) == 7
    assert all(charter.sections.values_list("guidance", flat=True))
    assert charter.status == Charter.Status.DRAFTING


def test_starting_is_written_in_the_trail(eastfield, dara):
    charter = factories.make_charter(eastfield, by=dara)
    event = Event.objects.get(verb="charter.started")
    assert event.subject_reference == charter.slug
    assert event.actor == str(dara.actor_id)


def test_the_review_is_promised_three_years_on_or_at_the_end(eastfield, dara):
    day = dt.date(2027, 1, 1)
    long = factories.make_charter(eastfield, by=dara, starts_on=day)
    short = factories.make_charter(
        eastfield, by=dara, starts_on=day, ends_on=dt.date(2028, 1, 1)
    )
    assert long.review_on == dt.date(2030, 1, 1)
    assert short.review_on == dt.date(2028, 1, 1)


def test_a_copy_has_the_words_but_its_own_identities_and_codes(eastfield, dara):
    first = factories.ready_charter(eastfield, by=dara)
    copy = factories.make_charter(eastfield, by=dara, copy_of=first)
    before, after = first.body(), copy.body()
    assert copy.revises is None
    old, new = before["sections"][0]["clauses"][0], after["sections"][0]["clauses"][0]
    assert (new["text"], new["uid"] == old["uid"]) == (old["text"], False)
    assert [one["code"] for one in before["priorities"]] == ["P1"]
    assert [one["code"] for one in after["priorities"]] == ["P2"]
    assert after["priorities"][0]["rests_on"] == [new["uid"]]


@pytest.mark.parametrize("belongs", ["area", "copy_of"])
def test_nothing_of_another_council_can_be_taken_over(
    eastfield, westbrook, dara, belongs
):
    theirs = {
        "area": lambda: Area.objects.create(council=westbrook, code="W1", name="Mill"),
        "copy_of": lambda: factories.make_charter(westbrook),
    }[belongs]()
    with pytest.raises(ValidationError, match="another council"):
        factories.make_charter(eastfield, by=dara, **{belongs: theirs})


def test_a_charter_that_ends_before_it_starts_is_refused_in_words_and_by_the_database(
    eastfield, dara
):
    day = dt.date(2027, 1, 1)
    with pytest.raises(ValidationError, match="End date must be after"):
        factories.make_charter(eastfield, by=dara, starts_on=day, ends_on=day)
    charter = factories.make_charter(eastfield, by=dara)
    refused = pytest.raises(IntegrityError, match="ends_after_it_starts")
    with refused, transaction.atomic():
        Charter.objects.filter(pk=charter.pk).update(ends_on=charter.starts_on)


def test_an_officer_starts_a_charter_in_the_browser(eastfield, dara, sign_in):
    browser = sign_in(dara)
    assert browser.get(ADDRESS).status_code == 200
    answer = browser.post(ADDRESS, ANSWERS)
    charter = Charter.objects.get()
    assert answer.url == charter.get_workspace_url()
    assert (charter.slug, charter.created_by) == ("2027-2030", dara)
    assert browser.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Enter a name for the charter"),
        ({"starts_on": ""}, "Enter the date the charter starts"),
        ({"ends_on": "2026-01-01"}, "End date must be after the start date"),
        ({"outline": ""}, "Select what you want to start from"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(eastfield, dara, sign_in, wrong, words):
    answer = sign_in(dara).post(ADDRESS, ANSWERS | wrong)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Charter.objects.exists()


def test_a_copy_is_offered_by_name_and_made(eastfield, dara, sign_in):
    first = factories.ready_charter(eastfield, by=dara)
    browser = sign_in(dara)
    assert f"A copy of “{first.title}”" in browser.get(ADDRESS).content.decode()
    browser.post(ADDRESS, ANSWERS | {"outline": f"copy-{first.slug}"})
    copy = Charter.objects.exclude(pk=first.pk).get()
    assert copy.sections.count() == first.sections.count()


def test_the_details_can_be_changed_and_who_did_is_remembered(eastfield, dara, sign_in):
    charter = factories.make_charter(eastfield, by=dara)
    address = f"{charter.get_workspace_url()}details/"
    sent = ANSWERS | {"summary": "In short.", "review_on": "2029-01-01"}
    assert sign_in(dara).post(address, sent).url == charter.get_workspace_url()
    charter.refresh_from_db()
    assert (charter.title, charter.summary) == (ANSWERS["title"], "In short.")
    assert charter.history.filter(history_user=dara).exists()


def test_who_has_a_document_is_led_to_bring_it_in(eastfield, dara, sign_in):
    answer = sign_in(dara).post(ADDRESS, ANSWERS | {"outline": "document"})
    charter = Charter.objects.get()
    assert answer.url == f"{charter.get_workspace_url()}import/"
    assert not charter.sections.exists()


def test_a_document_can_be_brought_in_after_the_first_words(eastfield, dara, sign_in):
    charter = factories.make_charter(eastfield, by=dara, first_words=True)
    page = sign_in(dara).get(charter.get_workspace_url()).text
    assert f"{charter.get_workspace_url()}import/" in page
