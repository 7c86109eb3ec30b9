"""The statement as one long table: each figure and each point is a row."""

from collections.abc import Iterator
from typing import Any

from consultation import burden
from consultation.models import Statement

HEAD = ("Part", "About", "What", "Number", "Percent", "Words", "Statement hash")
FIGURES = {
    "responses": "Responses",
    "comments": "Comments",
    "signatures": "Signatures on petitions",
    "in_progress": "Being written at the close",
    "late": "Late, and considered",
    "too_late": "Too late, and kept",
}
COUNTED = (
    ("kinds", "Responses by kind of sender"),
    ("areas", "Responses by place"),
    ("channels", "Responses by way of replying"),
    ("views", "Comments by view"),
    ("moderation", "Comments by publication"),
)


def table(statement: Statement) -> tuple[tuple[str, ...], Iterator[tuple]]:
    """Head and rows."""
    found = _rows(statement.content)
    return HEAD, ((*row, statement.document_hash) for row in found)


def _row(part, about, what, number="", percent=None, words="") -> tuple:
    number = "" if number is None else number
    return part, about, what, number, "" if percent is None else percent, words


def _rows(told: dict[str, Any]) -> Iterator[tuple]:
    yield from _asked(told)
    for key, label in FIGURES.items():
        yield _row("Figures", "", label, told["figures"].get(key, 0))
    for key, part in COUNTED:
        for line in told.get(key, []):
            about = "Not published because" if line.get("withheld") else ""
            yield _row(part, about, line["label"], line["count"])
    for one in told.get("groups", []):
        for key, what in (("least", "At least"), ("heard", "Replied")):
            yield _row("Groups", one["label"], what, one[key])
    yield from _crossed("Views by kind of sender", "", told.get("views_by_kind"))
    yield from _spoke_for(told)
    yield from _checked(told)
    for asked in (told.get("equality_answers") or {}).get("tables", []):
        for row in asked["rows"]:
            words = "hidden" if row["count"] is None else ""
            words = "at least" if row["is_at_least"] else words
            about = asked["wording"]
            yield _row("Equality", about, row["label"], row["count"], words=words)
    for question in told.get("questions", []):
        yield from _question(question)
    yield from _of_organisations(told)
    for issue in told["issues"]:
        yield from _issue(issue)


def _asked(told) -> Iterator[tuple]:
    for one in told.get("asked", []):
        about = f"{one['group']}: {one['name']}" if one["name"] else one["group"]
        if one["not_relevant_because"]:
            words = one["not_relevant_because"]
            yield _row("Who was asked", about, "Not asked because", words=words)
            continue
        yield _row("Who was asked", about, "How", words=one["way"])
        for key, what in (
            ("asked", "Asked on"),
            ("chased", "Asked again on"),
            ("replied", "Replied on"),
        ):
            if one[key]:
                yield _row("Who was asked", about, what, words=one[key])
    for one in told.get("outreach", []):
        yield _row("Outreach", one["group"], one["day"], words=one["what"])
    for one in told.get("formats", []):
        words = one["withdrawn_because"] or one["where"]
        yield _row("Formats", one["label"], one["made"] or "Not made", words=words)


def _crossed(part, about, table) -> Iterator[tuple]:
    for row in table["rows"] if table else []:
        where = f"{about}: {row['label']}" if about else row["label"]
        for column, cell in zip(table["columns"], row["cells"], strict=True):
            yield _row(part, where, column, cell["count"], cell["percent"])


def _spoke_for(told) -> Iterator[tuple]:
    for number, one in enumerate(told.get("organisations", []), 1):
        about = one["name"] or f"{one['kind']}, not named ({number})"
        members = "" if one["members"] is None else one["members"]
        words = one["how_asked"]
        yield _row("Organisations", about, "Members", members, words=words)
    for number, one in enumerate(told.get("petitions", []), 1):
        about = f"Petition {number}, {one['from']}"
        for key, what in PETITION.items():
            if one.get(key) is not None:
                yield _row("Petitions", about, what, one[key])


PETITION = {
    "handed_in": "Handed in",
    "duplicates": "Signed twice",
    "signatures": "Counted",
    "in_area": "Live, work or study here",
}


def _checked(told) -> Iterator[tuple]:
    for campaign in told["campaigns"]:
        yield _row("Campaigns", campaign["title"], "Comments", campaign["comments"])
    for line in told["with_and_without"]:
        yield _row(
            "With and without campaigns", line["what"], "Comments", line["comments"]
        )
    if keying := told.get("keying"):
        for key, what in (("fields", "Fields compared"), ("wrong", "Fields wrong")):
            yield _row("Typed in by officers", "", what, keying[key])
    if agreement := told["agreement"]:
        for key in ("comments", "same", "kappa", "alpha"):
            yield _row("Grouped again by a second officer", "", key, agreement[key])


def _of_organisations(told) -> Iterator[tuple]:
    rows = burden.rows(told["burden"]) if "burden" in told else ()
    for asked, about, size, base, count, note in rows:
        what = f"{asked}: {about}"
        yield _row("What organisations could do", what, size, count, words=note)
        if base != "":
            size = f"{size}, answered"
            yield _row("What organisations could do", what, size, base)


def _question(question) -> Iterator[tuple]:
    part = f"Question {question['number']}"
    yield _row(part, question["wording"], "Answered", question["base"])
    if question["mean"]:
        yield _row(part, question["wording"], "Mean", question["mean"])
    for line in question["lines"]:
        yield _row(part, line["label"], "Answers", line["count"], line["percent"])
        if line["mean"]:
            what = "Mean place" if question["kind"] == "ranking" else "Mean points"
            yield _row(part, line["label"], what, line["mean"])
        for place, people in enumerate(line["places"], 1):
            yield _row(part, line["label"], f"Place {place}", people)


def _issue(issue) -> Iterator[tuple]:
    part, about = f"Point {issue['number']}", issue["title"]
    yield _row(part, about, "Comments", issue["comments"])
    for line in issue["kinds"]:
        yield _row(part, about, line["label"], line["count"])
    yield from _crossed(part, about, issue.get("views_by_kind"))
    yield _row(part, about, "What we heard", words=issue["heard"])
    yield _row(part, about, issue["decision"] or "No answer", words=issue["reason"])
    for change in issue["changes"]:
        yield _row(part, about, "Changed", words=change["what"])
