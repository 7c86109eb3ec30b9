"""Who replied, with which view; percentages only where the base is large enough."""

import pytest

from consultation import figures, senders
from consultation.models import Comment
from consultation.parcels import Behalf, Content, Remark, Sender
from consultation.submission import submit
from tests.consultation.addresses import url
from tests.factories import send_response

pytestmark = pytest.mark.django_db


def body(round, key, kind="business", **behalf):
    content = Content(
        remarks=[Remark(f"From {key}.", stance="agree")],
        behalf=Behalf(organisation=key, **behalf),
    )
    return submit(round, content, Sender(kind), idempotency_key=key).response


@pytest.fixture
def bodies(round):
    body(round, "Corner shop", size="micro")
    body(round, "Builder", size="medium")
    body(round, "Serco-like", size="large")
    body(round, "Quiet firm", size="not_said")
    body(round, "Carers", kind="community", size="micro", is_user_led=True)
    body(round, "Rotary", kind="community")
    send_response(round, remarks=[Remark("Add dates.", stance="disagree")])
    return round


def test_small_large_and_user_led_have_lines_of_their_own(bodies):
    assert {line["label"]: line["count"] for line in figures.kinds(bodies)} == {
        "Resident": 1,
        "Small or medium business": 2,
        "Large business": 1,
        "Business that did not tell its size": 1,
        "Organisation led by the people it speaks for": 1,
        "Community group or charity": 1,
    }


def test_each_response_stands_in_one_line(bodies):
    """Every kind and size that can be told has a line, so none is lost."""
    total = sum(line["count"] for line in figures.kinds(bodies))
    assert total == bodies.responses.counted().count()


def test_a_line_can_be_looked_at_by_itself(bodies):
    found = senders.only(bodies.responses.counted(), senders.SMALL)
    assert {one.mandate.organisation for one in found} == {"Corner shop", "Builder"}
    assert senders.only(bodies.responses.counted(), "nonsense").count() == 7


def test_officers_and_everybody_can_filter_by_it(
    client, sign_in, dara, mona, bodies, travel
):
    listed = sign_in(dara).get(f"{url(bodies, 'response_list')}?sender=user_led").text
    assert "speaks for others" in listed
    assert "Resident" not in listed.split("<tbody>")[1].split("</tbody>")[0]
    travel(to=bodies.closes_at)
    for comment in bodies.comments.all():
        comment.publish(mona)
    shown = client.get(f"{url(bodies, 'comment_list')}?sender=business_large").text
    assert "From Serco-like." in shown
    assert "From Builder." not in shown


@pytest.mark.parametrize(("given", "percent"), [(29, None), (30, 100)])
def test_views_have_percentages_from_a_base_of_thirty(round, given, percent):
    remarks = [Remark(f"Number {n}.", stance="agree") for n in range(given)]
    send_response(round, remarks=remarks)
    table = figures.views_by_kind(round.comments.counted())
    resident, everybody = table["rows"]
    assert (resident["label"], resident["base"]) == ("Resident", given)
    assert resident["cells"][0] == {"count": given, "percent": percent}
    assert everybody["cells"][0] == {"count": given, "percent": percent}
    assert resident["cells"][1]["percent"] == (None if percent is None else 0)


def test_the_table_is_that_of_the_rows(bodies):
    table = figures.views_by_kind(bodies.comments.counted())
    for row in table["rows"][:-1]:
        assert row["base"] == sum(cell["count"] for cell in row["cells"])
    everybody = table["rows"][-1]
    stances = [
        bodies.comments.filter(stance=stance).count()
        for stance in Comment.Stance.values
    ]
    assert [cell["count"] for cell in everybody["cells"]] == stances


def test_a_comment_without_a_view_is_in_no_percentage(round):
    send_response(round, "I only remark.")
    assert figures.views_by_kind(round.comments.counted()) is None


def test_the_results_show_who_took_which_view_and_from_where(client, reported):
    shown = client.get(url(reported, "results")).text
    assert "Who replied" in shown
    assert "Where replies came from" in shown
    assert url(reported, "statement_csv") in shown
    assert url(reported, "public_comments") in shown
