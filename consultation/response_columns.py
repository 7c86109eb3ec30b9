"""The columns of the file of responses: everything but the words of the comments."""

import json

from django.db.models import F, Func, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast

from consultation.columns import Column, Glue, is_late, joined, receipt, sender
from consultation.models import (
    Answer,
    Attachment,
    Comment,
    Mandate,
    Question,
    Response,
    ResponseVersion,
    Round,
)
from records.copying import day, in_london, label, moment, number, words, yes_no

TEXT = TextField()


def comments(_round: Round):
    return joined(Comment.objects.all(), "response", F("reference"), "pk")


def files(_round: Round):
    """Each file with its hash and when it was added."""
    said = Glue(
        F("file__name"),
        Value(" (sha256 "),
        F("file__sha256"),
        Value(", "),
        in_london("added_at"),
        Value(")"),
    )
    return joined(Attachment.objects.all(), "response", said, "pk")


def versions(_round: Round):
    """What it said before each change, as JSON, with the moment of the change."""
    said = Glue(
        Cast("number", TEXT),
        Value(", until "),
        in_london("kept_at"),
        Value(": "),
        Cast("content", TEXT),
    )
    return joined(ResponseVersion.objects.all(), "response", said, "number")


class Said(Func):
    """An answer in words, as `Question.said` says it."""

    output_field = TEXT
    ONE = "coalesce(%s::jsonb ->> ({value} #>> '{{}}'), {value} #>> '{{}}')"
    SEVERAL = """(
        SELECT string_agg({line}, '; ' ORDER BY place)
        FROM jsonb_array_elements_text({value}) WITH ORDINALITY AS one (key, place),
            (SELECT %s::jsonb AS labels) AS known)"""
    POINTS = """(
        SELECT string_agg(coalesce(labels ->> key, key) || ': ' || given, '; ')
        FROM jsonb_each_text({value}) AS one (key, given),
            (SELECT %s::jsonb AS labels) AS known
        WHERE given <> '0')"""
    LINES = {
        Question.Kind.SEVERAL: "coalesce(labels ->> key, key)",
        Question.Kind.RANKING: "place || ': ' || coalesce(labels ->> key, key)",
    }

    def __init__(self, value, question: Question | None = None, **extra):
        self.question = question
        super().__init__(value, **extra)

    def as_sql(self, compiler, connection, **more):
        (value,) = (compiler.compile(one)[0] for one in self.source_expressions)
        kind = self.question.kind
        shape = self.POINTS if kind == Question.Kind.POINTS else self.ONE
        line = self.LINES.get(kind, "")
        shape = self.SEVERAL if line else shape
        return shape.format(value=value, line=line), [json.dumps(self.question.labels)]


def answer_columns(round: Round) -> list[Column]:
    """One for each question that is answered by choosing; words of one's own are
    comments."""
    fields = ("answer.question", "answer.value")
    found = []
    for question in round.questions.in_order():
        question.round = round
        if not question.is_text:
            found.append(Column(f"q{question.number}", fields, _answer(question)))
    return found


def _answer(question: Question):
    given = Answer.objects.filter(response=OuterRef("pk"), question=question).order_by()
    said = given.annotate(said=Said(F("value"), question=question)).values("said")
    return lambda _round: words(Subquery(said))


plain = Column.plain
BODY, PERSON, PAPER = "mandate__", "contact__", "petition__"
RESPONSE_COLUMNS = (
    Column("receipt", ("response.receipt_code",), receipt("")),
    plain("response", "response.uid", number, "uid"),
    plain("number in the ledger", "ingestitem.number", number, "ingest_item__number"),
    plain("received at", "response.received_at", moment, "received_at"),
    plain("recorded at", "response.recorded_at", moment, "recorded_at"),
    plain("begun at", "response.begun_at", moment, "begun_at"),
    plain("postmark", "response.postmarked_on", day, "postmarked_on"),
    Column("late", (), is_late("")),
    plain("late because", "response.late_reason", words, "late_reason"),
    plain("decided late at", "response.late_decided_at", moment, "late_decided_at"),
    plain("channel", "response.channel", label, "channel", Response.Channel.choices),
    plain("kind of sender", "response.kind", label, "kind", Response.LABELS.items()),
    plain("place", "response.area", words, "area__name"),
    Column("shown as", (), sender("")),
    plain(
        *("standing", "response.standing"),
        *(label, "standing", Response.Standing.choices),
    ),
    plain("standing because", "response.standing_reason", words, "standing_reason"),
    plain("looks automatic because", "response.suspicion", words, "suspicion"),
    plain("withdrawn at", "response.withdrawn_at", moment, "withdrawn_at"),
    plain(
        "privacy notice", "response.privacy_notice", number, "privacy_notice__number"
    ),
    plain(
        *("asks to stay confidential because", "response.confidential_because"),
        *(words, "confidential_because"),
    ),
    plain("sender forgotten at", "response.erased_at", moment, "erased_at"),
    plain("forgotten because", "response.erased_because", words, "erased_because"),
    plain("name", "contact.name", words, f"{PERSON}name"),
    plain("name may be shown", "contact.show_name", yes_no, f"{PERSON}show_name"),
    plain("email", "contact.email", words, f"{PERSON}email"),
    plain(
        "wants the results", "contact.wants_results", yes_no, f"{PERSON}wants_results"
    ),
    plain("wants later news", "contact.wants_later", yes_no, f"{PERSON}wants_later"),
    plain("organisation", "mandate.organisation", words, f"{BODY}organisation"),
    plain(
        *("organisation may be shown", "mandate.show_organisation"),
        *(yes_no, f"{BODY}show_organisation"),
    ),
    plain("size", "mandate.size", label, f"{BODY}size", Mandate.Size.choices),
    plain("members", "mandate.members", number, f"{BODY}members"),
    plain("how members were asked", "mandate.how_asked", words, f"{BODY}how_asked"),
    plain("user-led", "mandate.is_user_led", yes_no, f"{BODY}is_user_led"),
    plain("verified at", "mandate.verified_at", moment, f"{BODY}verified_at"),
    plain("client", "mandate.client", words, f"{BODY}client"),
    plain("authority", "mandate.authority", words, f"{BODY}authority"),
    plain("signatures", "response.signatures", number, "signatures"),
    plain("handed in", "petition.handed_in", number, f"{PAPER}handed_in"),
    plain("given twice", "petition.duplicates", number, f"{PAPER}duplicates"),
    plain("from here", "petition.in_area", number, f"{PAPER}in_area"),
    Column("comments", (), comments),
    Column("files", ("attachment.file", "attachment.added_at"), files),
    Column(
        "earlier versions",
        tuple(f"responseversion.{name}" for name in ("number", "content", "kept_at")),
        versions,
    ),
)
