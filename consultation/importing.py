"""Read a table of responses in: look first, then take each row once, then maybe undo.

A row is known by the name of its source and its own key there, or by its words. So the
same file can be read again after a stop, and doubles nothing.
"""

import functools
import hashlib
import itertools
import uuid
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation import preparing, receipts, staging
from consultation.import_rows import Reader, Row
from consultation.import_tables import lines
from consultation.models import ImportBatch, Response, Round
from consultation.parcels import Remark
from consultation.submission import (
    DIFFERENT_WORDS,
    hash_of,
    keep_from_concluding,
    write_receipt_letter,
)
from records.models import FileKind, StoredFile

KINDS = (FileKind.CSV, FileKind.XLSX)
AT_ONCE = 5000  # rows that are kept in one transaction
LOOKED_AT_ONCE = 1000  # rows that a person waits for; more are looked at by a worker
MOST_PROBLEMS = 10_000  # that are kept to be read


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


@transaction.atomic
def keep_look(batch: ImportBatch) -> None:
    """Look, and keep what was found beside the batch, so that pages only read it."""
    try:
        found = look(batch)
    except ValidationError as problem:
        kept = {"refusal": " ".join(problem.messages)}
    except FileNotFoundError:
        kept = {"refusal": _("The file of this table is gone. Upload it again.")}
    else:
        problems = found.problems[:MOST_PROBLEMS]
        kept = {
            "new": found.new,
            "repeats": found.repeats,
            "problem_count": len(found.problems),
            "problems": problems,
        }
    ImportBatch.objects.filter(pk=batch.pk).update(look=kept, looked_at=clock.now())
    batch.refresh_from_db(fields=["look", "looked_at"])


def run(batch: ImportBatch) -> int:
    """Take every good row, each once. Runs again after a stop where it stopped.

    Some thousand rows are kept together, each with its number in the ledger. Returns
    how many are new.
    """
    if batch.is_done or not batch.confirmed_at:
        return 0
    taken, manifest = 0, hashlib.sha256()
    rows = (row for row in Reader(batch).rows() if not row.has_double_key)
    keeper = Keeper(batch)
    while some := list(itertools.islice(rows, AT_ONCE)):
        kept = keeper.keep(some)
        taken += len(kept)
        for one in kept:
            manifest.update(one.body_hash.encode())
    batch.done_at = clock.now()
    batch.save(update_fields=["done_at"])
    data = {"responses": taken, "manifest": manifest.hexdigest()}
    record("import.done", batch, by=batch.made_by, data=data)
    return taken


class Keeper:
    """Keeps rows of one batch together, as `submit` would keep each of them."""

    def __init__(self, batch: ImportBatch):
        self.batch, self.round = batch, batch.round
        self.notice_at = functools.cache(
            lambda moment: preparing.privacy_notice_at(self.round, moment)
        )

    @transaction.atomic
    def keep(self, rows: list[Row]) -> list[staging.Kept]:
        """Keep them, or none of them. Returns those that are new."""
        over = self._over()
        staged = staging.Staged()
        for row in rows:
            problem = over or "; ".join(row.problems) or self._not_open(row)
            self._stage(row, problem, staged)
        kept = staging.keep(
            staged,
            round=self.round.pk,
            batch=self.batch.pk,
            channel=self.batch.channel,
            by=self.batch.made_by_id,
            now=clock.now(),
            other_words=str(DIFFERENT_WORDS),
        )
        self._write_letters([one for one in kept if one.has_email])
        return kept

    def _over(self) -> str:
        """Why nothing can be added any more, or ""."""
        try:
            keep_from_concluding(
                self.round, is_keyed_in=self.batch.made_by_id is not None
            )
        except Refused as refusal:
            return " ".join(refusal.messages)
        return ""

    def _not_open(self, row: Row) -> str:
        """What an officer enters may come at any time, as long as they are known."""
        if self.batch.made_by_id:
            return ""
        return self.round.why_not_now(row.received_at)

    def _stage(self, row: Row, problem: str, staged: staging.Staged) -> None:
        uid = uuid.uuid4()
        token = receipts.link_token(settings.SECRET_KEY, str(uid))
        content, sender = row.content, row.sender
        notice = self.notice_at(row.received_at) if row.received_at else None
        signed = content.signed
        told = sender.name or sender.email
        answers = {q.pk: value for q, value in content.answers.items()}
        staged.rows.append(
            (
                *(row.number, row.key, _("Row %s") % row.number, problem),
                *(row.received_at, row.postmarked_on, sender.kind),
                *(sender.area and sender.area.pk, notice and notice.pk),
                *(signed.handed_in - signed.duplicates if signed else 0,),
                *(hash_of(content, sender), uid, receipts.new_code()),
                receipts.token_hash(token),
                {"name": sender.name, "email": sender.email} if told else None,
                asdict(content.behalf) if content.behalf.is_told else None,
                asdict(signed) if signed else None,
                answers or None,
            )
        )
        if not problem:
            staged.comments += [_comment(row.number, one) for one in content.remarks]

    def _write_letters(self, kept: list[staging.Kept]) -> None:
        pks = [one.response for one in kept]
        found = Response.objects.filter(pk__in=pks).select_related("contact")
        for response in found.iterator(chunk_size=500):
            response.round = self.round
            write_receipt_letter(response, response.link_token, response.contact.email)


def _comment(number: int, remark: Remark) -> tuple:
    return (
        *(number, receipts.new_reference()),
        *(remark.clause and remark.clause.pk, remark.priority and remark.priority.pk),
        remark.section.key if remark.section else "",
        remark.section.title if remark.section else "",
        remark.question and remark.question.pk,
        *(remark.stance, remark.text, remark.wanted_change),
    )


def run_waiting() -> int:
    """Run what is confirmed and not done, and look at what nobody has looked at.
    Returns how many imports were finished."""
    batches = ImportBatch.objects.select_related("round__consultation__council", "file")
    for batch in batches.filter(confirmed_at=None, looked_at=None):
        keep_look(batch)
    waiting = batches.filter(confirmed_at__isnull=False, done_at=None)
    done = 0
    for batch in waiting:
        run(batch)
        done += 1
    return done
