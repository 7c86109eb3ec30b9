"""Rounds of a given size are made fast, exactly, and in balance with the ledger."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultation import ledger
from consultation.seeding import SIZES, Size, fill
from tests.consultation.addresses import url
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def test_a_size_is_exact_and_balanced_with_the_ledger(round):
    send_response(round)
    call_command(
        "seed_consultation",
        size="XS",
        council="eastfield",
        consultation=round.consultation.slug,
        verbosity=0,
    )
    figures = round.figures()
    assert (figures["responses"], figures["comments"]) == (21, 101)
    assert ledger.differences(round) == []
    assert send_response(round).response.ingest_item.number == 22


def test_nothing_is_seeded_into_a_live_installation(round, settings):
    settings.CLOCK_MAY_BE_MOVED = False
    with pytest.raises(CommandError, match="never go into a live"):
        call_command("seed_consultation", size="XS")


def test_a_round_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="no such round"):
        call_command("seed_consultation", size="XS", consultation="nothing")


def test_the_sizes_are_those_of_the_budgets():
    assert SIZES["S"] == Size(1_000, 5_000)
    assert SIZES["L"] == Size(60_000, 400_000)


@pytest.mark.parametrize(
    "name", ["comment_list", "consultation_detail", "read_section"]
)
def test_public_lists_take_as_many_queries_at_any_size(client, round, travel, name):
    """Complaint 29: pages slow with comments."""
    more = {}
    if name == "read_section":
        more["section"] = round.edition.document["sections"][0]["key"]
    counts = []
    fill(round, SIZES["XS"])
    travel(to=round.closes_at)
    for size in (None, Size(60, 400)):
        if size:
            fill(round, size)
        client.get(url(round, name, **more))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url(round, name, **more)).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
