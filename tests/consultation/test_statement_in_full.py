"""The statement tells who was asked, who replied for whom, and how it was checked."""

import csv
import io

import pytest
from django.db.models import Count

from consultation import (
    channels,
    forgetting,
    preparing,
    reach,
    statement,
    statement_table,
)
from consultation.models import (
    Comment,
    Mandate,
    Outreach,
    Petition,
    Reading,
    Response,
)
from consultation.parcels import Behalf, Content, Remark, Sender, Signed
from consultation.submission import submit
from records import typesetting
from tests.consultation.addresses import url
from tests.factories import ask, open_round, send_response
from tests.stage import staged

pytestmark = pytest.mark.django_db


@staged
def asked(eastfield):
    return open_round(eastfield, questions=[ask("By bus?", "choice", ["Yes", "No"])])


@pytest.fixture
def rich(asked, dara, mona, travel):
    """A reported round with every kind of thing that a statement tells."""
    round = asked
    stakeholders = list(round.consultation.stakeholders.order_by("pk"))
    preparing.note_contact(stakeholders[0], "asked", by=dara)
    preparing.note_contact(stakeholders[0], "replied", by=dara)
    area = reach.by_business_size(round)[0]
    Outreach.log(
        round,
        group=area.group,
        option=area.option,
        label=area.label,
        what="A stall at the market",
        done_on=round.opens_at.date(),
        before=0,
        by=dara,
    )
    behalf = Behalf(
        organisation="Harbour Carers",
        show_organisation=True,
        size="micro",
        members=250,
        how_asked="At two meetings. Ring Mrs Hale on 01632 960777.",
        is_user_led=True,
    )
    content = Content(remarks=[Remark("Ask us.", stance="agree")], behalf=behalf)
    submit(round, content, Sender("community"), idempotency_key="carers")
    hidden = Behalf(organisation="Secret Ltd", size="large", members=900)
    content = Content(remarks=[Remark("Less.", stance="disagree")], behalf=hidden)
    submit(round, content, Sender("business"), idempotency_key="secret")
    content = Content(
        remarks=[Remark("We signed.")],
        signed=Signed(300, duplicates=6, in_area=200),
    )
    submit(round, content, Sender("community"), idempotency_key="petition")
    content = Content(answers={round.questions.get(): "1"})
    submit(round, content, Sender("lives_here"), idempotency_key="answer")
    keyed = channels.key_in(
        round,
        Content(remarks=[Remark("Pleese ring.")]),
        Sender("lives_here"),
        key="keyed",
        channel="paper",
        received_at=round.opens_at,
        by=dara,
    ).response
    reference = keyed.comments.get().reference
    keyed.keying.compare({reference: {"text": "Please ring."}}, by=mona)
    travel(to=round.closes_at)
    late = send_response(round, "I was away.", key="late").response
    late.decide_late(True, "Nothing was read yet.", by=dara)
    for comment in round.comments.all():
        comment.publish(mona)
    Reading.objects.mark(round, round.responses.counted().unread(), by=dara)
    issue = round.raise_issue("Promises need dates", "People want dates.", by=dara)
    issue.gather(list(round.comments.all()), by=dara)
    issue.dispose("accepted", "We agree.", by=dara)
    round.analyse(by=dara)
    round.report(by=dara)
    return type(round).objects.for_reading().get(pk=round.pk)


def counts(lines):
    return {line["label"]: line["count"] for line in lines}


def test_every_figure_is_a_count_of_rows(rich):
    told = statement.build(rich).content
    responses = Response.objects.filter(round=rich)
    assert told["figures"]["responses"] == responses.count() == 6
    assert told["figures"]["comments"] == Comment.objects.filter(round=rich).count()
    assert told["figures"]["late"] == 1
    for key, field in (("channels", "channel"),):
        rows = dict(responses.order_by().values_list(field).annotate(Count("pk")))
        assert sum(counts(told[key]).values()) == sum(rows.values())
    assert sum(counts(told["kinds"]).values()) == responses.count()
    assert sum(counts(told["areas"]).values()) == responses.count()
    assert [one["members"] for one in told["organisations"]] == list(
        Mandate.objects.order_by("pk").values_list("members", flat=True)
    )
    petition = Petition.objects.get()
    assert told["petitions"][0]["signatures"] == petition.signatures == 294
    (question,) = told["questions"]
    assert question["base"] == rich.questions.get().answers.count() == 1
    assert told["keying"] == {"responses": 1, "fields": 4, "wrong": 1}
    everybody = told["views_by_kind"]["rows"][-1]
    assert everybody["base"] == rich.comments.exclude(stance="").count() == 2


def test_it_says_who_was_asked_and_how(rich):
    told = statement.build(rich).content
    stakeholders = rich.consultation.stakeholders
    assert len(told["asked"]) == stakeholders.count()
    first = told["asked"][0]
    assert first["way"] == "By letter"
    assert first["asked"]
    assert first["replied"]
    assert told["outreach"][0]["what"] == "A stall at the market"


