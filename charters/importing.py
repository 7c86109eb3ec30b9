"""Bringing a document in: taken at once, read by a worker, kept by a person."""

import logging

from celery import current_app
from django.db import transaction
from rapidfuzz import fuzz

from audit.lifecycle import Refused
from audit.trail import record
from charters import opening
from charters.models import DocumentImport
from records import jobs
from records.models.stored_file import shown_name

logger = logging.getLogger(__name__)
ALIKE = 80  # of 100: from here on two headings say the same


@transaction.atomic
def take(charter, upload, *, by) -> DocumentImport:
    """Take a file to be read, or refuse it in words that its owner understands."""
    if upload.size > opening.LARGEST:
        raise Refused(opening.TOO_LARGE, code="too_large")
    content = upload.read()
    try:
        kind = opening.kind_of(content, upload.name or "")
    except opening.Unreadable as refusal:
        raise Refused(str(refusal), code="unreadable") from None
    job = DocumentImport.objects.create(
        charter=charter,
        name=shown_name(upload.name, kind),
        kind=kind,
        content=content,
        asked_by=by,
    )
    record("charter.document_taken", charter, by=by, data={"kind": kind})
    transaction.on_commit(lambda: nudge(job.pk), robust=True)
    return job


def nudge(job_id: int) -> None:
    """Ask a worker to read it now. The sweep finds it anyway."""
    try:
        current_app.send_task("charters.tasks.read_document", [job_id])
    except Exception:
        logger.warning("No worker was told of document %s", job_id)


def read(job: DocumentImport) -> None:
    """Read a claimed document; one that cannot be read says why and is not kept."""
    try:
        parts = opening.parts_of(bytes(job.content), job.kind)
    except opening.Unreadable as refusal:
        _close(job, refusal=str(refusal))
    except Exception as problem:
        with transaction.atomic():
            if mine := job.locked():
                mine.put_back(f"{type(problem).__name__}: {problem}")
        raise
    else:
        found = [
            {"heading": one.heading, "paragraphs": one.paragraphs} for one in parts
        ]
        _close(job, found=found)


@transaction.atomic
def _close(job: DocumentImport, **outcome) -> None:
    if mine := job.locked():
        mine.finish(content=b"", **outcome)


def likely_section(heading: str, sections) -> str:
    """The key of the section whose heading says the same, or nothing."""
    if not heading:
        return ""
    scored = [
        (fuzz.token_sort_ratio(heading.lower(), one.heading.lower()), one.key)
        for one in sections
    ]
    best = max(scored, default=(0, ""))
    return best[1] if best[0] >= ALIKE else ""


@jobs.register
def document_of(user, uid):
    """The import with this id, for people who may change its charter."""
    found = DocumentImport.objects.filter(uid=uid).select_related("charter__council")
    job = found.first()
    if job is None or not user.has_perm("charters.change_charter", job.charter):
        return None
    return job
