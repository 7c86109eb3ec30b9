"""Keeping the wards that a boundary file tells."""

import hashlib
import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.trail import record
from councils import boundaries
from councils.models import Area, Council


@dataclass(frozen=True)
class Imported:
    """How many places were added, changed and left as they were."""

    added: int
    changed: int
    unchanged: int


def import_areas(council: Council, content: bytes, *, by) -> Imported:
    """Keep the places of a GeoJSON file, by their codes; the same file again is safe.

    All or nothing: with any fault in the file a `ValidationError` lists them and
    nothing is kept. Places that the file does not name stay.
    """
    reading = boundaries.read(content)
    if reading.faults:
        raise ValidationError(reading.faults)
    with transaction.atomic():
        Council.objects.select_for_update().get(pk=council.pk)
        return _keep(council, reading.rows, by)


def _keep(council: Council, rows: list[boundaries.AreaRow], by) -> Imported:
    known = {area.code: area for area in council.areas.all()}
    _refuse_taken_names(known, rows)
    added = [
        Area(council=council, code=row.code, name=row.name, boundary=row.boundary)
        for row in rows
        if row.code not in known
    ]
    changed = []
    for row in rows:
        area = known.get(row.code)
        if area and (area.name, area.boundary) != (row.name, row.boundary):
            area.name, area.boundary = row.name, row.boundary
            changed.append(area)
    _step_aside(council, changed)
    Area.objects.bulk_update(changed, ["name", "boundary"])
    Area.objects.bulk_create(added)
    imported = Imported(len(added), len(changed), len(rows) - len(added) - len(changed))
    if added or changed:
        manifest = json.dumps([[r.code, r.name, r.boundary] for r in rows])
        record(
            "areas.imported",
            council,
            by=by,
            data={
                "added": imported.added,
                "changed": imported.changed,
                "manifest": hashlib.sha256(manifest.encode()).hexdigest(),
            },
        )
    return imported


def _refuse_taken_names(known: dict[str, Area], rows: list) -> None:
    """A name belongs to one place: within the file, and with the places that stay."""
    codes = {row.code for row in rows}
    taken = {area.name: code for code, area in known.items() if code not in codes}
    faults = []
    for number, row in enumerate(rows, start=1):
        if row.name in taken:
            faults.append(
                f"Place {number}: the name {row.name} is already used by "
                f"{taken[row.name]}"
            )
        taken[row.name] = row.code
    if faults:
        raise ValidationError(faults)


def _step_aside(council: Council, areas: list[Area]) -> None:
    """Free the old names first, so that two places may swap theirs."""
    for area in areas:
        council.areas.filter(pk=area.pk).update(name=f"~{area.code}")
