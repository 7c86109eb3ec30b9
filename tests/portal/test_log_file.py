"""The council's trail as a file, for those who may read its page."""

import csv
import io

import pytest
from django.urls import reverse

from audit.models import Event
from tests.factories import make_charter

pytestmark = pytest.mark.django_db


def address(kind="csv"):
    return reverse("portal:log_file", args=["eastfield", kind])


def entries(answer) -> list[dict]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_the_file_has_every_entry_with_its_hashes(sign_in, audie, eastfield):
    make_charter(eastfield)
    page = reverse("portal:log", args=["eastfield"])
    browser = sign_in(audie)
    assert address() in browser.get(page).text
    rows = entries(browser.get(address()))
    events = Event.objects.filter(chain=f"council:{eastfield.uid}").order_by(
        "-sequence"
    )
    assert [row["hash"] for row in rows] == [event.hash for event in events]
    assert rows[-2]["hash of the entry before"] == rows[-1]["hash"]


def test_it_keeps_to_what_the_page_was_narrowed_to(sign_in, audie, eastfield):
    make_charter(eastfield)
    rows = entries(sign_in(audie).get(f"{address()}?about=charter."))
    assert rows
    assert {row["what"].partition(".")[0] for row in rows} == {"charter"}


def test_only_those_who_watch_over_the_trail_get_it(sign_in, dara, olu, client):
    assert client.get(address()).status_code == 302
    assert sign_in(dara).get(address()).status_code == 403
    assert sign_in(olu).get(address()).status_code == 404


def test_another_ending_is_not_found(sign_in, audie):
    assert sign_in(audie).get(address("exe")).status_code == 404
