"""Pages ask the database as often for many comments as for few."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultation.parcels import Remark, Sender
from consultation.search import comments as ask
from records import personal_data
from tests.consultation.addresses import url
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def fill(round, dara, mona, count):
    """So many published comments, each in an answered issue."""
    clause = round.edition.clauses.first()
    remarks = [Remark(f"Comment {n}.", clause=clause) for n in range(count)]
    sender = Sender("lives_here", name="Remi", show_name=True)
    response = send_response(round, remarks=remarks, sender=sender).response
    if response.is_late:
        response.decide_late(True, "Nothing is analysed yet.", by=dara)
    for comment in response.comments.all():
        comment.publish(mona)
    issue = round.raise_issue(f"Issue of {count}", "People say so.", by=dara)
    issue.gather(response.comments.all(), by=dara)
    issue.dispose("answered", "Thank you.", by=dara)


def queries(client, address):
    client.get(address)  # whatever is asked once in a process
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.fixture
def grows(round, dara, mona, travel):
    """Count the queries of an address with few comments and with many."""
    travel(to=round.closes_at)
    fill(round, dara, mona, 2)
    round.analyse(by=dara)
    round.report(by=dara)

    def count(client, address):
        few = queries(client, address)
        type(round).objects.filter(pk=round.pk).update(status="analysed")
        fill(round, dara, mona, 30)
        type(round).objects.filter(pk=round.pk).update(status="reported")
        return few, queries(client, address)

    return count


def test_the_list_of_comments_takes_seven_queries_at_any_size(client, round, grows):
    few, many = grows(client, url(round, "comment_list"))
    assert few == many
    assert many <= 7


@pytest.mark.parametrize(
    ("name", "most"), [("results", 13), ("consultation_detail", 11)]
)
def test_public_pages_take_as_many_queries_for_many(client, round, grows, name, most):
    few, many = grows(client, url(round, name))
    assert few == many
    assert many <= most


def test_the_list_of_consultations_takes_few(client, round):
    assert queries(client, "/eastfield/consultations/") <= 4


@pytest.mark.parametrize("name", ["themes", "changes"])
def test_officers_lists_take_as_many_queries_for_many(
    sign_in, dara, round, grows, name
):
    few, many = grows(sign_in(dara), f"{url(round, name)}?state=all&show=all")
    assert few == many


def test_search_finds_what_everybody_may_read(round, eastfield, mona, travel, client):
    nobody = AnonymousUser()
    comment = send_response(round, "Ask Jo Bloggs about hedgehogs.").response
    comment = comment.comments.get()
    start = comment.text.index("Jo")
    comment.publish_in_part([(start, start + 9, "personal")], mona)
    assert list(ask("hedgehogs", eastfield, nobody)) == []  # not shown before the close
    travel(to=round.closes_at)
    (hit,) = ask("hedgehogs", eastfield, nobody)
    assert "Bloggs" not in hit.extract
    assert list(ask("Bloggs", eastfield, nobody)) == []
    assert client.get(hit.url).status_code == 200


def test_a_person_is_found_and_forgotten_and_the_figures_stay(round):
    sender = Sender("lives_here", name="Remi", show_name=True, email="remi@example.org")
    response = send_response(round, "I said this.", sender=sender).response
    before = round.figures()
    person = personal_data.Person(email="Remi@Example.org")
    held = {one.holding.model.__name__ for one in personal_data.ask(person)}
    assert "Contact" in held
    personal_data.erase(person)
    assert personal_data.ask(person) == []
    response = type(response).objects.get()
    assert response.public_label == "Resident"
    assert response.comments.get().text == "I said this."
    assert round.figures() == before
