"""Officers write questions while a round is planned; people answer them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.lifecycle import Refused
from consultation import routing
from consultation.models import Answer, Comment, Draft, Question, Response
from consultation.parcels import Content, Sender
from consultation.submission import submit
from tests.consultation.addresses import url
from tests.consultation.test_write_a_response import filled
from tests.factories import ask, open_round, planned_round
from tests.stage import staged

pytestmark = pytest.mark.django_db
Kind = Question.Kind


@staged
def asked(eastfield):
    """An open round with a question of each kind; the second follows from the first."""
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


def answer(client, round, number, **posted):
    found = client.post(url(round, "answer", number=number), posted)
    return found.headers.get("Location", found)


def test_questions_are_answered_one_by_one_without_a_script(client, asked):
    shown = client.get(url(asked, "answer", number=1)).text
    assert "Do you use the bus?" in shown
    assert "Question 1 of 5" in shown
    assert answer(client, asked, 1, answer="1") == url(asked, "answer", number=2)
    assert answer(client, asked, 2, answer="Line 6") == url(asked, "answer", number=3)
    answer(client, asked, 3, answer=["1", "3"])
    answer(client, asked, 4, answer="5")
    answer(client, asked, 5, place_0="2", place_1="1")
    ended = answer(client, asked, 6, points_0="60", points_1="40")
    assert ended == url(asked, "check")
    client.post(url(asked, "sender"), {"kind": "lives_here"})
    client.post(url(asked, "contact"), {})
    shown = client.get(url(asked, "check")).text
    assert "Line 6" in shown
    assert "1: Trees" in shown
    client.post(url(asked, "check"))
    values = dict(Answer.objects.values_list("question__number", "value"))
    assert values == {
        1: "1",
        3: ["1", "3"],
        4: "5",
        5: ["2", "1"],
        6: {"1": 60, "2": 40},
    }
    comment = Comment.objects.get()
    assert comment.text == "Line 6"
    assert comment.about == "Question 2, Which line?"


def test_an_answer_that_does_not_lead_to_a_question_passes_it_by(client, asked):
    assert answer(client, asked, 1, answer="2") == url(asked, "answer", number=3)


def test_words_behind_a_changed_answer_are_not_sent(client, asked):
    answer(client, asked, 1, answer="1")
    answer(client, asked, 2, answer="Line 6")
    answer(client, asked, 1, answer="2")
    client.post(url(asked, "sender"), {"kind": "lives_here"})
    client.post(url(asked, "check"))
    assert not Comment.objects.exists()
    assert Answer.objects.get().value == "2"


def test_each_question_can_be_skipped(client, asked):
    assert answer(client, asked, 1) == url(asked, "answer", number=3)
    assert Draft.objects.get().answers == {}


def test_a_choice_can_be_taken_back_without_a_script(client, asked):
    """A radio button cannot be unselected, so a button of its own skips."""
    answer(client, asked, 1, answer="1")
    following = answer(client, asked, 1, answer="1", skip="yes")
    assert following == url(asked, "answer", number=3)
    assert Draft.objects.get().answers == {}


def test_skipping_the_first_question_begins_no_draft(client, asked):
    assert answer(client, asked, 1, skip="yes") == url(asked, "answer", number=3)
    assert not Draft.objects.exists()


def test_an_answer_that_was_sent_is_taken_back_by_a_button(client, asked):
    question = asked.questions.get(number=1)
    content = Content(answers={question: "1"})
    receipt = submit(asked, content, Sender(), idempotency_key="a")
    page = f"/eastfield/my-response/{receipt.token}/answers/1/"
    assert "Take this answer back" in client.get(page).text
    client.post(page, {"answer": "1", "take_back": "yes"})
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("number", "posted", "words"),
    [
        (5, {"place_1": "1"}, "Select your first choice"),
        (5, {"place_0": "1", "place_2": "2"}, "Select your second choice"),
        (5, {"place_0": "1", "place_1": "1"}, "Choose 2 different answers"),
        (6, {"points_0": "60", "points_1": "60"}, "They add up to 120 now"),
        (1, {"answer": "7"}, "Select an answer"),
        (2, {"answer": "x" * 2001}, "Your answer must be 2,000 characters or less"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(client, asked, number, posted, words):
    found = answer(client, asked, number, **posted)
    assert found.text.count(words) == 2
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("number", "value"),
    [(1, "9"), (1, ["1"]), (3, []), (3, ["1", "1"]), (5, ["1"] * 4), (6, {"1": 99})],
)
def test_an_answer_that_does_not_fit_is_refused(asked, number, value):
    question = asked.questions.get(number=number)
    with pytest.raises(Refused, match="does not fit"):
        submit(asked, Content(answers={question: value}), Sender(), idempotency_key="a")


def test_a_ranking_asks_for_selects_and_never_for_dragging(client, asked):
    shown = client.get(url(asked, "answer", number=5)).text
    assert shown.count("<select") == 3
    assert "draggable" not in shown


def test_questions_are_fixed_once_the_round_is_announced(asked, dara):
    question = asked.questions.get(number=1)
    for act in (
        lambda: Question.ask(asked, by=dara, wording="One more?", kind=Kind.TEXT),
        lambda: question.change(by=dara, wording="Do you cycle?"),
        lambda: question.drop(by=dara),
        lambda: question.move_up(by=dara),
    ):
        with pytest.raises(Refused, match="fixed"):
            act()


def test_an_officer_writes_changes_moves_and_removes_questions(
    sign_in, eastfield, dara
):
    round = planned_round(eastfield)
    client = sign_in(dara)
    new = url(round, "add_question")
    posted = {"wording": "Bus?", "kind": "choice", "own_options": "Yes\nNo"}
    assert client.post(new, posted).status_code == 302
    follow = {"wording": "Which?", "kind": "text", "route": "1:1"}
    client.post(new, follow)
    client.post(new, {"wording": "Anything else?", "kind": "text"})
    shown = client.get(url(round, "questions")).text
    assert "after a certain answer to question 1" in shown
    client.post(url(round, "move_question", number=3))
    assert [q.wording for q in round.questions.in_order()] == [
        "Bus?",
        "Anything else?",
        "Which?",
    ]
    refused = client.post(url(round, "remove_question", number=1))
    assert "depends on this one" in refused.text
    client.post(url(round, "change_question", number=3), follow | {"route": ""})
    client.post(url(round, "remove_question", number=1))
    assert [q.number for q in round.questions.in_order()] == [1, 2]


def test_a_question_does_not_move_before_the_one_it_depends_on(eastfield, dara):
    questions = [
        ask("Bus?", Kind.CHOICE, ["Yes", "No"]),
        ask("Which?", Kind.TEXT, after=1, answer="1"),
    ]
    round = planned_round(eastfield, questions=questions)
    with pytest.raises(Refused, match="must follow"):
        round.questions.get(number=2).move_up(by=dara)


def test_choices_need_something_to_choose_from(sign_in, eastfield, dara):
    round = planned_round(eastfield)
    posted = {"wording": "Bus?", "kind": "choice", "own_options": "Yes"}
    refused = sign_in(dara).post(url(round, "add_question"), posted)
    assert "Enter at least two answers to choose from" in refused.text


def test_the_frozen_priorities_can_be_what_is_shared_out(eastfield):
    questions = [ask("Share out", Kind.POINTS, of_priorities=True)]
    round = open_round(eastfield, questions=questions)
    codes = list(round.edition.priorities.values_list("code", flat=True))
    question = round.questions.get()
    assert list(question.labels) == codes


def test_an_answer_can_be_changed_until_the_close_and_the_old_one_is_kept(
    client, asked, travel
):
    question = asked.questions.get(number=1)
    content = Content(answers={question: "1"})
    receipt = submit(asked, content, Sender(), idempotency_key="a")
    address = f"/eastfield/my-response/{receipt.token}/answers/1/"
    client.post(address, {"answer": "2"})
    assert Answer.objects.get().value == "2"
    version = receipt.response.versions.get()
    assert version.content["answers"] == {"1": "1"}
    travel(to=asked.closes_at)
    assert "can no longer change" in client.post(address, {"answer": "1"}).text
    assert Answer.objects.get().value == "2"


def test_what_a_comment_said_before_is_kept(client, asked):
    client.post(url(asked, "comment_on_whole"), filled(text="First."))
    client.post(url(asked, "check"))
    comment = Response.objects.get().comments.get()
    comment.amend("Second.")
    comment.amend("Third.")
    said = [v.content["comments"][0]["text"] for v in comment.response.versions.all()]
    assert said == ["First.", "Second."]


# --- routing, which is pure -----------------------------------------------------------


class Asked:
    def __init__(self, number, after_number=None, only_if=""):
        self.number, self.after_number, self.only_if = number, after_number, only_if


@st.composite
def questionnaires(draw):
    questions = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        after = draw(st.one_of(st.none(), st.integers(1, max(number - 1, 1))))
        if after is None or after >= number:
            questions.append(Asked(number))
        else:
            questions.append(Asked(number, after, draw(st.sampled_from("12"))))
    numbers = [question.number for question in questions]
    answers = draw(st.dictionaries(st.sampled_from(numbers), st.sampled_from("12")))
    return questions, answers


@given(questionnaires())
def test_walking_from_page_to_page_visits_the_path_and_ends(made):
    questions, answers = made
    path = routing.path(questions, answers)
    walked, here = [], routing.following(questions, answers, 0)
    while here:
        walked.append(here)
        here = routing.following(questions, answers, here.number)
    assert walked == path
    kept = routing.kept(questions, answers)
    assert routing.path(questions, kept) == path
    for question in path:
        if question.after_number:
            assert kept.get(question.after_number) == question.only_if


def test_a_late_grace_is_for_what_was_begun_before(eastfield, travel, client):
    round = open_round(eastfield)
    whole = url(round, "comment_on_whole")
    travel(to=round.closes_at - dt.timedelta(minutes=5))
    client.post(whole, filled())
    client.post(url(round, "contact"), {})
    travel(to=round.closes_at + dt.timedelta(minutes=29))
    assert "your response is in time" in client.get(url(round, "check")).text
    client.post(url(round, "check"))
    response = Response.objects.get()
    assert response.was_in_progress
    assert not response.is_late
    assert round.figures()["late"] == 0


@pytest.mark.parametrize("begun_before", [True, False])
def test_after_the_grace_or_begun_after_the_close_it_is_late(
    eastfield, travel, begun_before
):
    round = open_round(eastfield)
    minutes = 31 if begun_before else 10
    begun = round.closes_at + dt.timedelta(minutes=-5 if begun_before else 5)
    travel(to=round.closes_at + dt.timedelta(minutes=minutes))
    remarks = [comment("Hm.")]
    receipt = submit(round, remarks, Sender(), idempotency_key="a", begun_at=begun)
    assert receipt.is_late


def comment(text):
    from consultation.parcels import Remark

    return Remark(text)