def test_an_organisation_is_named_only_if_it_asked_for_it(rich):
    told = statement.build(rich)
    names = [one["name"] for one in told.content["organisations"]]
    assert names == ["Harbour Carers", ""]
    assert "Secret Ltd" not in told.document
    assert "01632" not in told.document
    assert "Hale" not in told.document


def test_built_again_it_is_the_same_byte_for_byte(rich, travel):
    first = statement.build(rich)
    travel(to=rich.closes_at.replace(year=rich.closes_at.year + 1))
    again = statement.build(type(rich).objects.for_reading().get(pk=rich.pk))
    assert again.pk == first.pk
    assert first.content["format"] == "consultation-statement/2"


def test_it_says_as_of_when_the_figures_are(rich):
    taken = statement.build(rich).content["as_of"]
    assert taken
    Response.objects.filter(round=rich).update(
        recorded_at=rich.reported_at.replace(year=rich.reported_at.year + 1)
    )
    assert statement.build(rich).content["as_of"] > taken


def test_the_page_and_the_print_tell_the_same(client, rich):
    built = statement.build(rich)
    page = client.get(url(rich, "statement")).text
    printed = typesetting.page_for(
        built.content,
        template="statement",
        title="Statement",
        document_hash=built.document_hash,
    )
    for words in (
        "By letter",
        "A stall at the market",
        "Harbour Carers",
        "250",
        "294",
        "By bus?",
        "1 of 4 fields were wrong",
        "1 came late and was considered",
        "Views by kind of sender",
        "Responses by place",
        "Responses by way of replying",
    ):
        assert words in page, words
        assert words in printed, words
    assert "T17:00" not in page, "dates are in words"
    assert "<details" not in printed
    assert "<svg" not in printed


def test_the_table_holds_every_figure(rich):
    built = statement.build(rich)
    head, rows = statement_table.table(built)
    rows = list(rows)
    assert {len(row) for row in rows} == {len(head)}
    found = {row[:3]: row[3] for row in rows}
    assert found["Figures", "", "Responses"] == 6
    assert (
        found["Petitions", "Petition 1, Community group or charity", "Counted"] == 294
    )
    assert found["Organisations", "Harbour Carers", "Members"] == 250
    assert found["Question 1", "Yes", "Answers"] == 1
    assert found["Point 1", "Promises need dates", "Comments"] == 5
    assert all(row[-1] == built.document_hash for row in rows)


def test_the_file_holds_the_figures(client, rich):
    statement.build(rich)
    file = b"".join(client.get(url(rich, "statement_csv")).streaming_content)
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    assert ["Figures", "", "Responses", "6"] in [row[:4] for row in rows]


def test_members_are_published_beside_the_name_as_the_form_promises(rich):
    carers = rich.responses.get(mandate__organisation="Harbour Carers")
    assert "speaks for 250" in carers.public_label
    hidden = rich.responses.get(mandate__organisation="Secret Ltd")
    assert "Secret" not in hidden.public_label
    assert "speaks for 900" in hidden.public_label


@pytest.mark.parametrize("keeps_words", [True, False])
def test_forgetting_a_sender_changes_no_figure_and_no_hash(rich, dara, keeps_words):
    first = statement.build(rich)
    response = rich.comments.get(text="I was away.").response
    forgetting.erase(response, "They asked.", keeps_words=keeps_words, by=dara)
    again = statement.build(type(rich).objects.for_reading().get(pk=rich.pk))
    assert again.document_hash == first.document_hash


def test_erased_words_never_seem_to_have_broken_a_rule(client, rich, dara):
    comment = rich.comments.get(text="I was away.")
    forgetting.erase(comment.response, "They asked.", keeps_words=False, by=dara)
    shown = client.get(url(rich, "comment_list")).text
    assert "broke the rules" not in shown
    assert "Erased at the request of the person who wrote it" in shown
    assert "I was away." not in shown


def test_words_that_were_cut_stay_cut_when_they_are_erased(rich, mona, dara):
    comment = rich.comments.get(text="I was away.")
    comment.publish_in_part([(2, 5, "personal")], mona)
    first = statement.build(rich)
    forgetting.erase(comment.response, "They asked.", keeps_words=False, by=dara)
    comment.refresh_from_db()
    assert comment.public_plain.startswith(forgetting.ERASED)
    assert "away" not in comment.text
    assert statement.build(rich).document_hash == first.document_hash


def test_a_withheld_reason_would_change_the_totals(rich, mona):
    """Negative control: what erasing did before makes another statement."""
    first = statement.build(rich)
    rich.comments.get(text="I was away.").withhold("personal", mona)
    assert statement.build(rich).document_hash != first.document_hash
