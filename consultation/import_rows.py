"""What the rows of a table of responses say, and what is wrong with each."""

import datetime as dt
import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from consultation import routing
from consultation.drafts import sections_of
from consultation.import_tables import ANSWER, COLUMNS, lines
from consultation.models import (
    Comment,
    ImportBatch,
    Mandate,
    Question,
    Response,
)
from consultation.parcels import Behalf, Content, Remark, SectionPart, Sender, Signed

MOST_COUNTED = 2_147_483_647  # what the database can count


@dataclass
class Row:
    """One line of the table: what it says, and what is wrong with it."""

    number: int
    key: str
    content: Content | None = None
    sender: Sender | None = None
    received_at: dt.datetime | None = None
    postmarked_on: dt.date | None = None
    problems: list[str] = field(default_factory=list)
    is_repeat: bool = False
    has_double_key: bool = False

    @property
    def is_new(self) -> bool:
        return not self.problems and not self.is_repeat


class Reader:
    """Reads the lines of one batch, with what the round knows fetched once."""

    def __init__(self, batch: ImportBatch):
        self.batch, self.round = batch, batch.round
        self.areas = {}
        for area in self.round.council.areas.all():
            self.areas |= {area.name.casefold(): area, area.code.casefold(): area}
        edition = self.round.edition
        self.clauses = {one.number: one for one in edition.clauses.all()}
        self.priorities = {one.code.casefold(): one for one in edition.priorities.all()}
        self.sections: dict[str, SectionPart] = {}
        for part in sections_of(self.round):
            for name in (part.number, part.key, part.heading):
                self.sections.setdefault(name.casefold(), part)
        self.questions = {one.number: one for one in self.round.questions.in_order()}
        for question in self.questions.values():
            question.round = self.round
        self.moment = functools.cache(self._moment)
        self.words: dict[type, dict[str, str]] = {}

    def rows(self) -> Iterator[Row]:
        seen: dict[str, int] = {}
        for number, line in enumerate(lines(self.batch.file), start=2):
            row = self.read(number, line)
            if row.key in seen:
                first = seen[row.key]
                row.has_double_key = True
                row.problems.append(_("it has the same key as row %s") % first)
            else:
                seen[row.key] = number
            yield row

    def read(self, number: int, line: dict[str, str]) -> Row:
        row = Row(number, self.key_of(line))
        said = {name: line.get(name) or "" for name in COLUMNS}
        row.received_at, problem = self.moment(said["received_on"])
        if problem:
            row.problems.append(problem)
        row.postmarked_on = self.postmark(said["postmark"], row)
        email = said["email"]
        if email and "@" not in email:
            row.problems.append(_("the email address is not in the correct format"))
            email = ""
        row.sender = Sender(
            kind=self.choice(said["kind"], Response.Kind, "not_said", "kind", row),
            area=self.ward(said["ward"], row),
            name=said["name"][:100],
            email=email[:254],
        )
        answers, remarks = self.answers(line, row) if self.questions else ({}, [])
        if said["comment"] or not (answers or remarks or row.problems):
            remarks.insert(0, self.remark(said, row))
        row.content = Content(
            remarks=remarks,
            answers=answers,
            behalf=self.behalf(said, row),
            signed=self.signed(said, row),
        )
        return row

    def key_of(self, line: dict[str, str]) -> str:
        """The key of the row: its own in its source, or made of all its words."""
        own = line.get("key") or ""
        words = own or "\x1f".join(f"{name}={line[name]}" for name in sorted(line))
        text = f"import:{self.batch.source_name}:{words}"
        return hashlib.sha256(text.encode()).hexdigest()

    def _moment(self, text: str) -> tuple[dt.datetime | None, str]:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return None, _("the date received must be like 2027-02-12")
        if day > clock.today():
            problem = _("the date received must be today or in the past")
            return clock.day_starts(day), problem
        return clock.day_starts(day), ""

    def postmark(self, text: str, row: Row) -> dt.date | None:
        if not text:
            return None
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            row.problems.append(_("the postmark must be a date like 2027-02-12"))
            return None
        if row.received_at and day > clock.london(row.received_at).date():
            row.problems.append(_("the postmark must not be after the date received"))
        return day

    def choice(self, text: str, choices, otherwise: str, what: str, row: Row) -> str:
        if not text:
            return otherwise
        known = self.words.get(choices)
        if known is None:
            known = {str(label).casefold(): key for key, label in choices.choices}
            known |= {key: key for key in choices.values}
            self.words[choices] = known
        found = known.get(text.casefold())
        if found is None:
            row.problems.append(
                _("“%(text)s” is not a known %(what)s") % {"text": text, "what": what}
            )
        return found or otherwise

    def ward(self, text: str, row: Row):
        area = self.areas.get(text.casefold()) if text else None
        if text and area is None:
            row.problems.append(_("“%s” is not a ward here") % text)
        return area

    def remark(self, said: dict[str, str], row: Row) -> Remark:
        about = said["about"].casefold()
        clause, priority = self.clauses.get(about), self.priorities.get(about)
        if about and clause is None and priority is None:
            row.problems.append(_("“%s” is no paragraph or priority") % said["about"])
        section = self.sections.get(said["section"].casefold())
        if said["section"] and section is None:
            row.problems.append(_("“%s” is no section") % said["section"])
        question = self.question(said["question"], row)
        if sum(map(bool, (about, said["section"], said["question"]))) > 1:
            row.problems.append(
                _("give one of about, section and question, and not several")
            )
        if not said["comment"]:
            row.problems.append(_("the comment is empty"))
        if len(said["comment"]) > 20 * Comment.LONGEST:
            row.problems.append(_("the comment is too long"))
        return Remark(
            text=said["comment"],
            stance=self.choice(said["stance"], Comment.Stance, "", "stance", row),
            wanted_change=said["wanted_change"],
            clause=clause,
            priority=None if clause else priority,
            section=section,
            question=question,
        )

    def question(self, text: str, row: Row) -> Question | None:
        """The question that a comment answers, by its number."""
        if not text:
            return None
        number = text.lower().removeprefix("q")
        found = self.questions.get(int(number)) if number.isdecimal() else None
        if found is None or not found.is_text:
            row.problems.append(
                _("“%s” is no question that is answered in words") % text
            )
            return None
        return found

    def answers(self, line: dict[str, str], row: Row) -> tuple[dict, list[Remark]]:
        """What the columns q1, q2 and so on choose, and what they say in words."""
        given = {}
        for number, question in self.questions.items():
            if text := line.get(f"q{number}") or "":
                value = answer_of(question, text)
                try:
                    question.refuse_wrong(value)
                except Refused:
                    row.problems.append(
                        _("“%(text)s” is no answer to question %(number)s")
                        % {"text": text[:60], "number": number}
                    )
                else:
                    given[number] = value
        for name in line:
            column = ANSWER.fullmatch(name or "")
            if column and line[name] and int(column[1]) not in self.questions:
                row.problems.append(_("there is no question %s") % column[1])
        counted = routing.kept(self.questions.values(), given)
        for number in given.keys() - counted.keys():
            row.problems.append(
                _("question %s is not asked after these answers") % number
            )
        remarks, answers = [], {}
        for number, value in counted.items():
            question = self.questions[number]
            if question.is_text:
                remarks.append(Remark(text=value, question=question))
            else:
                answers[question] = value
        return answers, remarks

    def behalf(self, said: dict[str, str], row: Row) -> Behalf:
        """For whom the row speaks."""
        if said["agent_for"] and not said["authority"]:
            row.problems.append(_("an agent says by what authority"))
        return Behalf(
            organisation=said["organisation"][:150],
            size=self.choice(said["size"], Mandate.Size, "", "size", row),
            members=self.count(said["members"], "members", row),
            how_asked=said["how_asked"][:1000],
            client=said["agent_for"][:150],
            authority=said["authority"][:500],
        )

    def signed(self, said: dict[str, str], row: Row) -> Signed | None:
        """The signatures of a petition, if the row is one."""
        handed_in = self.count(said["signatures"], "signatures", row)
        twice = self.count(said["signed_twice"], "signed_twice", row) or 0
        here = self.count(said["signed_here"], "signed_here", row)
        if handed_in is None:
            if twice or here is not None:
                row.problems.append(_("enter how many signatures were handed in"))
            return None
        if twice > handed_in or (here or 0) > handed_in - twice:
            row.problems.append(_("it counts more signatures than were handed in"))
        return Signed(handed_in, twice, here)

    def count(self, text: str, what: str, row: Row) -> int | None:
        if not text:
            return None
        if text.isdecimal() and int(text) <= MOST_COUNTED:
            return int(text)
        row.problems.append(_("%s must be a whole number") % what)
        return None


def answer_of(question: Question, text: str):
    """What a cell chooses: keys or the words of the options, parted by semicolons.

    Points are written as “Trees: 60; Roofs: 40”. What cannot be read is handed back as
    it is, and does not fit the question.
    """
    kinds = Question.Kind
    if question.is_text:
        return text
    keys = {label.casefold(): key for key, label in question.labels.items()}
    keys |= {key.casefold(): key for key in question.labels}
    if question.kind in (kinds.CHOICE, kinds.SCALE):
        return keys.get(text.casefold(), text)
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if question.kind != kinds.POINTS:
        return [keys.get(part.casefold(), part) for part in parts]
    points = {}
    for part in parts:
        name, _colon, number = part.rpartition(":")
        name = name.strip()
        if not number.strip().isdecimal():
            return text
        points[keys.get(name.casefold(), name)] = int(number)
    return points
