"""A table of responses: looked at first, taken once, and undone as a whole."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from audit import clock
from audit.lifecycle import Refused
from consultation import importing, ledger, submission, tasks
from consultation.models import Comment, ImportBatch, Response
from tests.consultation.addresses import url

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
    """Rule R40: kill the worker in the middle; nothing is lost and nothing doubled."""
    batch = begin(*GOOD)
    batch.confirm(by=dara)
    kept, calls = submission._keep, []

    class Killed(BaseException):
        pass

    def die_at_the_second(*given):
        calls.append(1)
        if len(calls) == 2:
            raise Killed
        return kept(*given)

    with monkeypatch.context() as broken:
        broken.setattr(submission, "_keep", die_at_the_second)
        with pytest.raises(Killed):
            importing.run(batch)
    sums = ledger.figures(round)
    assert (sums["items"], sums["kept"], sums["waiting"]) == (2, 1, 1)
    assert ledger.differences(round) == []
    assert tasks.run_imports() == 1
    sums = ledger.figures(round)
    assert (sums["items"], sums["kept"], sums["responses"]) == (3, 3, 3)


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
