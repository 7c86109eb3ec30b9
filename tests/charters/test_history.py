"""Who changed what in a draft: all of it, page by page, and as a file."""

import csv
import io

import pytest

from charters.history import changes_of
from tests import factories
from tests.stage import staged


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def address(charter):
    return f"{charter.get_workspace_url()}history/"


def test_evidence_and_the_summary_stand_in_the_history_with_their_writer(charter, dara):
    factories.add_fact(charter, by=dara, claim="Two in three rent their home")
    found = changes_of(charter)
    assert {"Evidence", "Paragraph", "Priority"} <= {entry.what for entry in found}
    (mine,) = [one for one in found if "rent their home" in one.words]
    assert (mine.by, mine.act) == ("Dara", "added")


def test_what_another_charter_says_is_not_in_it(charter, eastfield, dara):
    """The negative control: only what was written for this one."""
    other = factories.make_charter(eastfield, by=dara, title="Another")
    factories.add_fact(other, by=dara, claim="Something else altogether")
    assert not [one for one in changes_of(charter) if "altogether" in one.words]


def test_a_long_history_is_turned_in_pages_with_as_many_queries(
    charter, dara, sign_in, django_assert_max_num_queries, django_assert_num_queries
):
    browser = sign_in(dara)
    browser.get(address(charter))
    with django_assert_max_num_queries(40) as few:
        browser.get(address(charter))
    for number in range(45):
        factories.add_fact(charter, by=dara, claim=f"Fact number {number}")
    with django_assert_num_queries(len(few)):
        page = browser.get(address(charter)).text
    assert page.count("<td>Evidence added</td>") == 20
    assert "Fact number 44" in page
    assert "Fact number 3" in browser.get(f"{address(charter)}?page=3").text


def test_the_file_has_every_change(charter, dara, sign_in):
    answer = sign_in(dara).get(f"{address(charter)}history.csv")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows[0] == ["When", "Who", "What", "Act", "Words", "Why"]
    assert len(rows) == 1 + len(changes_of(charter))


@pytest.mark.parametrize("what", ["", "history.csv"])
def test_strangers_do_not_find_it(charter, olu, sign_in, what):
    assert sign_in(olu).get(f"{address(charter)}{what}").status_code == 404
