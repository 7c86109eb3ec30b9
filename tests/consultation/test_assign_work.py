"""Work is given to officers, who are told, find it, and do it in one go."""

import hashlib

import pytest

from audit.lifecycle import Refused
from audit.models import Event
from consultation.forms.analysing import parts_of
from consultation.models import Assignment, IssueMember
from consultation.notifications import tell_officer
from consultation.parcels import Behalf, Remark, Sender
from consultation.work import waiting
from councils.models import Area
from records.models import Letter
from tests.consultation.addresses import url
from tests.factories import open_round, send_response
from tests.stage import staged

pytestmark = pytest.mark.django_db


@staged
def harbour(eastfield):
    return Area.objects.create(council=eastfield, code="H1", name="Harbour")


@staged
def round(eastfield, harbour):
    """Comments from a ward and from elsewhere, on a paragraph and on the whole."""
    round = open_round(eastfield)
    here = Sender("lives_here", area=harbour)
    clause = round.edition.clauses.order_by("position").first()
    remarks = [Remark("Buses stop at six.", stance="disagree", clause=clause)]
    send_response(round, remarks=remarks, sender=here)
    send_response(round, "Plant trees.")
    send_response(
        round,
        remarks=[Remark("Pay on time.", stance="agree", wanted_change="30 days")],
        sender=Sender("business"),
        behalf=Behalf("A firm", size="micro"),
    )
    return round


def give(round, officer, *, by, part="area", key="H1", label="People from Harbour"):
    assignment = Assignment.give(round, part, key, label, officer, by=by)
    tell_officer(Event.objects.filter(verb="round.assigned").latest("pk"))
    return assignment


def titles(person, council) -> list[str]:
    return [item.title for item in waiting(person, council)]


def test_an_officer_who_is_given_work_is_told_and_finds_it(
    sign_in, round, eastfield, dara, mona
):
    assert "Buses" not in str(titles(mona, eastfield))
    assignment = give(round, mona, by=dara)
    letter = Letter.objects.get(kind="consultation_assigned")
    assert letter.user == mona
    assert "People from Harbour" in letter.text
    assert assignment.get_workspace_url() in letter.text
    said = "Read and group: People from Harbour (“What should contracts do here?”)"
    assert said in titles(mona, eastfield)
    shown = sign_in(mona).get(assignment.get_workspace_url()).text
    assert "Buses stop at six." in shown
    assert "Plant trees." not in shown
    assert "1 result<" in shown


def test_telling_twice_writes_one_letter_and_a_second_officer_gets_their_own(
    round, dara, mona, eve
):
    give(round, mona, by=dara)
    event = Event.objects.filter(verb="round.assigned").latest("pk")
    tell_officer(event)
    assert Letter.objects.filter(kind="consultation_assigned").count() == 1
    give(round, dara, by=mona)
    tell_officer(event)  # an old event, come late: the work has another officer now
    told = Letter.objects.filter(kind="consultation_assigned")
    assert sorted(letter.user.name for letter in told) == ["Dara", "Mona"]


def test_who_takes_work_for_themselves_gets_no_letter(round, dara):
    give(round, dara, by=dara)
    assert not Letter.objects.filter(kind="consultation_assigned").exists()


def test_work_that_is_grouped_waits_for_nobody(round, eastfield, dara, mona):
    assignment = give(round, mona, by=dara)
    issue = round.raise_issue("Buses", "People want buses.", by=dara)
    issue.gather(assignment.comments, by=mona)
    assert titles(mona, eastfield) == []


def test_each_row_of_the_workload_leads_to_its_comments(sign_in, round, dara, mona):
    issue = round.raise_issue("Trees", "People want trees.", by=dara)
    issue.gather(round.comments.filter(text="Plant trees."), by=dara)
    client = sign_in(dara)
    for value, label in parts_of(round).items():
        part, _colon, key = value.partition(":")
        given = give(round, mona, by=dara, part=part, key=key, label=str(label))
        address = f"{given.get_workspace_url()}&show=all"
        listed = client.get(address).context["page"].paginator.count
        assert listed == given.comments.count(), value
    assert given.get_workspace_url() in client.get(url(round, "workload")).text


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("ward=H1", {"Buses stop at six."}),
        ("kind=business_small", {"Pay on time."}),
        ("stance=agree", {"Pay on time."}),
        ("section=other", {"Pay on time."}),
        ("paragraph=1.1", {"Buses stop at six.", "Plant trees."}),
        ("words=30+days", {"Pay on time."}),
        ("show=all&issue=1", {"Plant trees."}),
        ("issue=1", {"Plant trees."}),
        ("stance=loudly&ward=%00", {"Buses stop at six.", "Pay on time."}),
    ],
)
def test_comments_are_narrowed_by_each_filter(sign_in, round, dara, query, texts):
    issue = round.raise_issue("Trees", "People want trees.", by=dara)
    issue.gather(round.comments.filter(text="Plant trees."), by=dara)
    if query.startswith("paragraph"):
        query += "&show=all"
    page = sign_in(dara).get(f"{url(round, 'themes')}?{query}")
    assert {comment.text for comment in page.context["page"]} == texts
    assert f"{len(texts)} result" in page.text


