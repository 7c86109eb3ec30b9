"""A form to fill in by hand. Its codes are those of the page where it is keyed in."""

import re

import pytest
from django.template.loader import render_to_string

from audit import clock
from consultation import codes, paper
from consultation.forms.keying import KeyInForm
from records import rendering
from records.models import Rendition
from tests.consultation.addresses import url
from tests.factories import open_round
from tests.factories.consultation import ask
from tests.stage import staged

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[CWSNQ]\d+[a-d]?\b")


@staged
def round(eastfield):
    return open_round(
        eastfield,
        questions=[
            ask("Which first?", "choice", ["Buses", "Trees"]),
            ask("What is missing?", "text", []),
        ],
    )


def codes_of(document) -> set[str]:
    boxes = [box for one in document["comments"] for box in one["boxes"]]
    for part in ("questions", "who", "petition", "sender"):
        boxes += document[part]
    return {box["code"] for box in boxes}


def test_the_form_asks_what_the_round_asks_with_room_to_write(client, round):
    page = client.get(url(round, "print_form")).content.decode()
    assert "Q1</strong> Which first?" in page
    assert "Q2</strong> What is missing?" in page
    assert "Buses" in page
    assert "Where to hand it in" in page
    assert "It must reach us before" in page
    assert "What happens to your data" in page
    assert "csrfmiddlewaretoken" not in page


def test_every_code_on_paper_stands_on_the_page_where_it_is_keyed_in(
    sign_in, dara, round
):
    on_paper = codes_of(paper.document_of(round))
    keyed = sign_in(dara).get(url(round, "add_response")).content.decode()
    shown = set(CODE.findall(re.sub(r"<[^>]+>", " ", keyed)))
    first = {code for code in on_paper if not code.startswith(("C2", "C3"))}
    missing = first - shown
    assert missing <= {codes.of_field("area")}, missing  # no wards, no such field


def test_a_box_that_nobody_can_key_in_would_be_seen(round):
    fields = set(KeyInForm(round=round).fields)
    for name in (*codes.SPEAKS_FOR, *codes.PETITION, *codes.SENDER):
        assert name in fields | {"area"}, name
    assert codes.of_field("channel") == ""


def test_the_file_is_made_by_the_worker_in_both_sizes(client, round):
    for name, template in (
        ("print_form_pdf", "response_form"),
        ("print_form_large_pdf", "response_form_large"),
    ):
        answer = client.get(url(round, name))
        assert answer.status_code == 302
        asked = Rendition.objects.get(template=template)
        assert answer["Location"] == asked.get_absolute_url()
        client.get(url(round, name))
        assert Rendition.objects.filter(template=template).count() == 1
        printed = rendering.print_document(asked)
        assert printed.content.startswith(b"%PDF")
        assert asked.is_public


def test_nothing_of_the_form_shows_before_the_opening(client, round):
    start = round.get_absolute_url()
    with clock.at(round.opens_at.replace(year=round.opens_at.year - 1)):
        for name in ("print_form", "print_form_pdf"):
            assert client.get(url(round, name))["Location"] == start


def test_a_form_of_a_closed_round_says_that_it_is_late(client, round, travel):
    travel(to=round.closes_at)
    page = client.get(url(round, "print_form_large")).content.decode()
    assert "What you hand in now is late." in page


def test_the_form_is_found_from_the_consultation_and_the_formats(
    client, sign_in, dara, round
):
    start = client.get(round.get_absolute_url()).content.decode()
    assert url(round, "print_form") in start
    assert url(round, "print_form_large") in start
    formats = sign_in(dara).get(url(round, "formats")).content.decode()
    assert url(round, "print_form") in formats


def test_the_page_and_the_file_say_the_same(round):
    document = paper.document_of(round)
    printed = render_to_string(
        "pdf/response_form.html", {"document": document, "title": "Form"}
    )
    for code in codes_of(document):
        assert f">{code}</strong>" in printed, code
