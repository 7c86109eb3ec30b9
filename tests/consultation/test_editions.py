"""The two editions, cell by cell; and no stored field that is in neither."""

import csv
import datetime as dt
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from audit import clock
from consultation import editions
from consultation.models import (
    Answer,
    Attachment,
    Comment,
    CommentReport,
    Contact,
    Draft,
    Mandate,
    Petition,
    Response,
    ResponseVersion,
)
from consultation.parcels import Behalf, Remark, Sender, Signed
from records import copying, exports
from tests.consultation.addresses import url
from tests.consultation.test_files_and_forgetting import picture as png
from tests.factories import ask, open_round, send_response

pytestmark = pytest.mark.django_db
KINDS = ("csv", "xlsx", "json", "jsonl")
GIVEN = ["1", ["1", "3"], ["2", "1"], {"1": 60, "2": 40}, "5"]
SENDER = Sender(
    "community", name="Remi Private", email="remi@example.org", wants_results=True
)
BEHALF = Behalf(
    *("Harbour Carers", True, "small", 250, "We met twice.", True),
    *("A. Client", "Power of attorney"),
)


@pytest.fixture
def asked(eastfield):
    questions = [
        ask("How do you feel?", "choice", ["Well", "Badly"]),
        ask("Which of these?", "several", ["Parks", "Buses", "Clinics"]),
        ask("In which order?", "ranking", ["First aid", "Second hand", "Third age"]),
        ask("Share them out", "points", ["Trees", "Roofs"]),
        ask("How much?", "scale", ["little", "much"]),
        ask("What else?", "text"),
    ]
    return open_round(eastfield, questions=questions)


@pytest.fixture
def whole(asked, mona, dara, travel):
    """A comment cut in part, and a petition that only answers questions."""
    clause = asked.edition.clauses.order_by("position").first()
    remark = Remark(
        "Ring Jo on 07700 900123", "agree", "Name the street.", clause=clause
    )
    first = send_response(
        *(asked, None),
        remarks=[remark],
        sender=SENDER,
        behalf=BEHALF,
        signed=Signed(40, 2, 30),
        confidential_because="We trade.",
    ).response
    questions = [one for one in asked.questions.in_order() if not one.is_text]
    send_response(
        *(asked, None),
        remarks=[],
        answers=dict(zip(questions, GIVEN, strict=True)),
        sender=Sender("lives_here"),
    )
    travel(hours=1)
    first.comments.get().amend(
        "Ring Jo on 07700 900124", wanted_change="Name the street.", stance="agree"
    )
    draft, _token = Draft.begin(asked)
    draft.keep()
    file = Attachment.add(draft, SimpleUploadedFile("plan.png", png()))
    Attachment.objects.filter(pk=file.pk).update(draft=None, response=first)
    travel(to=asked.closes_at)
    comment = first.comments.get()
    comment.publish_in_part([(5, 7, "personal"), (11, 23, "personal")], mona)
    CommentReport.file(comment, "other", "=SUM(1) is no argument")
    issue = asked.raise_issue("Promises need dates", "People want dates.", by=dara)
    issue.gather([comment], by=dara)
    return asked


def read(answer, kind) -> list[dict]:
    """The rows of a downloaded file, whatever its form."""
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    if kind == "json":
        return json.loads(content)
    if kind == "jsonl":
        return [json.loads(line) for line in content.splitlines()]
    head, *rows = load_workbook(io.BytesIO(content)).active.values
    return [
        dict(zip(head, (value or "" for value in row), strict=True)) for row in rows
    ]


def london(moment) -> str:
    return clock.london(moment).strftime("%Y-%m-%d %H:%M:%S")


