"""Reads a tender notice out of an open contracting (OCDS 1.1) file. Pure; no Django.

Accepts a release, a release package, a record or a record package, as the national
platforms publish them: lots, missing parts and unknown extensions included. What it
cannot read it says in a sentence.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LARGEST = 2 * 1024 * 1024
CATEGORIES = ("goods", "services", "works")


class UnreadableNotice(Exception):
    """The file holds no tender; the text says what is wrong with it."""


@dataclass(frozen=True)
class Notice:
    """What a tender notice says, as far as the portal can use it."""

    ocid: str
    title: str
    description: str = ""
    buyer: str = ""
    source_reference: str = ""
    value: Decimal | None = None
    currency: str = ""
    category: str = ""
    questions_close_at: datetime | None = None
    closes_at: datetime | None = None
    contract_starts_on: date | None = None
    contract_ends_on: date | None = None
    lots: int = 0
    notice_url: str = ""
    remarks: tuple[str, ...] = field(default=())


def read(data: bytes) -> Notice:
    """The tender in an OCDS file; raises UnreadableNotice."""
    if not data.strip():
        raise UnreadableNotice("The selected file is empty.")
    if len(data) > LARGEST:
        raise UnreadableNotice("The selected file must be smaller than 2MB.")
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableNotice("The selected file must be a JSON file.") from None
    release = _release_with_tender(document)
    return _notice(release)


def _release_with_tender(document: object) -> Mapping:
    candidates = [item for item in _releases(document) if _is_map(item.get("tender"))]
    if not candidates:
        raise UnreadableNotice(
            "The file is JSON, but there is no tender in it. It must be an open "
            "contracting (OCDS) release or record that describes a tender."
        )
    ocids = {_text(item.get("ocid")) for item in candidates}
    if len(ocids) > 1:
        raise UnreadableNotice(
            f"The file describes {len(ocids)} tenders. It must describe one."
        )
    if ocids == {""}:
        raise UnreadableNotice(
            "The tender in the file has no open contracting identifier (ocid)."
        )
    compiled = [item for item in candidates if "compiled" in _list(item.get("tag"))]
    if compiled:
        return compiled[-1]
    return max(candidates, key=lambda item: _text(item.get("date")))


def _releases(document: object) -> Iterable[Mapping]:
    if not _is_map(document):
        return
    if "ocid" in document and "tender" in document:
        yield document
    for record in [document, *_maps(document.get("records"))]:
        yield from _maps(record.get("releases"))
        if _is_map(record.get("compiledRelease")):
            yield {"tag": ["compiled"], **record["compiledRelease"]}


def _notice(release: Mapping) -> Notice:
    tender = release["tender"]
    lots = _maps(tender.get("lots"))
    contracts = _maps(release.get("contracts"))
    parts = [tender, *lots, *contracts]
    remarks: list[str] = []
    title = _text(tender.get("title"))
    if not title:
        title = next((t for lot in lots if (t := _text(lot.get("title")))), "")
        title = title or _text(tender.get("id")) or "Tender without a title"
        remarks.append("The notice gives no title.")
    value, currency = _value(parts, remarks)
    starts_on, ends_on = _contract_period(parts, remarks)
    closes_at = _instant(_in(tender, "tenderPeriod", "endDate"), remarks)
    if closes_at is None:
        remarks.append("The notice gives no closing time for bids.")
    if len(lots) > 1:
        remarks.append(
            f"The notice has {len(lots)} lots. They are read as one opportunity."
        )
    return Notice(
        ocid=_text(release.get("ocid"))[:120],
        title=title[:200],
        description=_text(tender.get("description")),
        buyer=_text(_in(release, "buyer", "name")),
        source_reference=_text(tender.get("id"))[:120],
        value=value,
        currency=currency,
        category=_category(tender, release, remarks),
        questions_close_at=_instant(_in(tender, "enquiryPeriod", "endDate"), remarks),
        closes_at=closes_at,
        contract_starts_on=starts_on,
        contract_ends_on=ends_on,
        lots=len(lots),
        notice_url=_notice_url([tender, *contracts]),
        remarks=tuple(remarks),
    )


def _value(parts: list[Mapping], remarks: list[str]) -> tuple[Decimal | None, str]:
    for part in parts:
        value = part.get("value")
        if not _is_map(value):
            continue
        amount = value.get("amountGross", value.get("amount"))
        if amount is None or isinstance(amount, bool):
            continue
        currency = _text(value.get("currency")) or "GBP"
        if currency != "GBP":
            remarks.append(f"The value is in {currency}, so it is not taken over.")
            return None, currency
        try:
            pounds = Decimal(str(amount))
            if not Decimal(0) <= pounds < Decimal("1e12"):
                remarks.append("The value is out of range.")
                return None, currency
        except InvalidOperation:
            remarks.append("The value is not a number.")
            return None, currency
        return pounds.quantize(Decimal("0.01")), currency
    remarks.append("The notice gives no value.")
    return None, ""


def _category(tender: Mapping, release: Mapping, remarks: list[str]) -> str:
    found = _text(tender.get("mainProcurementCategory"))
    for award in _maps(release.get("awards")):
        found = found or _text(award.get("mainProcurementCategory"))
    if found in CATEGORIES:
        return found
    remarks.append("The notice does not say whether it is goods, services or works.")
    return ""


def _contract_period(
    parts: list[Mapping], remarks: list[str]
) -> tuple[date | None, date | None]:
    for part in parts:
        for name in ("contractPeriod", "period"):
            period = part.get(name)
            if not _is_map(period):
                continue
            starts_at = _instant(period.get("startDate"), remarks)
            ends_at = _instant(period.get("endDate"), remarks)
            if starts_at or ends_at:
                return _day(starts_at), _day(ends_at)
    remarks.append("The notice gives no contract dates.")
    return None, None


def _notice_url(parts: list[Mapping]) -> str:
    for part in parts:
        for document in _maps(part.get("documents")):
            url = _text(document.get("url"))
            if url.startswith(("https://", "http://")) and len(url) <= 500:
                return url
    return ""


def _instant(value: object, remarks: list[str]) -> datetime | None:
    text = _text(value)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=LONDON)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        remarks.append(f"The date “{text[:40]}” could not be read.")
        return None


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(LONDON).date() if moment else None


def _in(document: Mapping, *names: str) -> object:
    for name in names:
        document = document.get(name) if _is_map(document) else None
    return document


def _is_map(value: object) -> bool:
    return isinstance(value, dict)


def _maps(value: object) -> list[Mapping]:
    return [item for item in _list(value) if _is_map(item)]


def _list(value: object) -> list:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """A string cleaned of control characters; numbers become text, all else ''."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    return "".join(
        char for char in value if char in "\n\t" or char.isprintable()
    ).strip()
