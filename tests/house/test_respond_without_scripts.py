"""A whole response with JavaScript off: every kind of question, a body, a file."""

import time

import pytest

from consultation.models import Response
from tests.house.pages_consultation import open_round
from tests.house.pages_responding import photograph
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.slow, pytest.mark.browser]

HERE = "/eastfield/consultations/charter-review/"
LONG_ENOUGH = 3.5  # seconds: a form that is sent faster is held for a person to look at


@pytest.fixture
def walker(browser, portal_server, demo):
    return Walker(browser, portal_server.url)


def test_a_body_answers_everything_and_sends_a_file(walker):
    walker.open(f"{HERE}respond/").follow("Comment on the whole charter")
    time.sleep(LONG_ENOUGH)
    walker.send(text="Good, but add dates.", stance="agree_in_part", kind="community")
    walker.send(
        organisation="Market Traders", size="small", members="45", how_asked="A poll."
    )
    walker.send(email="traders@example.org")
    walker.sees("Check your answers", "Market Traders", "Speaks for 45 people")
    for question in open_round().questions.in_order():
        answer_question(walker, question)
    walker.open(f"{HERE}check/").follow("Add a file")
    letter = photograph()
    walker.page.locator('main [name="file"]').set_input_files(
        {"name": letter.name, "mimeType": "image/png", "buffer": letter.read()}
    )
    walker.send("Add file").sees("kerb.png")
    walker.open(f"{HERE}check/").sees("kerb.png", "traders@example.org")
    walker.send("Send my response").sees("Your receipt comes after this page")
    walker.follow("Skip these questions").sees("CVC-", "What happens next")
    response = Response.objects.latest("pk")
    assert response.standing == Response.Standing.COUNTED
    assert response.mandate.organisation == "Market Traders"
    assert response.attachments.count() == 1
    texts = sum(1 for q in open_round().questions.all() if q.is_text)
    assert response.comments.count() == 1 + texts
    assert response.answers.count() + texts == open_round().questions.count()


def answer_question(walker, question):
    """Go to a question and answer it as its kind wants it."""
    walker.open(f"{HERE}respond/questions/{question.number}/")
    keys = [option.key for option in question.options]
    kinds = question.Kind
    if question.kind == kinds.TEXT:
        walker.send(answer="Line 6, in the evening.")
    elif question.kind == kinds.RANKING:
        labels = [option.label for option in question.options]
        chosen = {f"place_{n}": labels[n] for n in range(min(3, len(keys)))}
        walker.send(**chosen)
    elif question.kind == kinds.POINTS:
        walker.send(points_0="60", points_1="40")
    else:
        walker.send(answer=keys[0])


def test_a_question_is_skipped_and_a_choice_taken_back_without_a_script(walker):
    walker.open(f"{HERE}respond/questions/1/")
    walker.send("Skip this question")
    assert "/respond/questions/1/" not in walker.path
