"""The bundle for a court: everything about one round, in a file that anybody can check.

Inside lie the texts that were consulted on, notices, every response in the record
edition, the statements, who read them, and the council's whole chain of the trail.
`SHA256SUMS` names each file with its hash: `sha256sum -c SHA256SUMS` checks them with
no software of ours, and `python3 verify.py` follows the chain from its first entry.
"""

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator

from audit.models import Event
from audit.trail import chain_of
from consultation import editions
from consultation.models import Acknowledgement, Notice, Round
from records import canonical, exports

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: same facts, same bytes
SUMS = "SHA256SUMS"

READ_ME = """\
What this is
============
Everything that the portal holds about one consultation round. It holds personal data:
it is for the council, its advisers and a court.

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


def pack(round: Round) -> bytes:
    """The bundle as the bytes of a zip file."""
    files = dict(sorted(contents(round)))
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in files.items()
    )
    files[SUMS] = sums.encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, content)
    return stream.getvalue()


def contents(round: Round) -> Iterator[tuple[str, bytes]]:
    """Each file of the bundle: its name and its bytes."""
    yield "README.txt", READ_ME.encode()
    yield "verify.py", VERIFY.encode()
    yield "round.json", _json(_round(round))
    yield "notices.json", _json(_notices(round))
    for edition in _editions(round):
        name = f"editions/{edition.number}-{edition.kind}.json"
        yield name, canonical.canonical(edition.document).encode()
    for statement in round.statements.order_by("number"):
        yield f"statements/{statement.number}.json", statement.document.encode()
    yield "acknowledgements.json", _json(_acknowledgements(round))
    yield "responses-record-edition.csv", _responses(round)
    yield "trail.jsonl", b"".join(_trail(round))


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


def _notices(round: Round) -> list[dict]:
    return [
        {
            "kind": notice.kind,
            "words": notice.words,
            "closed_before_at": _at(notice.closed_before_at),
            "closes_at": _at(notice.closes_at),
        }
        for notice in Notice.objects.filter(round=round).order_by("pk")
    ]


def _editions(round: Round):
    """The edition that was consulted on and every later one."""
    return round.charter.editions.filter(number__gte=round.edition.number)


def _acknowledgements(round: Round) -> list[dict]:
    found = Acknowledgement.objects.filter(statement__round=round)
    return [
        {
            "statement": one.statement.document_hash,
            "issues_read": one.issues_read,
            "person": one.person.name if one.person else "",
            "minute": one.minute_url,
            "at": _at(one.acknowledged_at),
        }
        for one in found.select_related("statement", "person")
    ]


def _responses(round: Round) -> bytes:
    stream = io.BytesIO()
    head = editions.head(editions.RECORD)
    exports.write_csv(stream, head, editions.rows(round, editions.RECORD))
    return stream.getvalue()


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
