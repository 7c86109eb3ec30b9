"""From a changed paragraph to the comments behind it and back, over joins and cuts."""

import re
from uuid import uuid4

import pytest

from charters.models import Clause
from consultation.models import Comment, Round
from consultation.parcels import Content, Remark, Sender
from consultation.submission import submit
from portal.stations import stations_of
from portal.thread import KINDS, trace
from tests import factories
from tests.stage import staged

SAID = "Say which wards you mean."
JOINED = "Twelve wards is wrong: it is thirteen."
HREF = re.compile(r'href="(/eastfield/thread/[^"#]+)"')


@staged
def adopted(eastfield, dara, mona, amal):
    """A charter in force. People spoke about two paragraphs; afterwards the second
    was joined to the first, and the result was cut in two again."""
    from audit import clock

    round = factories.open_round(eastfield)
    first, second, *_rest = round.edition.clauses.order_by("position")
    for clause, text in ((first, SAID), (second, JOINED)):
        submit(
            round,
            Content(remarks=[Remark(text=text, clause=clause)]),
            Sender(),
            idempotency_key=uuid4().hex,
        )
    with clock.at(round.closes_at):
        comments = list(round.comments.order_by("pk"))
        for comment in comments:
            comment.publish(mona)
        issue = round.raise_issue("Which wards", "People asked which.", by=dara)
        issue.gather(comments, by=dara)
        round.analyse(by=dara)
        issue.dispose("accepted", "We name them.", by=dara)
        round.report(by=dara)
        charter = round.charter
        charter.refresh_from_db()
        clause = Clause.objects.get(uid=first.uid)
        clause.join_next(by=dara)
        clause.refresh_from_db()
        clause.split(clause.text.index("\n\n"), by=dara)
        for change in charter.changes.since_last_consultation():
            issue.cite(change, by=dara)
        factories.ready_to_conclude(round, by=dara)
        round.conclude(by=dara)
        factories.read_pack(round, amal)
        charter.refresh_from_db()
        charter.submit(by=dara, approver=amal)
        charter.adopt(by=amal, minute="Item 7")
    return charter


@pytest.fixture
def later(adopted, travel):
    """Some days after the charter came into force."""
    travel(to=Round.objects.get().concluded_at)
    return adopted


def said(thread):
    return {comment.text for comment in thread.comments}


def test_a_paragraph_leads_to_the_comments_on_all_that_it_was_made_of(later, eastfield):
    clauses = later.adopted_edition.clauses.order_by("position")
    whole, part = clauses[0], clauses[1]
    assert str(whole.uid) in part.came_from
    for clause in (whole, part):
        thread = trace(eastfield, "paragraph", str(clause.uid))
        assert said(thread) == {SAID, JOINED}
        assert [issue.title for issue in thread.issues] == ["Which wards"]


def test_without_the_lineage_the_joined_paragraphs_comment_is_lost(later):
    """The negative control: by its own identity the paragraph has one comment."""
    whole = later.adopted_edition.clauses.order_by("position")[0]
    own = Comment.objects.filter(edition_clause__uid=whole.uid)
    assert {comment.text for comment in own} == {SAID}


def test_two_clicks_lead_from_the_words_to_the_comment_and_back(later, client):
    edition = later.adopted_edition
    changed = edition.clauses.order_by("position")[1]
    page = client.get(f"/eastfield/charters/{later.slug}/{changed.section_key}/").text
    uid = changed.uid
    first = f"/eastfield/thread/paragraph/{uid}/"
    assert first in HREF.findall(page)
    thread = client.get(first).text
    comment = Comment.objects.get(text=SAID)
    second = f"/eastfield/thread/comment/{comment.reference}/"
    assert second in HREF.findall(thread)
    back = client.get(second).text
    assert first in HREF.findall(back)
    assert f'href="{edition.get_absolute_url()}#p-{uid}"' in back
    listed = client.get(f"{comment.round.get_absolute_url()}comments/").text
    assert second in HREF.findall(listed)


def test_every_thread_link_on_the_pages_of_a_thread_leads_somewhere(
    later, client, eastfield, brightwork, measures
):
    contract = factories.formed_contract(eastfield, brightwork)
    promise = contract.commitments.first()
    section = later.adopted_edition.clauses.first().section_key
    starts = [
        contract.get_absolute_url(),
        contract.tender.get_absolute_url(),
        f"/eastfield/priorities/{promise.priority.code}/",
        f"/eastfield/charters/{later.slug}/{section}/",
        f"/eastfield/charters/{later.slug}/all/",
        Round.objects.get().get_absolute_url() + "results/",
    ]
    found = {}
    for start in starts:
        links = HREF.findall(client.get(start).text)
        assert links, start
        found |= dict.fromkeys(links, start)
    assert f"/eastfield/thread/promise/{promise.reference}/" in found
    for link, start in found.items():
        assert client.get(link).status_code == 200, (start, link)
        assert link.split("/")[3] in KINDS


def test_a_paragraph_of_another_council_or_of_no_public_version_has_no_thread(
    later, eastfield, westbrook
):
    uid = str(later.adopted_edition.clauses.first().uid)
    assert trace(westbrook, "paragraph", uid) is None
    for unknown in (str(uuid4()), "p-1", ""):
        assert trace(eastfield, "paragraph", unknown) is None


def many(comment, count):
    """More comments of the same kind, in the same issue, written in bulk."""
    from consultation.models import IssueMember

    issue = comment.issues.get()
    new = Comment.objects.bulk_create(
        Comment(
            response=comment.response,
            round=comment.round,
            reference=f"X{number:07}",
            edition_clause=comment.edition_clause,
            text=f"More {number}",
            moderation=comment.moderation,
            moderated_at=comment.moderated_at,
        )
        for number in range(count)
    )
    IssueMember.objects.bulk_create(
        IssueMember(issue=issue, comment=one) for one in new
    )


@pytest.mark.parametrize("kind", ["issue", "paragraph", "comment"])
def test_a_long_thread_shows_ten_comments_counts_all_and_asks_no_more(
    later, eastfield, client, django_assert_max_num_queries, kind
):
    comment = Comment.objects.get(text=SAID)
    reference = {
        "issue": str(comment.issues.get().uid),
        "paragraph": str(later.adopted_edition.clauses.order_by("position")[0].uid),
        "comment": comment.reference,
    }[kind]
    address = f"/eastfield/thread/{kind}/{reference}/"
    with django_assert_max_num_queries(12):
        client.get(address)
    many(comment, 40)
    with django_assert_max_num_queries(12):
        page = client.get(address).text
    thread = trace(eastfield, kind, reference)
    wanted = 1 if kind == "comment" else 42
    assert thread.comment_count == wanted
    assert len(thread.comments) == min(wanted, 10)
    if wanted > 10:
        assert "and 32 more" in page
        (station,) = [one for one in stations_of(thread) if one.key == "said"]
        assert (len(station.shown), station.more) == (10, 32)
