"""Read a table of responses in: look first, then take each row once, then maybe undo.

A row is known by the name of its source and its own key there, or by its words. So the
same file can be read again after a stop, and doubles nothing.
"""

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models import Comment, ImportBatch, IngestItem, Response, Round
from consultation.parcels import Behalf, Content, Remark, Sender
from consultation.submission import DifferentWords, hash_of, submit
from records.models import FileKind, StoredFile

COLUMNS = (
    *("key", "received_on", "kind", "ward", "about", "stance", "comment"),
    *("wanted_change", "organisation", "name", "email"),
)
NEEDED = ("received_on", "comment")
MOST_ROWS = 200_000
KINDS = (FileKind.CSV, FileKind.XLSX)


@dataclass
class Row:
    """One line of the table: what it says, and what is wrong with it."""

    number: int
    key: str
    content: Content | None = None
    sender: Sender | None = None
    received_at: dt.datetime | None = None
    problems: list[str] = field(default_factory=list)
    is_repeat: bool = False

    @property
    def is_new(self) -> bool:
        return not self.problems and not self.is_repeat


@dataclass(frozen=True)
class Look:
    """What an import would do."""

    new: int
    repeats: int
    problems: list[tuple[int, str]]

    @property
    def rows(self) -> int:
        return self.new + self.repeats + len({number for number, _ in self.problems})


@transaction.atomic
def begin(round: Round, upload, source_name: str, channel: str, *, by) -> ImportBatch:
    """Keep the file and count its rows. Nothing is read in yet."""
    file = StoredFile.keep(upload, round.council, by, kinds=KINDS)
    rows = sum(1 for _row in lines(file))
    if not rows:
        raise ValidationError(_("The selected file has no rows"))
    batch = ImportBatch.objects.create(
        round=round,
        file=file,
        source_name=source_name,
        channel=channel,
        rows=rows,
        made_by=by,
    )
    record("import.begun", batch, by=by, data={"rows": rows, "sha256": file.sha256})
    return batch


def lines(file: StoredFile) -> Iterator[dict[str, str]]:
    """The rows of a CSV or XLSX file, by the names in its first line."""
    raw = _xlsx(file) if file.kind == FileKind.XLSX else _csv(file)
    names = [str(name or "").strip().lower() for name in next(raw, [])]
    if missing := [name for name in NEEDED if name not in names]:
        raise ValidationError(
            _("The first line must name these columns: %s") % ", ".join(missing)
        )
    for count, values in enumerate(raw, start=1):
        if count > MOST_ROWS:
            raise ValidationError(_("A file can have at most 200,000 rows"))
        if any(values):
            yield dict(zip(names, values, strict=False))


def _csv(file: StoredFile) -> Iterator[list[str]]:
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("Save the file as CSV in UTF-8")) from None
    for values in csv.reader(io.StringIO(text)):
        yield [value.strip() for value in values]


def _xlsx(file: StoredFile) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(file.read()), read_only=True, data_only=True)
    for values in book.worksheets[0].iter_rows(values_only=True):
        yield [_cell(value) for value in values]


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value).strip()


