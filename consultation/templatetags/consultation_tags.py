"""How consultations say things on pages."""

import datetime as dt

from django import template

from consultation.statement import spoken as spoken_change
from councils.templatetags.portal_tags import day, moment
from metrics import charts

register = template.Library()


@register.filter
def spoken(change) -> list[str]:
    """A change of the charter as sentences that read aloud well."""
    return spoken_change(change.before, change.after)


@register.filter
def iso_day(value: str) -> str:
    """12 February 2027, of a moment as a document keeps it."""
    return day(dt.datetime.fromisoformat(value)) if value else ""


@register.filter
def iso_moment(value: str) -> str:
    """5pm on 12 February 2027, of a moment as a document keeps it."""
    return moment(dt.datetime.fromisoformat(value)) if value else ""


@register.filter
def with_bars(lines: list[dict]) -> list[dict]:
    """Lines with a `count`, each with its bar and, for print, its step."""
    return _drawn(lines, [line["count"] for line in lines])


@register.filter
def answer_bars(question: dict) -> list[dict]:
    """The lines of a counted question with bars: of points the mean, of a ranking how
    often it came first, else how many chose it."""
    lines = question["lines"]
    if question["kind"] == "points":
        values = [float(line["mean"] or 0) for line in lines]
    elif question["kind"] == "ranking":
        values = [(line["places"] or [0])[0] for line in lines]
    else:
        values = [line["count"] for line in lines]
    return _drawn(lines, values)


def _drawn(lines: list[dict], values: list[float]) -> list[dict]:
    drawn = zip(
        lines, values, charts.lengths(values), charts.steps(values), strict=True
    )
    return [
        {**line, "value": value, "length": length, "step": step}
        for line, value, length, step in drawn
    ]
