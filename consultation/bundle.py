"""The bundle for a court: everything about one round, in a file that anybody can check.

Inside lie the texts that were consulted on, how the round was prepared and announced,
whom the council asked, every response in the record edition with its files, what was
decided about each, the statements, who read them, the decision about the charter, and
the council's whole chain of the trail.
`SHA256SUMS` names each file with its hash: `sha256sum -c SHA256SUMS` checks them with
no software of ours, and `python3 verify.py` follows the chain from its first entry.
"""

import datetime as dt
import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO

from audit.models import Event
from audit.trail import chain_of
from consultation import bundle_rows, editions
from consultation.models import Attachment, Round
from records import canonical, copying

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: same facts, same bytes
SUMS = "SHA256SUMS"
UNSAFE = re.compile(r"[^\w .()-]")

READ_ME = """\
What this is
============
Everything that the portal holds about one consultation round. It holds personal data:
it is for the council, its advisers and a court.

Left out are what was never sent, which is its writer's, and the sheets about equality,
which are kept apart from every response: equality-tables.jsonl has their tables.
Each line of a .jsonl file is one record. The numbers of texts in
moderation-decisions.jsonl are those of comments, named beside them.

How to check it
===============
1. Every file is as it was packed:      sha256sum -c SHA256SUMS
2. The trail was not altered:           python3 verify.py
   It needs Python 3 and nothing else, and prints the last entry's hash. Compare it with
   a checkpoint that was published or kept elsewhere.
"""

VERIFY = '''\
"""Follow the chain of the trail from its first entry. Standard library only."""
import json
import sys

from hashlib import sha256

previous, expected = "", 1
for line in open("trail.jsonl", encoding="utf-8"):
    entry = json.loads(line)
    content = entry["content"]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    if content["sequence"] != expected:
        sys.exit(f"Entry {expected} is missing.")
    if content["previous"] != previous:
        sys.exit(f"Entry {expected} does not follow the one before.")
    if sha256(text.encode()).hexdigest() != entry["hash"]:
        sys.exit(f"Entry {expected} was changed.")
    previous, expected = entry["hash"], expected + 1
print(f"{expected - 1} entries, unbroken. Last hash: {previous}")
'''


@dataclass
class Hashed:
    """A file of the bundle that is being written, and its hash so far."""

    file: BinaryIO
    hash: Any = field(default_factory=hashlib.sha256)

    def write(self, content: bytes) -> int:
        self.hash.update(content)
        return self.file.write(content)


def pack(round: Round) -> BinaryIO:
    """The bundle as a zip file on disk, ready to be read. Whoever closes it ends it.

    Each file goes straight from the database into the zip, so that a long round needs
    no more memory than a short one.
    """
    stream = tempfile.TemporaryFile()  # noqa: SIM115 – the answer closes it
    sums = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, write in sorted(contents(round)):
            with bundle.open(_entry(name), "w", force_zip64=True) as file:
                hashed = Hashed(file)
                write(hashed)
            sums.append(f"{hashed.hash.hexdigest()}  {name}\n")
        bundle.writestr(_entry(SUMS), "".join(sums))
    stream.seek(0)
    return stream


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


Write = Callable[[BinaryIO], Any]


def contents(round: Round) -> Iterator[tuple[str, Write]]:
    """Each file of the bundle: its name and what writes it."""
    yield "README.txt", _whole(READ_ME.encode())
    yield "verify.py", _whole(VERIFY.encode())
    yield "round.json", _whole(_json(_round(round)))
    for edition in _editions(round):
        name = f"editions/{edition.number}-{edition.kind}.json"
        yield name, _whole(canonical.canonical(edition.document).encode())
    for statement in round.statements.order_by("number"):
        name = f"statements/{statement.number}.json"
        yield name, _whole(statement.document.encode())
    for rows in bundle_rows.ROWS:
        yield f"{rows.name}.jsonl", partial(_lines, rows.lines, round)
    for name, table in (
        ("comments", editions.comments_record(round)),
        ("responses", editions.responses_record(round)),
    ):
        write = partial(copying.copy_csv, table=table)
        yield f"{name}-record-edition.csv", write
    yield from _files(round)
    yield "trail.jsonl", partial(_lines, _trail, round)


def _whole(content: bytes) -> Write:
    return lambda file: file.write(content)


def _lines(lines: Callable[[Round], Iterator[bytes]], round: Round, file) -> None:
    for line in lines(round):
        file.write(line)


def _files(round: Round) -> Iterator[tuple[str, Write]]:
    """What people sent along, and the pictures of paper, each as it came."""
    sent = Attachment.objects.filter(response__round=round).select_related(
        "file", "response"
    )
    for one in sent:
        yield f"attachments/{one.response.printed_code}/{_name(one)}", _copy(one.file)
    scanned = round.ingest_items.exclude(scan=None).select_related("scan")
    for item in scanned:
        yield f"scans/{item.number}-{plain_name(item.scan.name)}", _copy(item.scan)


def _name(attachment: Attachment) -> str:
    return f"{attachment.pk}-{plain_name(attachment.file.name)}"


def plain_name(name: str) -> str:
    """A file's name that leads nowhere when the bundle is unpacked."""
    return UNSAFE.sub("_", name).lstrip(".") or "file"


def _copy(stored) -> Write:
    def write(file) -> None:
        try:
            with stored.open() as source:
                shutil.copyfileobj(source, file)
        except FileNotFoundError:
            file.write(b"The bytes of this file are gone.\n")

    return write


def _json(value) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True).encode()


def _at(moment: dt.datetime | None) -> str:
    return moment.astimezone(dt.UTC).isoformat() if moment else ""


def _round(round: Round) -> dict:
    consultation = round.consultation
    return {
        "council": round.council.name,
        "consultation": consultation.title,
        "texts": consultation.texts,
        "decision_on": str(consultation.decision_on or ""),
        "number": round.number,
        "opens_at": _at(round.opens_at),
        "closes_at": _at(round.closes_at),
        "short_reason": round.short_reason,
        "results_by_on": str(round.results_by_on or ""),
        "reported_at": _at(round.reported_at),
        "concluded_at": _at(round.concluded_at),
        "edition": round.edition.number,
        "edition_hash": round.edition.content_hash,
        "figures": round.figures(),
    }


def _editions(round: Round):
    """The edition that was consulted on and every later one."""
    return round.charter.editions.filter(number__gte=round.edition.number)


def _trail(round: Round) -> Iterator[bytes]:
    events = Event.objects.filter(chain=chain_of(round)).order_by("sequence")
    for event in events.iterator():
        content = {
            "chain": event.chain,
            "sequence": event.sequence,
            "verb": event.verb,
            "actor": event.actor,
            "subject": [
                *(event.subject_kind, event.subject_reference, event.subject_label)
            ],
            "happened_at": event.happened_at.astimezone(dt.UTC).isoformat(),
            "recorded_at": event.recorded_at.astimezone(dt.UTC).isoformat(),
            "data": event.data,
            "previous": event.previous_hash,
        }
        line = json.dumps({"content": content, "hash": event.hash}, sort_keys=True)
        yield f"{line}\n".encode()
