"""Post, phone, e-mail and events: every way in leads to the same kind of response."""

import datetime as dt

from django.db import transaction

from consultation.models import IngestItem, Keying, Round
from consultation.parcels import Content, Receipt, Sender
from consultation.submission import submit
from records.models import FileKind, StoredFile

SCANS = (FileKind.PDF, FileKind.JPG, FileKind.PNG)


@transaction.atomic
def log(
    round: Round, source: str, *, arrived_at: dt.datetime, about="", scan=None, by
) -> IngestItem:
    """Give something that arrived its number, before anybody works on it."""
    kept = StoredFile.keep(scan, round.council, by, kinds=SCANS) if scan else None
    item = IngestItem.take(round, source, arrived_at=arrived_at, about=about, by=by)
    if kept:
        IngestItem.objects.filter(pk=item.pk).update(scan=kept)
        item.scan = kept
    return item


def key_in(
    round: Round,
    content: Content,
    sender: Sender,
    *,
    key: str,
    channel: str,
    received_at: dt.datetime,
    postmarked_on: dt.date | None = None,
    item: IngestItem | None = None,
    scan=None,
    by,
) -> Receipt:
    """Keep what an officer typed in. A second person checks it afterwards."""
    kept = StoredFile.keep(scan, round.council, by, kinds=SCANS) if scan else None
    if item is None:
        item = IngestItem.take(round, channel, key=key, arrived_at=received_at, by=by)
    with transaction.atomic():
        receipt = submit(
            round,
            content,
            sender,
            idempotency_key=key,
            channel=channel,
            received_at=received_at,
            postmarked_on=postmarked_on,
            entered_by=by,
            item=item,
        )
        if receipt.is_repeat:
            return receipt
        if kept:
            IngestItem.objects.filter(pk=item.pk).update(scan=kept)
        Keying.objects.create(
            response=receipt.response,
            keyed_by=by,
            fields=3 * len(content.remarks) + len(content.answers) + 1,
        )
    return receipt


def error_rate(round: Round) -> dict[str, int]:
    """How many fields a second person has compared, and how many were wrong."""
    checked = Keying.objects.filter(response__round=round, checked_at__isnull=False)
    fields = wrong = 0
    for compared, mistaken in checked.values_list("fields", "wrong"):
        fields, wrong = fields + compared, wrong + mistaken
    return {"responses": len(checked), "fields": fields, "wrong": wrong}