class Reader:
    """Reads the lines of one batch, with what the round knows fetched once."""

    def __init__(self, batch: ImportBatch):
        self.batch, self.round = batch, batch.round
        self.areas = {}
        for area in self.round.council.areas.all():
            self.areas |= {area.name.casefold(): area, area.code.casefold(): area}
        clauses = self.round.edition.clauses.all()
        self.clauses = {clause.number: clause for clause in clauses}
        priorities = self.round.edition.priorities.all()
        self.priorities = {one.code.casefold(): one for one in priorities}

    def rows(self) -> Iterator[Row]:
        seen: dict[str, int] = {}
        for number, line in enumerate(lines(self.batch.file), start=2):
            row = self.read(number, line)
            if row.key in seen:
                first = seen[row.key]
                row.problems.append(_("it has the same key as row %s") % first)
            else:
                seen[row.key] = number
            yield row

    def read(self, number: int, line: dict[str, str]) -> Row:
        row = Row(number, self.key_of(line))
        said = {name: (line.get(name) or "").strip() for name in COLUMNS}
        row.received_at = self.moment(said["received_on"], row)
        row.sender = Sender(
            kind=self.choice(said["kind"], Response.Kind, "not_said", "kind", row),
            area=self.ward(said["ward"], row),
            name=said["name"][:100],
            email=said["email"] if "@" in said["email"] else "",
        )
        if said["email"] and "@" not in said["email"]:
            row.problems.append(_("the email address is not in the correct format"))
        row.content = Content(
            remarks=[self.remark(said, row)],
            behalf=Behalf(organisation=said["organisation"][:150]),
        )
        return row

    def key_of(self, line: dict[str, str]) -> str:
        """The key of the row: its own in its source, or made of all its words."""
        own = (line.get("key") or "").strip()
        words = own or "\x1f".join(f"{name}={line[name]}" for name in sorted(line))
        text = f"import:{self.batch.source_name}:{words}"
        return hashlib.sha256(text.encode()).hexdigest()

    def moment(self, text: str, row: Row) -> dt.datetime | None:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            row.problems.append(_("the date received must be like 2027-02-12"))
            return None
        if day > clock.today():
            row.problems.append(_("the date received must be today or in the past"))
        return clock.day_starts(day)

    def choice(self, text: str, choices, otherwise: str, what: str, row: Row) -> str:
        if not text:
            return otherwise
        by_label = {str(label).casefold(): value for value, label in choices.choices}
        folded = text.casefold()
        found = folded if folded in choices.values else by_label.get(folded)
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
        )


def look(batch: ImportBatch) -> Look:
    """Read every row without keeping anything."""
    new, repeats, problems = 0, 0, []
    known = dict(
        Response.objects.filter(round=batch.round).values_list(
            "idempotency_key", "body_hash"
        )
    )
    for row in Reader(batch).rows():
        if not row.problems and row.key in known:
            row.is_repeat = known[row.key] == hash_of(row.content, row.sender)
            if not row.is_repeat:
                row.problems.append(_("it was imported before with other words"))
        new, repeats = new + row.is_new, repeats + row.is_repeat
        problems += [(row.number, problem) for problem in row.problems]
    return Look(new, repeats, problems)


def run(batch: ImportBatch) -> int:
    """Take every good row, each once. Runs again after a stop where it stopped.

    Each row has its number in the ledger before it is read. Returns how many are new.
    """
    if batch.is_done or not batch.confirmed_at:
        return 0
    taken = 0
    for row in Reader(batch).rows():
        item = IngestItem.take(
            batch.round,
            IngestItem.Source.IMPORT,
            key=row.key,
            about=_("Row %s") % row.number,
            arrived_at=row.received_at,
            by=batch.made_by,
        )
        if row.problems:
            item.refuse("; ".join(row.problems))
            continue
        taken += _take(batch, row, item)
    batch.done_at = clock.now()
    batch.save(update_fields=["done_at"])
    record("import.done", batch, by=batch.made_by, data={"responses": taken})
    return taken


def _take(batch: ImportBatch, row: Row, item: IngestItem) -> bool:
    try:
        with transaction.atomic():
            receipt = submit(
                batch.round,
                row.content,
                row.sender,
                idempotency_key=row.key,
                channel=batch.channel,
                received_at=row.received_at,
                entered_by=batch.made_by,
                item=item,
            )
            batch.responses.add(receipt.response)
    except (DifferentWords, Refused) as refusal:
        item.refuse(" ".join(refusal.messages))
        return False
    return not receipt.is_repeat


def run_waiting() -> int:
    """Run what is confirmed and not done. Returns how many imports were finished."""
    waiting = ImportBatch.objects.filter(confirmed_at__isnull=False, done_at=None)
    done = 0
    for batch in waiting.select_related("round__consultation__council", "file"):
        run(batch)
        done += 1
    return done