def test_the_record_of_a_comment_cell_by_cell(whole):
    comment = whole.comments.get()
    report = comment.reports.get()
    (row,) = editions.rows(whole, "record")
    assert dict(zip(editions.head("record"), row, strict=True)) == {
        "comment": comment.reference,
        "about": "Paragraph 1.1",
        "view": "Agree",
        "text as published": "Ring [personal details removed] on "
        "[personal details removed]",
        "published": "Published with words removed",
        "kind of sender": "Community group or charity",
        "place": "",
        "shown as": "Harbour Carers (Community group or charity, "
        "speaks for 250 people)",
        "late": "no",
        "points": "1. Promises need dates",
        "text as sent": "Ring Jo on 07700 900124",
        "wanted change": "Name the street.",
        "written at": london(comment.written_at),
        "amended at": london(comment.amended_at),
        "withheld because": "",
        "redactions": '[{"end": 7, "start": 5, "reason": "personal"}, '
        '{"end": 23, "start": 11, "reason": "personal"}]',
        "checked at": london(comment.moderated_at),
        "reports": "Another reason. =SUM(1) is no argument "
        f"({london(report.reported_at)}, not answered yet)",
        "receipt": comment.response.printed_code,
        "received at": london(comment.response.received_at),
        "channel": "This website",
        "standing": "Counted",
        "withdrawn at": "",
        "name": "Remi Private",
        "email": "remi@example.org",
    }


def test_the_record_of_responses_cell_by_cell(whole):
    table = editions.responses_record(whole)
    first, second = (dict(zip(table.header, row, strict=True)) for row in table.query)
    response = whole.responses.get(kind="community")
    file, version = response.attachments.get(), response.versions.get()
    words = json.loads(
        first.pop("earlier versions").removeprefix(
            f"1, until {london(version.kept_at)}: "
        )
    )
    assert words["comments"][0]["text"] == "Ring Jo on 07700 900123"
    assert first == {
        **dict.fromkeys(first, ""),
        "wants later news": "no",
        "receipt": response.printed_code,
        "response": str(response.uid),
        "number in the ledger": "1",
        "received at": london(response.received_at),
        "recorded at": london(response.recorded_at),
        "late": "no",
        "channel": "This website",
        "kind of sender": "Community group or charity",
        "shown as": "Harbour Carers (Community group or charity, "
        "speaks for 250 people)",
        "standing": "Counted",
        "privacy notice": "1",
        "asks to stay confidential because": "We trade.",
        "name": "Remi Private",
        "name may be shown": "no",
        "email": "remi@example.org",
        "wants the results": "yes",
        "organisation": "Harbour Carers",
        "organisation may be shown": "yes",
        "size": "10 to 49 people",
        "members": "250",
        "how members were asked": "We met twice.",
        "user-led": "yes",
        "client": "A. Client",
        "authority": "Power of attorney",
        "signatures": "38",
        "handed in": "40",
        "given twice": "2",
        "from here": "30",
        "comments": whole.comments.get().reference,
        "files": f"plan.png (sha256 {file.file.sha256}, {london(file.added_at)})",
    }
    assert {name: second[name] for name in ("q1", "q2", "q3", "q4", "q5")} == {
        "q1": "Well",
        "q2": "Parks; Clinics",
        "q3": "1: Second hand; 2: First aid",
        "q4": "Trees: 60; Roofs: 40",
        "q5": "5 – much",
    }


def test_an_answer_in_the_record_reads_as_on_the_page(whole):
    for answer in Answer.objects.select_related("question"):
        answer.question.round = whole
        table = editions.responses_record(whole)
        place = table.header.index(f"q{answer.question.number}")
        assert "; ".join(answer.in_words) in [row[place] for row in table.query]


def test_the_public_edition_of_a_comment_cell_by_cell(whole):
    comment = whole.comments.get()
    (row,) = editions.rows(whole, "public")
    assert dict(zip(editions.head("public"), row, strict=True)) == {
        "comment": comment.reference,
        "about": "Paragraph 1.1",
        "view": "Agree",
        "text as published": "Ring [personal details removed] on "
        "[personal details removed]",
        "published": "Published with words removed",
        "kind of sender": "Community group or charity",
        "place": "",
        "shown as": "Harbour Carers (Community group or charity, "
        "speaks for 250 people)",
        "late": False,
        "points": [],
    }


