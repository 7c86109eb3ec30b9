"""A charter as plain data: what is hashed, frozen, embedded in the PDF and published.

Nothing here asks the database by itself; it reads what it is handed.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from charters import provenance
from metrics import meanings

SCHEMA = "cvc-charter/1"


def number_text(number: Decimal | int | None) -> str:
    """A number as people write it: no exponent, no idle noughts."""
    if number is None:
        return ""
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def date_text(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def said(iso: str) -> str:
    """A date as people read it: 12 February 2027."""
    if not iso:
        return ""
    date = dt.date.fromisoformat(iso)
    return f"{date.day} {date:%B %Y}"


def body(charter: Any, terms: Iterable[meanings.Entry] = ()) -> dict:
    """The document without its edition: what an approver decides about."""
    sources = _sources(charter)
    written = {
        "schema": SCHEMA,
        "council": {"name": charter.council.name, "slug": charter.council.slug},
        "charter": {
            "title": charter.title,
            "slug": charter.slug,
            "area": charter.area.name if charter.area else "",
            "starts_on": date_text(charter.starts_on),
            "ends_on": date_text(charter.ends_on),
            "summary": charter.summary,
            "review_on": date_text(charter.review_on),
        },
        "sections": [
            _section(number, section, sources)
            for number, section in enumerate(charter.sections.all(), start=1)
        ],
        "priorities": [_priority(priority) for priority in charter.priorities.all()],
    }
    written |= filled(
        {
            "evidence": _evidence(charter, written["priorities"]),
            "value_caps": [_cap(cap) for cap in charter.value_caps.all()],
            "co_design": [_meeting(entry) for entry in charter.co_design.all()],
            "stakeholders": [_group(group) for group in charter.stakeholders.all()],
        }
    )
    written["glossary"] = meanings.used_in(all_text(written), terms)
    return written


def with_edition(
    written: dict, *, number: int, kind: str, status_label: str, **agreed: str
) -> dict:
    """The same document, saying which edition it is; an adopted one also says who
    agreed it, when, and from when it holds."""
    edition = {"number": number, "kind": kind, "status_label": status_label}
    return {**written, "edition": {**edition, **filled(agreed)}}


def with_reasons(written: dict, reasons: dict[str, list[dict]]) -> dict:
    """The same document, in which paragraphs also say why they changed."""
    sections = [
        {
            **section,
            "clauses": [
                {
                    **clause,
                    "because": provenance.merged(
                        clause["because"], reasons.get(clause["uid"], ())
                    ),
                }
                for clause in section["clauses"]
            ],
        }
        for section in written["sections"]
    ]
    return {**written, "sections": sections}


def without_edition(document: dict) -> dict:
    return {key: value for key, value in document.items() if key != "edition"}


def _sources(charter: Any) -> dict[str, list[dict]]:
    """The reasons of paragraphs by permanent id."""
    found: dict[str, list[dict]] = {}
    for source in charter.sources.all():
        one = provenance.reason(
            source.kind, source.get_kind_display(), source.wording, source.address
        )
        found.setdefault(str(source.clause_uid), []).append(one)
    for fact in charter.facts.all():
        wording = f"{fact.claim} ({fact.source}, {said(date_text(fact.data_on))})"
        one = provenance.reason("evidence", "Evidence", wording)
        for clause in fact.clauses.all():
            found.setdefault(str(clause.uid), []).append({**one, "fact": str(fact.uid)})
    return found


def _section(number: int, section: Any, sources: dict[str, list[dict]]) -> dict:
    return {
        "key": section.key,
        "number": str(number),
        "heading": section.heading,
        "clauses": [
            {
                "uid": str(clause.uid),
                "number": f"{number}.{place}",
                "text": clause.text,
                "is_open": clause.is_open,
                "because": provenance.merged(
                    *(
                        sources.get(str(uid), ())
                        for uid in (clause.uid, *clause.came_from)
                    )
                ),
            }
            for place, clause in enumerate(section.clauses.all(), start=1)
        ],
    }


def filled(values: dict) -> dict:
    """Only what says something: what came into the schema later and is not used
    leaves a document, and so its hash, as it was."""
    return {key: value for key, value in values.items() if value}


def _evidence(charter: Any, priorities: list[dict]) -> list[dict]:
    """The evidence that a priority or a paragraph leans on; the rest stays inside."""
    used = {uid for priority in priorities for uid in priority.get("evidence", [])}
    return [
        _fact(fact)
        for fact in charter.facts.all()
        if str(fact.uid) in used or fact.clauses.all()
    ]


def _fact(fact: Any) -> dict:
    file = fact.file
    return {
        "uid": str(fact.uid),
        "number": str(fact.number),
        "claim": fact.claim,
        "source": fact.source,
        "data_on": date_text(fact.data_on),
        **filled(
            {
                "figure": number_text(fact.figure),
                "unit": fact.unit,
                "url": fact.url,
                "file": file
                and {"uid": str(file.uid), "name": file.name, "sha256": file.sha256},
                "places": sorted(area.name for area in fact.areas.all()),
                "clauses": sorted(str(clause.uid) for clause in fact.clauses.all()),
            }
        ),
    }


def _priority(priority: Any) -> dict:
    offers = {
        "micro": priority.offer_micro,
        "sme": priority.offer_sme,
        "large": priority.offer_large,
    }
    felt = {
        "key": priority.felt_key,
        "question": priority.felt_question,
        "missing_because": priority.unfelt_reason,
    }
    facts = sorted(priority.facts.all(), key=lambda fact: fact.number)
    return {
        "uid": str(priority.uid),
        "code": priority.code,
        "title": priority.title,
        "statement": priority.statement,
        "why": priority.why,
        "who_benefits": priority.who_benefits,
        "places": sorted(area.name for area in priority.areas.all()),
        "theme": priority.get_theme_display(),
        "rests_on": sorted(str(clause.uid) for clause in priority.rests_on.all()),
        "outcomes": [
            {
                "uid": str(outcome.uid),
                "statement": outcome.statement,
                "targets": [_target(target) for target in outcome.targets.all()],
                **filled({"indicator": _indicator(outcome)}),
            }
            for outcome in priority.outcomes.all()
        ],
        **filled(
            {
                "evidence": [str(fact.uid) for fact in facts],
                "builds_on": priority.builds_on,
                "strengths": [_strength(asset) for asset in priority.assets.all()],
                "offers": filled(offers),
                "felt": filled(felt),
                "owner": priority.owner,
                "easy_read": priority.easy_read,
                "review_on": date_text(priority.review_on),
            }
        ),
    }


def _cap(cap: Any) -> dict:
    return {
        "category": cap.category,
        "label": str(cap.get_category_display()),
        "most": number_text(cap.most),
    }


def _meeting(entry: Any) -> dict:
    return {
        "title": entry.title,
        "held_on": date_text(entry.held_on),
        "who": entry.who,
        "how_many": number_text(entry.how_many),
        "changed": entry.changed,
    }


def _group(group: Any) -> dict:
    return {
        "name": group.name,
        "effect": group.effect,
        "effect_label": str(group.get_effect_display()),
        "how_reached": group.how_reached,
        "how_many": number_text(group.how_many),
        "what_they_said": group.what_they_said,
    }


def _strength(asset: Any) -> dict:
    return {
        "number": str(asset.number),
        "name": asset.name,
        "kind": str(asset.get_kind_display()),
        "place": asset.area.name if asset.area else "",
    }


def _indicator(outcome: Any) -> dict:
    """An outcome in numbers, worked out: nobody has to trust the percentage."""
    indicator = getattr(outcome, "indicator", None)
    if indicator is None:
        return {}
    return {
        "words": indicator.words,
        "direction": indicator.direction,
        "baseline": number_text(indicator.baseline),
        "baseline_on": date_text(indicator.baseline_on),
        "source": indicator.source,
        "change": number_text(indicator.change),
        "level": number_text(indicator.level),
        "due_on": date_text(indicator.due_on),
        **filled({"percent": number_text(indicator.percent)}),
    }


def indicator_text(indicator: dict) -> str:
    """An outcome in numbers as one line."""
    return (
        f"{indicator['change']} {indicator['direction']} {indicator['words']} by "
        f"{said(indicator['due_on'])}: from {indicator['baseline']} on "
        f"{said(indicator['baseline_on'])} to {indicator['level']}. Source: "
        f"{indicator['source']}"
    )


def _target(target: Any) -> dict:
    return {
        "uid": str(target.uid),
        "metric": {
            "code": target.metric.code,
            "title": target.metric.title,
            "unit": target.metric.unit,
        },
        "baseline": number_text(target.baseline),
        "baseline_on": date_text(target.baseline_on),
        "level": number_text(target.level),
        "due_on": date_text(target.due_on),
    }


def all_text(written: dict) -> str:
    """Every word that a reader reads, in one string."""
    parts = [written["charter"]["title"], written["charter"]["summary"]]
    for section in written["sections"]:
        parts.append(section["heading"])
        parts += [clause["text"] for clause in section["clauses"]]
    for priority in written["priorities"]:
        parts += [priority[name] for name in ("title", "statement", "why")]
        parts += [priority["who_benefits"], priority.get("builds_on", "")]
        parts += priority.get("offers", {}).values()
        parts += [outcome["statement"] for outcome in priority["outcomes"]]
    return "\n".join(parts)


def priority_text(priority: dict) -> str:
    """A priority as lines, so that two wordings of it can be compared."""
    lines = [
        priority["title"],
        priority["statement"],
        f"Why: {priority['why']}",
        f"Who benefits: {priority['who_benefits']}",
        f"Where: {', '.join(priority['places']) or 'the whole area'}",
        f"Theme: {priority['theme']}",
    ]
    for outcome in priority["outcomes"]:
        lines.append(f"Outcome: {outcome['statement']}")
        if "indicator" in outcome:
            lines.append(f"In numbers: {indicator_text(outcome['indicator'])}")
        lines += [f"Target: {target_text(target)}" for target in outcome["targets"]]
    return "\n".join([*lines, *_lines_about(priority)])


SIZES = {
    "micro": "up to 9 people",
    "sme": "10 to 249 people",
    "large": "250 people or more",
}


def _lines_about(priority: dict) -> list[str]:
    """What a priority says beside its words and targets, where it says it."""
    offers, felt = priority.get("offers", {}), priority.get("felt", {})
    said_of = {
        "Builds on": priority.get("builds_on"),
        "Strengths": ", ".join(one["name"] for one in priority.get("strengths", [])),
        **{f"A firm of {SIZES[size]}": offers.get(size) for size in SIZES},
        "People are asked": felt.get("question"),
        "Nobody is asked, because": felt.get("missing_because"),
        "Answers for it": priority.get("owner"),
        "In easy words": " ".join(priority.get("easy_read", "").splitlines()),
        "Looked at again by": said(priority.get("review_on", "")),
    }
    return [f"{name}: {words}" for name, words in said_of.items() if words]


def target_text(target: dict) -> str:
    """A target in one line: the measure, its baseline, its level and its date."""
    start = f"from {target['baseline']} " if target["baseline"] else ""
    return (
        f"{target['metric']['title']}: {start}to {target['level']} "
        f"{target['metric']['unit']} by {said(target['due_on'])}"
    )


def about_text(written: dict) -> str:
    """The front matter as lines."""
    charter = written["charter"]
    return "\n".join(
        [
            charter["title"],
            charter["summary"],
            f"Place: {charter['area'] or 'the whole council area'}",
            f"From {said(charter['starts_on'])} to {said(charter['ends_on'])}",
            f"Review by: {said(charter['review_on'])}",
            *(
                f"Largest contract for {cap['label'].lower()}: £{cap['most']}"
                for cap in written.get("value_caps", [])
            ),
        ]
    )


def fact_text(fact: dict) -> str:
    """A piece of cited evidence as lines."""
    figure = " ".join(filter(None, (fact.get("figure"), fact.get("unit"))))
    lines = [fact["claim"], figure, f"{fact['source']}, {said(fact['data_on'])}"]
    return "\n".join(filter(None, [*lines, fact.get("url", "")]))


def group_text(group: dict) -> str:
    """Whom the charter touches, as lines."""
    lines = [
        group["name"],
        f"Effect: {group['effect_label']}",
        group["how_reached"],
        group["how_many"],
        group["what_they_said"],
    ]
    return "\n".join(filter(None, lines))


def meeting_text(meeting: dict) -> str:
    """A meeting that helped to make the charter, as lines."""
    lines = [
        f"{meeting['title']}, {said(meeting['held_on'])}",
        meeting["who"],
        meeting["how_many"],
        meeting["changed"],
    ]
    return "\n".join(filter(None, lines))
