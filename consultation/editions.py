"""The files of a round, in two editions.

The public edition holds what everybody may read on the pages, and not a word more. The
record edition is for the council's files and for a court: all of it, with the status
of each. Every stored field is either a column of a file or left out for a reason; a
test refuses a field that is neither.

The record edition comes straight out of the database, however long it is. The public
one goes through the same methods as the pages.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from consultation import answers
from consultation.columns import COMMENT_COLUMNS, PUBLISHED
from consultation.models import Round
from consultation.response_columns import RESPONSE_COLUMNS, answer_columns
from records.copying import Table

PUBLIC, RECORD = "public", "record"
ANSWERS_HEAD = ["question", "asked", "answer", "count", "mean", "answered by"]
LEFT_OUT = {
    "comment.id": "a number of the database",
    "comment.response": "its reference and receipt are columns",
    "comment.round": "the file is of one round",
    "comment.moderated_by": "officers are named by the trail alone",
    "response.id": "a number of the database",
    "response.round": "the file is of one round",
    "response.link_hash": "opens the private page",
    "response.idempotency_key": "a key of the form",
    "response.body_hash": "a check of the form",
    "response.entered_by": "officers are named by the trail alone",
    "response.late_decided_by": "officers are named by the trail alone",
    "contact.id": "a number of the database",
    "contact.response": "stands in the same row",
    "answer.id": "a number of the database",
    "answer.response": "stands in the same row",
    "mandate.id": "a number of the database",
    "mandate.response": "stands in the same row",
    "mandate.verified_by": "officers are named by the trail alone",
    "petition.id": "a number of the database",
    "petition.response": "stands in the same row",
    "attachment.id": "a number of the database",
    "attachment.response": "stands in the same row",
    "attachment.draft": "what was not sent is in no file",
    "responseversion.id": "a number of the database",
    "responseversion.response": "stands in the same row",
    "commentreport.id": "a number of the database",
    "commentreport.comment": "stands in the same row",
}


def comments_record(round: Round) -> Table:
    """Every comment in full, with who sent it and what became of it."""
    return _table(round.comments.order_by("pk"), COMMENT_COLUMNS, round)


def responses_record(round: Round) -> Table:
    """Every response, also one without comments: for whom, answers, files, versions."""
    columns = [*RESPONSE_COLUMNS, *answer_columns(round)]
    return _table(round.responses.order_by("pk"), columns, round)


def _table(rows, columns, round: Round) -> Table:
    heads = [column.head for column in columns]
    return Table(heads, rows, [column.cell(round) for column in columns])


def told_fields(round: Round) -> set[str]:
    """The stored fields of which some column of the record edition tells."""
    columns = [*COMMENT_COLUMNS, *RESPONSE_COLUMNS, *answer_columns(round)]
    return {name for column in columns for name in column.fields}


def head(edition: str) -> list[str]:
    """The heads of the file of comments."""
    if edition == PUBLIC:
        return list(PUBLISHED)
    return [column.head for column in COMMENT_COLUMNS]


def rows(round: Round, edition: str) -> Iterator[Any]:
    """The comments in an edition: the public one has only what the pages show now."""
    if edition == RECORD:
        yield from comments_record(round).query.iterator(chunk_size=2000)
        return
    comments = round.comments.for_reading().order_by("pk")
    comments = comments.shown() if round.shows_comments() else comments.none()
    for comment in comments.iterator(chunk_size=1000):
        comment.round = round
        comment.response.round = round
        yield [say(comment) for say in PUBLISHED.values()]


def counted_answers(round: Round) -> Iterator[list]:
    """How many responses gave each answer, once the results are published: the numbers
    of the page. Nothing in it says which answers came together, or from whom."""
    if not round.has_results:
        return
    for counted in answers.results(round):
        asked = [counted.question.number, counted.question.wording]
        if counted.result is None:
            own = _("In people's own words")
            yield [*asked, own, counted.texts, "", counted.base]
            continue
        for line in counted.result.lines:
            mean = "" if line.mean is None else f"{float(line.mean):.2f}"
            label = counted.labels[line.key]
            yield [*asked, label, line.count, mean, counted.base]