def test_filters_can_be_taken_away_one_by_one_and_counts_follow(sign_in, round, dara):
    page = sign_in(dara).get(f"{url(round, 'themes')}?ward=H1&stance=disagree&page=1")
    taken = dict(page.context["wanted"].chosen)
    assert taken["Place: Harbour"] == "?stance=disagree"
    assert "Remove filter: View: Disagree" in page.text
    ((_key, _title, counts, total),) = page.context["counts"]
    assert (counts, total) == ([0, 0, 1, 0, 0], 1)


def test_everything_that_matches_joins_an_issue_in_one_act(sign_in, round, dara):
    for number in range(30):
        send_response(round, f"Plant tree {number}.")
    issue = round.raise_issue("Trees", "People want trees.", by=dara)
    client = sign_in(dara)
    address = f"{url(round, 'gather_all')}?words=plant"
    shown = client.get(address)
    assert "31 comments match." in shown.text
    posted = {"issue": "1", "count": "31"}
    answer = client.post(address, posted, follow=True)
    assert "31 comments joined the issue" in answer.text
    assert issue.comments.count() == 31
    event = Event.objects.get(verb="issue.gathered_all")
    names = sorted(issue.comments.values_list("reference", flat=True))
    manifest = hashlib.sha256("\n".join(names).encode()).hexdigest()
    assert event.data["manifest"] == manifest
    assert event.data["filters"] == {"words": "plant"}
    assert event.data["count"] == 31
    assert not Event.objects.filter(verb="issue.gathered").exists()


def test_comments_that_came_in_the_meantime_are_looked_at_first(sign_in, round, dara):
    round.raise_issue("Trees", "People want trees.", by=dara)
    address = f"{url(round, 'gather_all')}?words=plant"
    send_response(round, "Plant nothing here!")
    answer = sign_in(dara).post(address, {"issue": "1", "count": "1"})
    assert "2 comments match now, and not 1." in answer.text
    assert not IssueMember.objects.exists()


def test_what_is_in_the_issue_already_is_not_put_in_twice(round, dara):
    issue = round.raise_issue("All", "Everything.", by=dara)
    every = round.comments.counted()
    assert issue.gather_all(every, expected=3, filters={}, by=dara) == 3
    with pytest.raises(Refused, match="not in the issue yet"):
        issue.gather_all(every, expected=3, filters={}, by=dara)
    assert issue.comments.count() == 3


def test_nothing_joins_after_the_results(round, dara):
    issue = round.raise_issue("All", "Everything.", by=dara)
    type(round).objects.filter(pk=round.pk).update(status="reported")
    every = round.comments.counted()
    with pytest.raises(Refused, match="results are published"):
        issue.gather_all(every, expected=3, filters={}, by=dara)


def test_only_who_groups_comments_may_do_so(sign_in, round, mona):
    assert sign_in(mona).get(url(round, "gather_all")).status_code == 403
    assert sign_in(mona).post(url(round, "gather_all")).status_code == 403


@pytest.mark.parametrize(
    ("page", "query", "removes"),
    [
        ("ledger", "?state=kept&source=web", "Way: This website"),
        ("response_list", "?channel=web", "Way: This website"),
        ("memory", "?q=trees", "Words: trees"),
    ],
)
def test_other_lists_are_narrowed_in_the_same_way(
    sign_in, round, dara, page, query, removes
):
    shown = sign_in(dara).get(f"{url(round, page)}{query}").text
    assert f"Remove filter: {removes}" in shown
    assert " result" in shown


def test_the_moderation_queue_is_narrowed_in_the_same_way(sign_in, round, mona):
    shown = sign_in(mona).get("/eastfield/workspace/moderation/?words=buses").text
    assert "Remove filter: Words: buses" in shown
    assert "1 result<" in shown


def test_the_list_asks_as_often_for_many_comments_as_for_few(
    sign_in, round, dara, django_assert_max_num_queries
):
    client = sign_in(dara)
    client.get(url(round, "themes"))
    for _ in range(2):
        with django_assert_max_num_queries(24) as caught:
            client.get(url(round, "themes"))
        few = len(caught)
        send_response(round, *[f"Comment {n}" for n in range(18)])
    with django_assert_max_num_queries(few):
        client.get(url(round, "themes"))
