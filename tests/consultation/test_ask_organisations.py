"""Organisations are asked what each priority would ask of them, counted by size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.lifecycle import Refused
from charters.models import Clause, Suggestion
from consultation import burden, heat, statement
from consultation.parcels import Behalf, Content, Sender
from consultation.submission import submit
from tests.consultation.addresses import url
from tests.factories import open_round, planned_round, scheduled_round
from tests.stage import staged

pytestmark = pytest.mark.django_db
CUTS = heat.Cuts(heavy=50, some=25, least=10)


def test_a_cell_says_a_word_and_its_numbers():
    cells = heat.row(
        ["micro", "sme", "large", "vcse"],
        {"micro": 10, "sme": 20, "large": 12, "vcse": 0},
        {"micro": 5, "sme": 5, "large": 2},
        CUTS,
    )
    assert [cell.word for cell in cells] == ["heavy", "some", "light", "none"]
    assert (cells[0].count, cells[0].base) == (5, 10)


def test_a_small_cell_is_hidden_with_another_that_would_tell_it():
    bases = {"micro": 9, "sme": 20, "large": 30}
    cells = heat.row(["micro", "sme", "large"], bases, {}, CUTS)
    assert [cell.is_shown for cell in cells] == [False, False, True]
    assert {cell.count for cell in cells[:2]} == {None}


def test_without_the_threshold_the_small_cell_would_show():
    """Negative control."""
    bases = {"micro": 9, "sme": 20, "large": 30}
    cells = heat.row(["micro", "sme", "large"], bases, {}, heat.Cuts(50, 25, 1))
    assert all(cell.is_shown for cell in cells)


@staged
def planned(eastfield):
    return planned_round(eastfield)


def test_one_press_adds_the_set_and_another_adds_nothing(sign_in, planned, dara):
    client, page = sign_in(dara), url(planned, "ask_organisations")
    assert "How much extra work" in client.get(page).text
    assert page in client.get(url(planned, "questions")).text
    answer = client.post(page, follow=True)
    priorities = planned.charter.priorities.count()
    assert planned.questions.count() == priorities + 4
    assert f"{priorities + 4} questions added" in answer.text
    rest = planned.questions.exclude(purpose="gate")
    assert {one.only_after.purpose for one in rest} == {"gate"}
    again = client.post(page, follow=True)
    assert "asks all of these questions already" in again.text
    assert planned.questions.count() == priorities + 4


def test_a_renamed_priority_is_asked_about_anew_and_one_that_is_gone_no_more(
    planned, dara
):
    burden.ask_organisations(planned, by=dara)
    kept = planned.charter.priorities.first()
    type(kept).objects.filter(pk=kept.pk).update(title="Clean air")
    burden.ask_organisations(planned, by=dara)
    asked = planned.questions.get(purpose="burden", priority=kept.code)
    assert "Clean air" in asked.wording
    planned.questions.filter(pk=asked.pk).update(priority="Z9")
    assert burden.ask_organisations(planned, by=dara) == 1
    assert not planned.questions.filter(priority="Z9").exists()


def test_a_charter_without_priorities_has_nothing_to_ask_about(planned, dara, sign_in):
    page = url(planned, "ask_organisations")
    planned.charter.priorities.all().delete()
    assert "Add priorities to the charter first" in sign_in(dara).post(page).text


def test_an_announced_round_keeps_its_questions(eastfield, dara, sign_in):
    round = scheduled_round(eastfield)
    page = url(round, "ask_organisations")
    assert "cannot change" in sign_in(dara).get(page).text
    with pytest.raises(Refused, match="announced"):
        burden.ask_organisations(round, by=dara)


@pytest.fixture
def asked(eastfield):
    """An open round."""
    return open_round(eastfield)


def ask_open(round):
    """The set, in a round that is open: only a test may do so."""
    type(round).objects.filter(pk=round.pk).update(status="drafted")
    round.refresh_from_db()
    burden.ask_organisations(round, by=None)
    type(round).objects.filter(pk=round.pk).update(status="scheduled")
    round.refresh_from_db()


def reply(round, size, values, *, kind="business", times=1):
    questions = {(one.purpose, one.priority): one for one in round.questions.all()}
    first = min(code for purpose, code in questions if purpose == "burden")
    at = {"burden": first}
    answers = {questions["gate", ""]: "1"}
    for purpose, value in values.items():
        answers[questions[purpose, at.get(purpose, "")]] = value
    for number in range(times):
        submit(
            round,
            Content(answers=answers, behalf=Behalf(f"Firm {number}", size=size)),
            Sender(kind),
            idempotency_key=f"{size}-{kind}-{number}",
        )
    return first


@pytest.fixture
def answered_by_firms(asked, travel):
    ask_open(asked)
    code = reply(asked, "micro", {"burden": "3", "contract": "1"}, times=10)
    reply(asked, "medium", {"burden": "1", "deliver": [code]}, times=12)
    reply(asked, "", {"burden": "4"}, kind="community", times=14)
    reply(asked, "large", {"burden": "4"}, times=2)
    return asked


def words_of(told, code):
    row = next(row for row in told["burden"] if row["code"] == code)
    return {cell["size"]: cell["word"] for cell in row["cells"]}


def test_answers_are_counted_by_size_and_a_few_are_hidden(answered_by_firms):
    told = burden.figures(answered_by_firms)
    code = told["burden"][0]["code"]
    # two large firms are too few, and the next smallest would tell how many
    assert words_of(told, code) == {
        "micro": "few",
        "sme": "light",
        "large": "few",
        "vcse": "heavy",
    }
    deliver = next(row for row in told["deliver"] if row["code"] == code)
    assert [cell["count"] for cell in deliver["cells"]] == [None, 12, None, None]


def test_the_page_and_its_file_show_words_and_numbers_and_no_hidden_one(
    sign_in, answered_by_firms, dara
):
    client = sign_in(dara)
    page = client.get(url(answered_by_firms, "burden")).text
    assert "14 of 14" in page
    assert "Too few to show" in page
    assert "2 of 2" not in page
    assert "Heavy" in page
    file = client.get(url(answered_by_firms, "burden_table"))
    text = b"".join(file.streaming_content).decode()
    assert '"14","14","heavy"' in text
    assert "too few to show" in text
    assert '"2","2"' not in text


def test_a_round_that_asks_no_organisations_says_so(sign_in, round, dara):
    client = sign_in(dara)
    assert "does not ask organisations" in client.get(url(round, "burden")).text
    assert client.get(url(round, "burden_table")).status_code == 404
    assert client.get(url(round, "burden_csv")).status_code == 404


def test_a_measure_goes_to_the_drafters_with_the_figures_as_its_reason(
    sign_in, answered_by_firms, dara, travel
):
    round = answered_by_firms
    travel(to=round.closes_at)
    code = burden.figures(round)["burden"][0]["code"]
    page = url(round, "ease_burden", code=code, size="vcse")
    client = sign_in(dara)
    assert page in client.get(url(round, "burden")).text
    assert "14 of 14 organisations" in client.get(page).text
    empty = client.post(page, {})
    assert "Select a measure" in empty.text
    assert "Select a paragraph" in empty.text
    clause = Clause.objects.filter(section__charter=round.charter).first()
    answer = client.post(page, {"way": "own_proof", "clause": str(clause.uid)})
    suggestion = Suggestion.objects.get()
    assert answer.headers["Location"] == suggestion.get_absolute_url()
    assert suggestion.text.endswith("asks for no new form.")
    assert "14 of 14 organisations of this size" in suggestion.reason
    assert suggestion.credit.startswith("Community group")
    there = client.get(answer.headers["Location"]).text
    assert url(round, "burden") in there
    assert "14 of 14 find it hard" in client.get(url(round, "burden")).text


def test_a_hidden_cell_and_an_unknown_one_lead_to_no_measure(
    sign_in, answered_by_firms, dara, mona, travel
):
    round = answered_by_firms
    code = burden.figures(round)["burden"][0]["code"]
    client = sign_in(dara)
    for size in ("large", "giant"):
        page = url(round, "ease_burden", code=code, size=size)
        assert client.get(page).status_code == 404
    locked = client.get(url(round, "ease_burden", code=code, size="vcse")).text
    assert "is not concluded" in locked, "nobody edits the text while people reply"
    client = sign_in(mona)
    page = url(round, "ease_burden", code=code, size="vcse")
    assert client.get(page).status_code == 403
    assert page not in client.get(url(round, "burden")).text


def test_the_statement_and_its_files_tell_it_as_the_page_does(
    client, answered_by_firms, travel
):
    round = answered_by_firms
    travel(to=round.closes_at)
    type(round).objects.filter(pk=round.pk).update(
        status="reported", reported_at=round.closes_at
    )
    round.refresh_from_db()
    told = statement.build(round).content["burden"]
    assert told["burden"] == burden.figures(round)["burden"]
    page = client.get(url(round, "statement")).text
    assert "What organisations could do" in page
    assert "14 of 14" in page
    file = client.get(url(round, "burden_csv"))
    assert "heavy" in b"".join(file.streaming_content).decode()
    table = client.get(url(round, "statement_csv"))
    assert "too few to show" in b"".join(table.streaming_content).decode()


def test_the_number_of_queries_does_not_grow_with_the_answers(
    answered_by_firms, django_assert_num_queries
):
    burden.figures(answered_by_firms)
    with CaptureQueriesContext(connection) as few:
        burden.figures(answered_by_firms)
    reply(answered_by_firms, "small", {"burden": "2"}, times=15)
    with django_assert_num_queries(len(few)):
        burden.figures(answered_by_firms)
