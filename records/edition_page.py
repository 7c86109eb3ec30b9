"""A charter's edition as the PDF shows it: dates and numbers in words, text clean.

Pure: the published document in, plain values for the template out.
"""

import datetime as dt
from decimal import Decimal, InvalidOperation

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from records import markup, print_charts

ADOPTED = "adopted"
SIGNS = {"%": ("", "%"), "percent": ("", "%"), "GBP": ("£", ""), "£": ("£", "")}
STYLES = 6
"""Colours and line styles that themes take in turn; the theme's word goes with them."""


def prepare(document: dict) -> dict:
    """What `pdf/charter.html` reads."""
    charter, edition = document["charter"], document["edition"]
    styles = _theme_styles(document["priorities"])
    return {
        "council": document["council"],
        "charter": {**charter, "summary": markup.to_html(charter["summary"])},
        "edition": edition,
        "is_draft": edition["kind"] != ADOPTED,
        "period": _period(charter),
        "review": day(charter.get("review_on")),
        "agreed_by": edition.get("agreed_by", ""),
        "agreed_on": day(edition.get("agreed_on")),
        "in_force_from": day(edition.get("in_force_from")),
        "date": charter["starts_on"],
        "changes": document.get("changes", []),
        "map_places": _map_places(document),
        "without": _without(document),
        "sections": [_section(section) for section in document["sections"]],
        "priorities": [
            _priority(priority, styles, document) for priority in document["priorities"]
        ],
        "easy": _easy(document["priorities"]),
        "glossary": [
            {**entry, "definition": markup.to_html(entry["definition"])}
            for entry in document.get("glossary", [])
        ],
    }


def day(text: str | None) -> str:
    """An ISO date as people write it, "12 February 2027"; "" stays empty."""
    return date_format(dt.date.fromisoformat(text), "j F Y") if text else ""


def number(text: str | None) -> str:
    """A number with commas, "1,200"; what is no number stays as it is."""
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        return text or ""
    return f"{value:,}"


def _period(charter: dict) -> str:
    starts, ends = charter["starts_on"][:4], charter["ends_on"][:4]
    return starts if starts == ends else _("%s to %s") % (starts, ends)


def _map_places(document: dict) -> list[dict]:
    """The places of the map, each with the priorities that name it."""
    named: dict[str, list[str]] = {}
    for priority in document["priorities"]:
        for place in priority.get("places") or []:
            named.setdefault(place, []).append(priority["code"])
    shapes = (document.get("map") or {}).get("shapes", [])
    return [
        {"name": shape["name"], "codes": named.get(shape["name"], [])}
        for shape in shapes
    ]


def _without(document: dict) -> list[str]:
    """The numbers of the paragraphs that do not say why they are here."""
    return [
        clause["number"]
        for section in document["sections"]
        for clause in section["clauses"]
        if clause.get("because") == []
    ]


def _section(section: dict) -> dict:
    clauses = [
        {**clause, "html": markup.to_html(clause["text"])}
        for clause in section["clauses"]
    ]
    return {**section, "clauses": clauses}


def _priority(priority: dict, styles: dict[str, int], document: dict) -> dict:
    stood = document.get("measures", {})
    prepared = {
        name: markup.to_html(priority.get(name) or "")
        for name in ("statement", "why", "who_benefits", "builds_on")
    }
    outcomes = [
        {
            **outcome,
            "indicator": _indicator(outcome.get("indicator")),
            "targets": [_target(target, stood) for target in outcome["targets"]],
        }
        for outcome in priority["outcomes"]
    ]
    places = priority.get("places") or [_("The whole area")]
    return {
        **priority,
        **prepared,
        "outcomes": outcomes,
        "facts": _facts(priority, document),
        "offers": _offers(priority.get("offers", {})),
        "felt": priority.get("felt", {}),
        "review": day(priority.get("review_on")),
        "places": places,
        "style": styles[priority.get("theme") or ""],
        "targets": [target for outcome in outcomes for target in outcome["targets"]],
    }


def _facts(priority: dict, document: dict) -> list[dict]:
    """The evidence that the priority leans on, as the document froze it."""
    uids = priority.get("evidence", [])
    return [
        {**fact, "day": day(fact["data_on"])}
        for fact in document.get("evidence", [])
        if fact["uid"] in uids
    ]


def _offers(offers: dict) -> list[tuple[str, str]]:
    """What a supplier of each size could offer, where the charter says so."""
    sizes = {
        "micro": _("A firm of up to 9 people"),
        "sme": _("A firm of 10 to 249 people"),
        "large": _("A firm of 250 people or more"),
    }
    return [
        (label, markup.to_html(offers[size]))
        for size, label in sizes.items()
        if offers.get(size)
    ]


def _easy(priorities: list[dict]) -> list[dict]:
    """The priorities that are also said in easy words, line by line."""
    return [
        {**priority, "lines": priority["easy_read"].splitlines()}
        for priority in priorities
        if priority.get("easy_read")
    ]


def _indicator(indicator: dict | None) -> dict:
    """An outcome in numbers, as people write them."""
    if not indicator:
        return {}
    return {
        **indicator,
        **{name: number(indicator[name]) for name in ("change", "baseline", "level")},
        "baseline_on": day(indicator["baseline_on"]),
        "due": day(indicator["due_on"]),
    }


def _target(target: dict, stood: dict) -> dict:
    unit = target["metric"]["unit"]
    return {
        **target,
        "stood": stood.get(target["metric"]["code"], {}),
        "unit": "" if unit in SIGNS else unit,
        "baseline": _amount(target.get("baseline"), unit),
        "baseline_on": day(target.get("baseline_on")),
        "level": _amount(target["level"], unit),
        "due": day(target["due_on"]),
        "chart": print_charts.chart_name(target)
        if print_charts.bars(target.get("baseline"), target["level"])
        else "",
    }


def _amount(text: str | None, unit: str) -> str:
    """A number with the sign of its unit, where the unit has one: "£1,200", "95%"."""
    before, after = SIGNS.get(unit, ("", ""))
    return f"{before}{number(text)}{after}" if text else ""


def _theme_styles(priorities: list[dict]) -> dict[str, int]:
    """Themes in the order in which they come up, each with a style of its own."""
    themes = dict.fromkeys(priority.get("theme") or "" for priority in priorities)
    return {theme: place % STYLES + 1 for place, theme in enumerate(themes)}