def test_answers_are_public_as_numbers_once_the_results_are(whole, monkeypatch):
    assert list(editions.counted_answers(whole)) == []
    monkeypatch.setattr(type(whole), "has_results", True)
    rows = list(editions.counted_answers(whole))
    assert rows[:2] == [
        [1, "How do you feel?", "Well", 1, "", 1],
        [1, "How do you feel?", "Badly", 0, "", 1],
    ]
    assert [4, "Share them out", "Trees", 1, "60.00", 1] in rows
    assert rows[-1][:4] == [6, "What else?", "In people's own words", 0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["record_edition", "record_responses"])
def test_every_form_of_the_record_says_the_same(sign_in, max, whole, name, kind):
    answer = sign_in(max).get(url(whole, name, kind=kind))
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == exports.TYPES[kind]
    table = {
        "record_edition": editions.comments_record,
        "record_responses": editions.responses_record,
    }[name](whole)
    quoted = exports.plain if kind in ("json", "jsonl") else exports.cell
    assert read(answer, kind) == [
        dict(zip(table.header, map(quoted, row), strict=True)) for row in table.query
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["public_comments", "public_answers"])
def test_the_public_files_come_in_every_form(client, whole, name, kind):
    answer = client.get(url(whole, name, kind=kind))
    assert answer["Cache-Control"] == "public, max-age=0"
    assert len(read(answer, kind)) == (1 if name == "public_comments" else 0)


def test_no_other_form_is_known(client, whole):
    assert client.get(url(whole, "public_comments", kind="exe")).status_code == 404


MODELS = [
    *(Answer, Attachment, Comment, CommentReport, Contact),
    *(Mandate, Petition, Response, ResponseVersion),
]


def stored(model) -> set[str]:
    return {
        f"{model._meta.model_name}.{field.name}"
        for field in model._meta.get_fields()
        if field.concrete and not field.many_to_many
    }


@pytest.mark.parametrize("model", MODELS)
def test_a_new_field_is_listed_as_a_column_or_left_out_for_a_reason(asked, model):
    known = editions.told_fields(asked) | set(editions.LEFT_OUT)
    assert stored(model) - known == set()
    mine = {one for one in known if one.startswith(f"{model._meta.model_name}.")}
    assert mine - stored(model) == set()


def test_without_its_column_a_field_is_missed(asked, monkeypatch):
    """Negative control."""
    fewer = [one for one in editions.RESPONSE_COLUMNS if one.head != "client"]
    monkeypatch.setattr(editions, "RESPONSE_COLUMNS", fewer)
    known = editions.told_fields(asked) | set(editions.LEFT_OUT)
    assert stored(Mandate) - known == {"mandate.client"}


def test_each_head_stands_once(asked):
    for table in (editions.comments_record(asked), editions.responses_record(asked)):
        assert len(set(table.header)) == len(table.header)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM", " =1", "|x", "%x", "\u3000=1", "a\nb", "\n=1"),
        *("bell\x07", "=\x01", "x" * 40_000, "é" * 20_000, 'say "no"', "plain", "\\N"),
        "back\\slash",
    ],
)
def test_the_database_makes_a_cell_as_safe_as_the_writer(whole, text):
    whole.comments.update(wanted_change=text)
    table = editions.comments_record(whole)
    place = table.header.index("wanted change")
    written, ours = io.BytesIO(), io.BytesIO()
    exports.write_csv(written, table.header, table.query)
    copying.copy_csv(ours, table)
    cells = [
        list(csv.reader(io.StringIO(one.getvalue().decode("utf-8-sig"), newline="")))
        for one in (ours, written)
    ]
    assert cells[0][1][place] == cells[1][1][place] == exports.cell(text)
    lines = io.BytesIO()
    copying.copy_json_lines(lines, table)
    assert json.loads(lines.getvalue())["wanted change"] == exports.plain(text)


def test_a_day_is_written_as_it_is_meant(asked, dara):
    send_response(
        asked,
        "By post.",
        channel="paper",
        postmarked_on=dt.date(2027, 2, 1),
        entered_by=dara,
    )
    table = editions.responses_record(asked)
    (row,) = table.query
    assert row[table.header.index("postmark")] == "2027-02-01"
