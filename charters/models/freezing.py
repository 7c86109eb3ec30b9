"""An edition's document written out as rows, each with its lineage."""

from charters import compare, document, provenance
from charters.models.frozen import (
    EditionClause,
    EditionGround,
    EditionPriority,
    EditionTarget,
    Lineage,
)
from councils import area_map
from metrics.models import Metric
from records import markup


def write_rows(edition) -> None:
    """Write the clauses, priorities and targets of an edition as rows."""
    came_from = _origins(edition.charter)
    lineage = _lineage(edition, came_from)
    _write_clauses(edition, lineage, came_from)
    _write_priorities(edition, lineage)


def _lineage(edition, came_from: dict[str, list[str]]) -> dict[str, str]:
    """What became of each part since the edition before, by permanent id."""
    before = _edition_before(edition)
    if before is None:
        return {}
    differences = compare.documents(before.document, edition.document).differences
    found = {one.key: one.kind for one in differences}
    standing = {
        clause["uid"]
        for section in before.document["sections"]
        for clause in section["clauses"]
    }
    for uid, origins in came_from.items():
        if not standing.isdisjoint(origins):
            merged = uid in standing or len(standing & set(origins)) > 1
            found[uid] = Lineage.MERGED if merged else Lineage.SPLIT
    return found


def _edition_before(edition):
    earlier = edition.charter.editions.filter(number__lt=edition.number).last()
    if earlier is None and edition.charter.revises_id:
        earlier = edition.charter.revises.adopted_edition
    return earlier


def _write_clauses(edition, lineage, came_from) -> None:
    EditionClause.objects.bulk_create(
        EditionClause(
            edition=edition,
            uid=clause["uid"],
            position=position,
            number=clause["number"],
            section_key=section["key"],
            heading=section["heading"],
            text=clause["text"],
            html=markup.to_html(clause["text"]),
            is_open=clause["is_open"],
            lineage=lineage.get(clause["uid"], Lineage.NEW),
            came_from=came_from.get(clause["uid"], []),
        )
        for position, (section, clause) in enumerate(
            (section, clause)
            for section in edition.document["sections"]
            for clause in section["clauses"]
        )
    )


def _write_priorities(edition, lineage) -> None:
    priorities = EditionPriority.objects.bulk_create(
        EditionPriority(
            edition=edition,
            uid=priority["uid"],
            code=priority["code"],
            position=position,
            title=priority["title"],
            statement=priority["statement"],
            theme=priority["theme"],
            document=priority,
            lineage=lineage.get(priority["uid"], Lineage.NEW),
        )
        for position, priority in enumerate(edition.document["priorities"])
    )
    targets = [
        (priority, outcome, target)
        for priority in priorities
        for outcome in priority.document["outcomes"]
        for target in outcome["targets"]
    ]
    codes = {target["metric"]["code"] for _, _, target in targets}
    metrics = {one.code: one for one in Metric.objects.filter(code__in=codes)}
    clauses = {str(clause.uid): clause for clause in edition.clauses.all()}
    EditionGround.objects.bulk_create(
        EditionGround(edition_priority=priority, edition_clause=clauses[uid])
        for priority in priorities
        for uid in priority.document["rests_on"]
    )
    EditionTarget.objects.bulk_create(
        EditionTarget(
            edition_priority=priority,
            uid=target["uid"],
            outcome_uid=outcome["uid"],
            outcome=outcome["statement"],
            metric=metrics[target["metric"]["code"]],
            baseline=target["baseline"] or None,
            baseline_on=target["baseline_on"] or None,
            level=target["level"],
            due_on=target["due_on"],
        )
        for priority, outcome, target in targets
    )


def _origins(charter) -> dict[str, list[str]]:
    """Which clauses came from which others, where any did."""
    return {
        str(clause.uid): [str(origin) for origin in clause.came_from]
        for section in charter.sections.prefetch_related("clauses")
        for clause in section.clauses.all()
        if clause.came_from
    }


REASON_KINDS = {"issue": "comments"}


def reasons_for_changes(charter) -> dict[str, list[dict]]:
    """Why paragraphs differ from what people were asked about, by permanent id."""
    return {
        change.clause_uid: [
            provenance.reason(
                REASON_KINDS.get(one.kind, one.kind),
                one.get_kind_display(),
                one.wording,
                one.address,
            )
            for one in change.reasons
        ]
        for change in charter.changes.since_last_consultation()
        if change.clause_uid
    }


def with_surroundings(written: dict, charter) -> dict:
    """The text with all that readers of this edition need beside it.

    Why paragraphs changed and are there, the list of changes, the map of today, and
    where its measures come from. None of it is part of the text that is compared.
    """
    whole = document.with_reasons(written, reasons_for_changes(charter))
    changes = [
        {
            "label": change.label,
            "kind": change.kind,
            "kind_label": change.get_kind_display(),
            "reasons": [
                provenance.reason(
                    one.kind, one.get_kind_display(), one.wording, one.address
                )
                for one in change.reasons
            ],
        }
        for change in charter.changes.since_last_consultation()
    ]
    around = {
        "changes": changes,
        "map": _map_of(charter),
        "measures": _measures_of(written),
    }
    return {**whole, **document.filled(around)}


def _measures_of(written: dict) -> dict[str, dict]:
    """Which list each measure of the text stands on today, by code."""
    codes = {
        target["metric"]["code"]
        for priority in written["priorities"]
        for outcome in priority["outcomes"]
        for target in outcome["targets"]
    }
    metrics = Metric.objects.filter(code__in=codes).select_related("framework")
    return {metric.code: _where(metric) for metric in metrics.order_by("code")}


def _where(metric: Metric) -> dict:
    if metric.is_local:
        return {"is_local": True}
    listed = metric.framework
    if listed is None:
        return {}
    return {"list": listed.title, "version": listed.version, "slug": listed.slug}


def _map_of(charter) -> dict | None:
    """The outlines of the council's places as the edition prints them."""
    places = charter.council.areas.exclude(boundary=None)
    drawn = area_map.draw((place.name, place.boundary) for place in places)
    if drawn is None:
        return None
    shapes = [{"name": one.key, "path": one.path} for one in drawn.shapes]
    return {"width": drawn.width, "height": drawn.height, "shapes": shapes}
