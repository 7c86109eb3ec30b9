"""Answers to the questions of a round are counted from the record."""

import pytest

from consultation import answers
from consultation.models import Question, Response
from consultation.parcels import Content, Remark, Sender
from consultation.submission import submit
from tests.consultation.addresses import url
from tests.factories import ask, open_round
from tests.stage import staged

pytestmark = pytest.mark.django_db
Kind = Question.Kind


@staged
def asked(eastfield):
    """An open round with a question of each kind."""
    return open_round(
        eastfield,
        questions=[
            ask("Do you use the bus?", Kind.CHOICE, ["Yes", "No"]),
            ask("Which line?", Kind.TEXT, after=1, answer="1"),
            ask("Which matter?", Kind.SEVERAL, ["Jobs", "Trees", "Homes"]),
            ask("How clear is it?", Kind.SCALE, ["Not clear", "Clear"]),
            ask("Put in order", Kind.RANKING, ["Jobs", "Trees", "Homes", "Roads"]),
            ask("Share out", Kind.POINTS, ["Jobs", "Trees"]),
        ],
    )


def reply(round, key, values, words="", kind="lives_here"):
    """A response that answers the questions of these numbers."""
    questions = {one.number: one for one in round.questions.all()}
    content = Content(
        remarks=[Remark(words, question=questions[2])] if words else [],
        answers={questions[number]: value for number, value in values.items()},
    )
    receipt = submit(round, content, Sender(kind), idempotency_key=key)
    return receipt.response


def by_number(round):
    return {one.question.number: one for one in answers.results(round)}


def test_each_kind_of_question_is_counted(asked):
    reply(
        asked, "a", {1: "1", 3: ["1", "3"], 4: "5", 5: ["2", "1"], 6: {"1": 100}}, "6"
    )
    reply(asked, "b", {1: "2", 3: ["1"], 4: "2", 5: ["2"], 6: {"1": 40, "2": 60}})
    found = by_number(asked)
    assert [line.count for line in found[1].result.lines] == [1, 1]
    assert (found[2].texts, found[2].result) == (1, None)
    assert [line.count for line in found[3].result.lines] == [2, 0, 1]
    assert found[4].result.mean == 3.5
    assert found[5].result.line("2").places[0] == 2
    assert [line.mean for line in found[6].result.lines] == [70, 30]
    assert {one.base for one in found.values()} == {1, 2}


def test_only_responses_that_are_weighed_are_counted(asked):
    _kept, gone, held = (reply(asked, key, {1: "1"}) for key in "abc")
    gone.withdraw()
    Response.objects.filter(pk=held.pk).update(standing=Response.Standing.HELD)
    assert by_number(asked)[1].base == 1


def test_without_that_rule_all_three_would_count(asked):
    """Negative control."""
    for key in "abc":
        reply(asked, key, {1: "1"})
    assert by_number(asked)[1].base == 3


def test_mean_points_are_handed_out_by_option(asked):
    question = asked.questions.get(number=6)
    assert answers.mean_points(question) == (0, {})
    reply(asked, "a", {6: {"1": 100}})
    reply(asked, "b", {6: {"1": 40, "2": 60}})
    assert answers.mean_points(question) == (2, {"1": 70, "2": 30})


def test_a_round_without_questions_has_no_results(round):
    assert answers.results(round) == []


def test_the_queries_do_not_grow_with_the_answers(asked, django_assert_num_queries):
    for key in "abcde":
        reply(asked, key, {1: "1", 6: {"1": 40, "2": 60}})
    asked = type(asked).objects.for_reading().get(pk=asked.pk)
    with django_assert_num_queries(4):
        answers.results(asked)


def test_officers_see_the_figures_and_read_answers_in_words(
    client, sign_in, dara, olu, asked
):
    reply(asked, "a", {1: "1", 6: {"1": 100}}, "Line six, on weekdays")
    page = url(asked, "answers")
    shown = sign_in(dara).get(page).text
    assert "100.0 points on average" in shown
    assert "Asked of those who answered “Yes” to question 1." in shown
    words = sign_in(dara).get(url(asked, "text_answers", number=2)).text
    assert "Line six, on weekdays" in words
    assert sign_in(dara).get(url(asked, "text_answers", number=1)).status_code == 404
    assert sign_in(olu).get(page).status_code == 404
    assert client.get(page).status_code == 404


def test_the_hub_leads_to_the_figures(sign_in, dara, asked):
    hub = sign_in(dara).get(asked.get_workspace_url()).text
    assert url(asked, "answers") in hub


@pytest.mark.parametrize(("answered", "shown"), [(29, False), (30, True)])
def test_a_percentage_is_shown_from_thirty_answers(
    sign_in, dara, asked, answered, shown
):
    """The rule of the reference data, on the page."""
    for number in range(answered):
        reply(asked, f"key {number}", {1: "1"})
    page = sign_in(dara).get(url(asked, "answers")).text
    assert ("(100%)" in page) is shown
