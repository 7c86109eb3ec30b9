"""A table of responses: looked at first, taken once, and undone as a whole."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from consultation import import_tables, importing, ledger, staging, tasks
from consultation.import_rows import Reader
from consultation.models import Comment, ImportBatch, Response
from consultation.submission import submit
from records.models import Letter
from tests.consultation.addresses import url
from tests.factories import ask, open_round

pytestmark = pytest.mark.django_db
HEAD = "key,received_on,kind,ward,about,stance,comment,organisation\n"


def table(*rows):
    day = clock.today().isoformat()
    lines = [row.replace("TODAY", day) for row in rows]
    return (HEAD + "\n".join(lines) + "\n").encode()


GOOD = (
    "1,TODAY,lives_here,,1.1,agree,Add dates,",
    "2,TODAY,A business,,P1,,Pay on time,Lantern Joinery",
    "3,TODAY,,,,,Good overall,",
)


@pytest.fixture
def begin(round, dara):
    def upload(*rows, content=None, name="table.csv", source="Libraries"):
        file = SimpleUploadedFile(name, content or table(*rows))
        return importing.begin(round, file, source, "paper", by=dara)

    return upload


def run(batch, by):
    batch.confirm(by=by)
    return importing.run(batch)


def test_a_look_keeps_nothing(begin):
    look = importing.look(begin(*GOOD))
    assert (look.new, look.repeats, look.problems) == (3, 0, [])
    assert not Response.objects.exists()


def test_each_row_becomes_a_response_like_any_other(begin, round, dara):
    assert run(begin(*GOOD), dara) == 3
    about = {comment.text: comment.about for comment in Comment.objects.all()}
    assert about["Add dates"] == "Paragraph 1.1"
    assert about["Pay on time"].startswith("Priority P1")
    assert about["Good overall"] == "The whole charter"
    assert Response.objects.get(kind="business").mandate.organisation == (
        "Lantern Joinery"
    )
    assert ledger.differences(round) == []


def test_an_import_cannot_silently_double_rows(begin, dara):
    """Complaint 24."""
    run(begin(*GOOD), dara)
    again = begin(*GOOD, "4,TODAY,,,,,One more,")
    look = importing.look(again)
    assert (look.new, look.repeats) == (1, 3)
    assert run(again, dara) == 1
    assert Response.objects.count() == 4


def test_without_keys_the_words_tell_a_row(begin, dara):
    row = ",TODAY,,,,,No key here,"
    run(begin(row), dara)
    run(begin(row), dara)
    assert Response.objects.count() == 1


def test_a_row_that_changed_since_is_named_and_not_taken(begin, dara):
    run(begin(GOOD[0]), dara)
    changed = begin(GOOD[0].replace("Add dates", "Remove dates"))
    assert importing.look(changed).problems == [
        (2, "it was imported before with other words")
    ]
    run(changed, dara)
    assert Comment.objects.get().text == "Add dates"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1,soon,,,,,Hm,", "the date received must be like 2027-02-12"),
        ("1,2090-01-01,,,,,Hm,", "the date received must be today or in the past"),
        ("1,TODAY,robot,,,,Hm,", "“robot” is not a known kind"),
        ("1,TODAY,,Atlantis,,,Hm,", "“Atlantis” is not a ward here"),
        ("1,TODAY,,,99.9,,Hm,", "“99.9” is no paragraph or priority"),
        ("1,TODAY,,,,,,x", "the comment is empty"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_by_its_number(
    begin, round, dara, row, problem
):
    batch = begin(row, GOOD[1])
    assert importing.look(batch).problems == [(2, problem)]
    assert run(batch, dara) == 1
    rejected = round.ingest_items.get(state="rejected")
    assert problem in rejected.reason


def test_two_rows_of_one_file_cannot_share_a_key(begin):
    look = importing.look(begin(GOOD[0], GOOD[0].replace("Add", "No")))
    assert look.problems == [(3, "it has the same key as row 2")]


def test_a_workbook_is_read_like_a_csv(begin, dara):
    book = Workbook()
    book.active.append(["received_on", "comment"])
    book.active.append([clock.today(), "From a workbook"])
    stream = io.BytesIO()
    book.save(stream)
    assert run(begin(content=stream.getvalue(), name="t.xlsx"), dara) == 1
    assert Comment.objects.get().text == "From a workbook"


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"received_on,comment\n"])
def test_a_file_without_columns_or_rows_is_refused(begin, content):
    with pytest.raises(ValidationError):
        begin(content=content)
    assert not ImportBatch.objects.exists()


def test_an_import_that_stops_half_way_goes_on_where_it_stopped(
    begin, round, dara, monkeypatch
):
    """Kill the worker in the middle; nothing is lost and nothing doubled."""
    batch = begin(*GOOD)
    batch.confirm(by=dara)
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    kept, calls = staging.keep, []

    class Killed(BaseException):
        pass

    def die_at_the_second(*given, **more):
        calls.append(1)
        done = kept(*given, **more)
        if len(calls) == 2:
            raise Killed
        return done

    with monkeypatch.context() as broken:
        broken.setattr(staging, "keep", die_at_the_second)
        with pytest.raises(Killed):
            importing.run(batch)
    sums = ledger.figures(round)
    assert (sums["items"], sums["kept"], sums["responses"]) == (1, 1, 1)
    assert ledger.differences(round) == []
    assert tasks.run_imports() == 1
    sums = ledger.figures(round)
    assert (sums["items"], sums["kept"], sums["responses"]) == (3, 3, 3)
    assert ledger.differences(round) == []


def submitted_one_by_one(batch):
    """The same rows by `submit`, as each would be kept alone."""
    for row in Reader(batch).rows():
        if row.problems:
            continue
        submit(
            batch.round,
            row.content,
            row.sender,
            idempotency_key=f"alone:{row.key}"[:64],
            channel=batch.channel,
            received_at=row.received_at,
            postmarked_on=row.postmarked_on,
            entered_by=batch.made_by,
        )


def everything_in(response) -> dict:
    """What is stored of a response, without what is drawn by lot."""
    drawn = {
        *("id", "uid", "receipt_code", "link_hash", "idempotency_key", "response"),
        *("reference", "recorded_at"),
    }

    def stored(record):
        if record is None:
            return None
        return {k: v for k, v in model_to_dict_of(record).items() if k not in drawn}

    return {
        "response": stored(response),
        "comments": [stored(one) for one in response.comments.order_by("text")],
        "answers": [stored(one) for one in response.answers.order_by("question")],
        "around": [
            stored(getattr(response, name, None))
            for name in ("mandate", "petition", "contact")
        ],
    }


def model_to_dict_of(record) -> dict:
    return {
        field.name: getattr(record, field.attname)
        for field in record._meta.concrete_fields
    }


FULL = (
    "key,received_on,postmark,kind,ward,about,section,question,stance,comment,"
    "wanted_change,organisation,size,members,how_asked,agent_for,authority,"
    "signatures,signed_twice,signed_here,name,email,q1,q2,q3\n"
    "1,TODAY,TODAY,business,,1.1,,,agree,Add \\ dates,More,Lantern,small,9,By post,"
    "A. Client,A deed,40,2,30,Remi,remi@example.org,Well,Trees: 60; Roofs: 40,\n"
    '2,TODAY,,,,,SECTION,,,"Two\nlines, and a\ttab",,,,,,,,,,,,,2,,In my words\n'
    "3,TODAY,,,,,,3,,To the question,,,,,,,,,,,,,,,\n"
    "4,TODAY,,,,,,,,,,,,,,,,,,,,,Badly,,\n"
)


@pytest.fixture
def asked(eastfield):
    questions = [
        ask("How do you feel?", "choice", ["Well", "Badly"]),
        ask("Share them out", "points", ["Trees", "Roofs"]),
        ask("What else?", "text"),
    ]
    return open_round(eastfield, questions=questions)


def full_table(round) -> bytes:
    section = round.edition.document["sections"][0]["heading"]
    day = clock.today().isoformat()
    return FULL.replace("TODAY", day).replace("SECTION", section).encode()


def test_rows_kept_together_are_stored_as_each_would_be_alone(asked, dara):
    file = SimpleUploadedFile("t.csv", full_table(asked))
    batch = importing.begin(asked, file, "All", "paper", by=dara)
    assert importing.look(batch).problems == []
    submitted_one_by_one(batch)
    alone = list(asked.responses.order_by("pk"))
    assert run(batch, dara) == len(alone) == 4
    together = list(batch.responses.order_by("pk"))
    for one, other in zip(together, alone, strict=True):
        assert everything_in(one) == everything_in(other)
    assert ledger.differences(asked) == []


def test_who_gave_an_address_gets_a_receipt(asked, dara):
    file = SimpleUploadedFile("t.csv", full_table(asked))
    run(importing.begin(asked, file, "All", "paper", by=dara), dara)
    letter = Letter.objects.get(kind="consultation_receipt")
    response = asked.responses.get(kind="business")
    assert response.printed_code in letter.text
    assert response.link_token in letter.text


def test_an_import_leaves_one_entry_with_a_manifest(begin, dara):
    run(begin(*GOOD), dara)
    done = Event.objects.get(verb="import.done")
    assert done.data["responses"] == 3
    assert len(done.data["manifest"]) == 64


def test_a_row_that_was_refused_is_kept_once_it_is_put_right(begin, round, dara):
    run(begin("1,soon,,,,,Hm,"), dara)
    run(begin("1,TODAY,,,,,Hm,"), dara)
    item = round.ingest_items.get()
    assert (item.state, item.reason, item.response.comments.count()) == ("kept", "", 1)


def test_nothing_is_read_in_once_the_round_is_concluded(begin, round, dara):
    batch = begin(*GOOD)
    batch.confirm(by=dara)
    type(round).objects.filter(pk=round.pk).update(status="concluded")
    assert importing.run(batch) == 0
    assert not Response.objects.exists()
    reasons = set(round.ingest_items.values_list("reason", flat=True))
    assert len(reasons) == 1
    assert "consultation is over" in reasons.pop()


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"q1": "Maybe"}, "“Maybe” is no answer to question 1"),
        ({"q2": "Trees: 60"}, "“Trees: 60” is no answer to question 2"),
        ({"q9": "Yes"}, "there is no question 9"),
        ({"section": "No such"}, "“No such” is no section"),
        ({"question": "1"}, "“1” is no question that is answered in words"),
        (
            {"about": "1.1", "question": "3"},
            "give one of about, section and question, and not several",
        ),
        ({"size": "huge"}, "“huge” is not a known size"),
        ({"members": "many"}, "members must be a whole number"),
        ({"agent_for": "Ann"}, "an agent says by what authority"),
        (
            {"signatures": "3", "signed_twice": "4"},
            "it counts more signatures than were handed in",
        ),
        ({"signed_here": "4"}, "enter how many signatures were handed in"),
        ({"postmark": "May"}, "the postmark must be a date like 2027-02-12"),
        (
            {"postmark": "2090-01-01"},
            "the postmark must not be after the date received",
        ),
    ],
)
def test_what_is_wrong_in_the_other_columns_is_said_too(asked, dara, cells, problem):
    row = {"received_on": clock.today().isoformat(), "comment": "Hm", **cells}
    content = f"{','.join(row)}\n{','.join(row.values())}\n".encode()
    file = SimpleUploadedFile("t.csv", content)
    batch = importing.begin(asked, file, "One", "paper", by=dara)
    assert importing.look(batch).problems == [(2, problem)]


def test_the_empty_table_has_every_column_and_is_taken(sign_in, asked, dara):
    answer = sign_in(dara).get(url(asked, "import_template"))
    head = b"".join(answer.streaming_content).decode("utf-8-sig").strip()
    names = [name.strip('"') for name in head.split(",")]
    assert names == [*import_tables.COLUMNS, "q1", "q2", "q3"]
    assert set(FULL.split("\n")[0].split(",")) == set(names)


def test_looking_at_the_page_does_not_read_the_table(
    sign_in, round, begin, dara, monkeypatch
):
    """A long table is looked at by a worker; the page only says what was found."""
    batch = begin(*GOOD, "9,soon,,,,,Hm,")

    def never(*given):
        raise AssertionError("the page read the table")

    page, client = url(round, "import_check", uid=batch.uid), sign_in(dara)
    with monkeypatch.context() as shut:
        shut.setattr("consultation.import_rows.lines", never)
        assert "The rows are being looked at" in client.get(page).text
        assert "still being looked at" in client.post(page, follow=True).text
    assert tasks.run_imports() == 0
    monkeypatch.setattr("consultation.import_rows.lines", never)
    assert "Row 5: the date received must be like 2027-02-12" in client.get(page).text
    problems = client.get(url(round, "import_problems", uid=batch.uid))
    assert b'"5","the date received' in b"".join(problems.streaming_content)


def test_an_import_is_undone_as_a_whole_and_can_come_again(begin, round, dara):
    batch = begin(*GOOD)
    run(batch, dara)
    assert batch.undo(by=dara) == 3
    assert round.figures()["responses"] == 0
    assert ledger.differences(round) == []
    assert run(begin(*GOOD), dara) == 3
    assert round.figures()["responses"] == 3
    assert ledger.differences(round) == []


def test_an_import_whose_comments_are_in_issues_is_not_undone(begin, round, dara):
    batch = begin(*GOOD)
    run(batch, dara)
    issue = round.raise_issue("Dates", "People want dates.", by=dara)
    issue.gather([Comment.objects.first()], by=dara)
    with pytest.raises(Refused, match="already stand in issues"):
        batch.undo(by=dara)


def test_officers_look_confirm_and_undo_on_pages(sign_in, round, dara, monkeypatch):
    sent = []
    monkeypatch.setattr(
        "consultation.views.importing.current_app.send_task", sent.append
    )
    client = sign_in(dara)
    posted = {
        "source_name": "Libraries",
        "channel": "paper",
        "file": SimpleUploadedFile("t.csv", table(*GOOD, "9,soon,,,,,Hm,")),
    }
    looked = client.post(url(round, "import_begin"), posted, follow=True)
    assert "Row 5: the date received must be like 2027-02-12" in looked.text
    batch = ImportBatch.objects.get()
    page = url(round, "import_check", uid=batch.uid)
    assert "being read in" in client.post(page, follow=True).text
    assert sent == ["consultation.tasks.run_imports"]
    tasks.run_imports()
    assert "3 responses of this table are kept." in client.get(page).text
    undone = client.post(url(round, "import_undo", uid=batch.uid), follow=True)
    assert "3 responses were taken back" in undone.text


def test_only_the_lead_imports(sign_in, round, mona):
    assert sign_in(mona).get(url(round, "import_begin")).status_code == 403
