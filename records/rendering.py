"""Making a rendition's file in a child process with limits, under a lease."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from audit.trail import record
from records import limits, typesetting
from records.models import Rendition, StoredFile
from records.models.stored_file import shown_name

PRESS = Path(__file__).with_name("press.py")
BREATH = 5  # seconds between two looks at the child, each renewing the lease


class CannotRender(Exception):
    """The document cannot be made into a file, and why."""


class LeaseLost(Exception):
    """Another worker has taken the errand over."""


@dataclass(frozen=True)
class Printed:
    """What came off the press."""

    content: bytes
    pages: int


def render(rendition: Rendition) -> None:
    """Make the file of a claimed rendition, or put it back with the reason."""
    try:
        printed = print_document(rendition, while_waiting=rendition.renew)
    except LeaseLost:
        return
    except (CannotRender, typesetting.FontMissing) as problem:
        _put_back(rendition, problem)
    except Exception as problem:
        _put_back(rendition, f"{type(problem).__name__}: {problem}")
        raise
    else:
        _finish(rendition, printed)


def job_for(rendition: Rendition) -> dict:
    """Everything the press needs to know, as plain data."""
    document = rendition.content
    assets = typesetting.assets_for(document, rendition.document_hash)
    html = typesetting.page_for(
        document,
        template=rendition.template,
        title=rendition.title,
        document_hash=rendition.document_hash,
    )
    return {
        "html": html,
        "assets": {
            name: base64.b64encode(data).decode() for name, data in assets.items()
        },
        "identifier": rendition.document_hash[:32],
        "embedded": [
            {
                "name": typesetting.data_name(rendition.template),
                "description": "The same document as data",
                "relationship": "Source",
                "content": rendition.document,
                "date": document.get("date") or "2000-01-01",
            }
        ],
        "memory": limits.rendering_memory(),
        "seconds": limits.rendering_seconds(),
        "most_pages": limits.rendering_pages(),
    }


def print_document(rendition: Rendition, while_waiting=lambda: True) -> Printed:
    """The finished file, or CannotRender. `while_waiting` says whether to go on."""
    with tempfile.TemporaryDirectory(prefix="portal-press-") as folder:
        answer = _run(json.dumps(job_for(rendition)).encode(), folder, while_waiting)
    head, _, content = answer.partition(b"\n")
    try:
        told = json.loads(head)
    except ValueError:
        raise CannotRender("The press ended without an answer.") from None
    if refused := told.get("refused"):
        raise CannotRender(refused)
    return Printed(content, told["pages"])


def _run(job: bytes, folder: str, while_waiting) -> bytes:
    """Feed the press and wait for it, never longer than it is allowed to take."""
    deadline = time.monotonic() + limits.rendering_seconds()
    log = Path(folder, "log")
    with log.open("wb") as errors:
        child = subprocess.Popen(  # noqa: S603 – no shell, no word from outside
            [sys.executable, "-I", "-B", str(PRESS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=folder,
            env=_bare_environment(folder),
        )
        try:
            return _wait(child, job, deadline, while_waiting)
        finally:
            child.kill()
            child.wait()
            if child.returncode > 0:
                last_words = log.read_text(errors="replace")[-1500:].strip()
                raise CannotRender(f"The press failed: {last_words}")


def _wait(child, job: bytes, deadline: float, while_waiting) -> bytes:
    to_send: bytes | None = job
    while True:
        try:
            answer, _ = child.communicate(to_send, timeout=BREATH)
        except subprocess.TimeoutExpired:
            to_send = None
            if time.monotonic() > deadline:
                raise CannotRender("It took longer than it may take.") from None
            if not while_waiting():
                raise LeaseLost from None
        else:
            if child.returncode < 0:
                raise CannotRender(
                    f"The press was stopped (signal {-child.returncode})."
                )
            return answer


def _bare_environment(folder: str) -> dict[str, str]:
    """What the child may know: where the system libraries are, and nothing secret."""
    kept = ("PATH", "LANG", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
    fonts = ("FONTCONFIG_PATH", "FONTCONFIG_FILE")
    known = {name: os.environ[name] for name in (*kept, *fonts) if name in os.environ}
    return {**known, "PYTHONHASHSEED": "0", "TMPDIR": folder, "HOME": folder}


@transaction.atomic
def _finish(rendition: Rendition, printed: Printed) -> None:
    """Keep the file and say so, unless another worker was faster."""
    mine = rendition.locked()
    if mine is None:
        return
    file = StoredFile.keep_made(
        printed.content,
        kind="pdf",
        name=shown_name(mine.title, "pdf"),
        council=mine.council,
    )
    mine.finish(file=file, pages=printed.pages)
    record(
        "rendition.made",
        mine,
        by="system",
        data={
            "document": mine.document_hash,
            "file": file.sha256,
            "pages": printed.pages,
        },
    )


@transaction.atomic
def _put_back(rendition: Rendition, problem: object) -> None:
    if mine := rendition.locked():
        mine.put_back(problem)
