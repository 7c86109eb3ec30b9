"""Words and what they mean."""

import pytest
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from metrics.models import Term

pytestmark = pytest.mark.django_db


def test_a_council_may_mean_something_else_and_readers_see_both(
    client, eastfield, dara
):
    Term.define("Local", "In one of our nine wards.", by=dara, council=eastfield)
    page = client.get("/eastfield/glossary/local/").content.decode()
    assert "In one of our nine wards." in page
    assert "In the area that the charter covers." in page
    assert "Eastfield Council" in client.get("/glossary/local/").content.decode()


def test_the_own_meaning_hides_the_standard_one_in_the_list(eastfield, westbrook, dara):
    Term.define("Local", "In one of our nine wards.", by=dara, council=eastfield)
    terms = Term.objects.current()
    assert terms.for_council(eastfield).get(slug="local").council == eastfield
    assert terms.for_council(westbrook).get(slug="local").council is None
    standard = Term.objects.current().standard().count()
    assert terms.for_council(eastfield).count() == standard


def test_saying_the_same_again_changes_nothing(eastfield, dara):
    first = Term.define("Local", "In a ward.", by=dara, council=eastfield)
    assert Term.define("Local", " In a ward. ", by=dara, council=eastfield) == first
    assert Event.objects.filter(verb="term.defined").count() == 1


def test_a_new_meaning_keeps_the_old_one(client, eastfield, dara):
    Term.define("Local", "In a ward.", by=dara, council=eastfield)
    new = Term.define("Local", "In the borough.", by=dara, council=eastfield)
    assert new.version == 2
    page = client.get("/eastfield/glossary/local/").content.decode()
    assert "In the borough." in page
    assert "In a ward." in page


@pytest.mark.parametrize(
    ("term", "definition", "says"),
    [("", "Something", "Enter the word"), ("Local", "", "what the word means")],
)
def test_a_word_without_meaning_is_refused(eastfield, dara, term, definition, says):
    with pytest.raises(Refused, match=says):
        Term.define(term, definition, by=dara, council=eastfield)


def test_the_database_refuses_two_current_meanings():
    term = Term.objects.current().standard().first()
    term.pk, term.version = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        term.save()


def test_a_word_of_another_council_is_not_found(client, eastfield, westbrook, olu):
    Term.define("Mardle", "A friendly chat.", by=olu, council=westbrook)
    assert client.get("/westbrook/glossary/mardle/").status_code == 200
    assert client.get("/eastfield/glossary/mardle/").status_code == 404
    assert client.get("/glossary/mardle/").status_code == 404
