"""Asking for a document as a file: made once for one hash, however often asked."""

import logging
from datetime import datetime
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction

from audit.trail import kind_of, reference_of
from councils.models import Council, User
from records.canonical import canonical, digest
from records.models import Rendition
from records.typesetting import template_version

logger = logging.getLogger(__name__)


def ask(
    document: dict,
    *,
    template: str,
    title: str,
    council: Council | None,
    subject: Any = None,
    by: User | None = None,
    public_from: datetime | None = None,
    afresh: bool = False,
) -> Rendition:
    """The rendition of this document: the one that exists, or a new one to be made.

    A worker makes it after the commit; `rendition.is_ready` and `rendition.file` say
    when. `rendition.get_absolute_url()` is the page that tells how it is going. From
    `public_from` on anyone may fetch it; before, or without, only the council's
    officers and whoever asked. When `by` is given that person gets a letter once it is
    ready.

    A document that was made into a file keeps that file when the template changes:
    the same hash gives the same bytes. `afresh` asks for a new one all the same.
    """
    same = {"council": council, "document_hash": digest(document), "template": template}
    rendition = None if afresh else Rendition.objects.filter(**same).last_made()
    if rendition is None:
        rendition, _is_new = Rendition.objects.get_or_create(
            **same,
            version=template_version(template),
            defaults={
                "document": canonical(document),
                "title": title,
                "asked_by": by,
                "subject_kind": kind_of(subject) if subject else "",
                "subject_reference": reference_of(subject) if subject else "",
            },
        )
    if public_from and not rendition.is_public:
        rendition.open_from(public_from)
    if not rendition.is_done:
        transaction.on_commit(partial(nudge, rendition.pk), robust=True)
    return rendition


def nudge(rendition_id: int) -> None:
    """Ask a worker to look at it now. The sweep finds it anyway."""
    try:
        current_app.send_task("records.tasks.render", [rendition_id])
    except Exception:
        logger.warning("No worker was told of rendition %s", rendition_id)
