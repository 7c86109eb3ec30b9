"""Measures and figures from files: read, plan, and only then bring in.

A plan says for each row what would happen, or what is wrong with it, and touches
nothing. Bringing in does what the plan says, all or nothing; doing it twice changes
nothing the second time.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from metrics.models import Metric, Observation
from records.tables import Row, Table

ADD, CHANGE, SAME, WRONG = "add", "change", "same", "wrong"
FIGURE_COLUMNS = ("code", "value", "observed_on", "source", "place")
METRIC_COLUMNS = (
    "code",
    "title",
    "unit",
    "value_type",
    "direction",
    "definition",
    "not_counted",
    "proof",
)
LOCAL_COLUMNS = (*METRIC_COLUMNS, "local_reason")
UNIT_VALUE_COLUMNS = (
    *("code", "title", "value", "low", "high", "unit", "price_year"),
    *("use_for", "not_for", "note", "confidence", "licence"),
    *("source", "publisher", "published_on", "source_url"),
)
NEEDED = {
    "figures": FIGURE_COLUMNS[:4],
    "measures": ("code", "title", "unit", "definition", "local_reason"),
}


@dataclass(frozen=True)
class Line:
    """What would happen to one row of the file."""

    number: int
    what: str
    key: str
    sentence: str = ""
    do: Callable[[], object] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Plan:
    """What would happen to a whole file."""

    lines: list[Line]

    def count(self, what: str) -> int:
        return sum(line.what == what for line in self.lines)

    @property
    def errors(self) -> list[Line]:
        return [line for line in self.lines if line.what == WRONG]

    @property
    def changes(self) -> list[Line]:
        return [line for line in self.lines if line.what in (ADD, CHANGE)]

    @transaction.atomic
    def bring_in(self) -> "Plan":
        """Do it, or refuse all of it while any row is wrong."""
        if self.errors:
            raise Refused(_("Mend the rows with a problem first. Nothing was kept."))
        for line in self.changes:
            try:
                line.do()
            except ValidationError as refusal:
                words = " ".join(refusal.messages)
                raise Refused(
                    _("Row %(number)d: %(words)s")
                    % {"number": line.number, "words": words}
                ) from refusal
        return self


class Wrong(Exception):
    """A row that cannot be brought in, in words."""


def planned(table: Table, needed, plan_row: Callable[[Row], Line]) -> Plan:
    """Plan every row. Two rows with the same key are one too many."""
    if missing := table.missing(needed):
        names = ", ".join(missing)
        return Plan([Line(1, WRONG, "", _("The file has no column “%s”") % names)])
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        try:
            line = plan_row(row)
        except Wrong as wrong:
            line = Line(row.number, WRONG, row.get("code"), str(wrong))
        except ValidationError as refusal:
            words = " ".join(refusal.messages)
            line = Line(row.number, WRONG, row.get("code"), words)
        if line.what != WRONG and line.key in seen:
            line = Line(
                row.number, WRONG, line.key, _("The same as row %d") % seen[line.key]
            )
        seen.setdefault(line.key, row.number)
        lines.append(line)
    return Plan(lines or [Line(1, WRONG, "", _("The file has no rows"))])


def plan_figures(council, table: Table, *, by) -> Plan:
    """Figures of a council: code, value, date, source and perhaps a place."""
    metrics = {one.code: one for one in Metric.objects.usable_by(council)}
    areas = {one.name.casefold(): one for one in council.areas.all()}
    areas |= {one.code.casefold(): one for one in council.areas.all()}
    known = {
        _sight(one.metric_id, one.area_id, one.observed_on, one.source): one
        for one in Observation.objects.for_council(council).current()
    }

    def plan_row(row: Row) -> Line:
        metric = metrics.get(row.get("code").upper())
        if metric is None:
            raise Wrong(_("“%s” is not a measure you can use") % row.get("code"))
        place = row.get("place")
        area = areas.get(place.casefold()) if place else None
        if place and area is None:
            raise Wrong(_("“%s” is not one of your places") % place)
        new = Observation(
            metric=metric,
            council=council,
            area=area,
            value=number(row.get("value")),
            observed_on=date(row.get("observed_on")),
            source=row.get("source")[:250],
        )
        new.refuse_if_wrong()
        key = _sight(metric.pk, area and area.pk, new.observed_on, new.source)
        old = known.get(key)
        label = f"{metric.code} {new.observed_on} {place} {new.source}"
        if old and old.value == new.value:
            return Line(row.number, SAME, label)
        return Line(
            row.number,
            CHANGE if old else ADD,
            label,
            _("%(old)s becomes %(new)s") % {"old": old.value, "new": new.value}
            if old
            else "",
            lambda: Observation.observe(
                metric,
                council,
                new.value,
                observed_on=new.observed_on,
                source=new.source,
                area=area,
                by=by,
            ),
        )

    return planned(table, NEEDED["figures"], plan_row)


def _sight(metric, area, day, source) -> str:
    return f"{metric}/{area}/{day}/{source}"


def plan_measures(council, table: Table, *, by) -> Plan:
    """A council's own measures. One that is there already is never rewritten."""
    mine = {one.code: one for one in Metric.objects.local_to(council)}

    def plan_row(row: Row) -> Line:
        fields = measure_fields(row)
        reason = row.get("local_reason")
        if not reason:
            raise Wrong(_("Enter why no measure on an approved list would do"))
        code = Metric.local_code(council, fields["code"])
        if known := mine.get(code):
            differing = [n for n, value in fields.items() if getattr(known, n) != value]
            if {*differing} - {"code"} or known.local_reason != reason:
                raise Wrong(
                    _("%s is there already in other words. Give the new one a code.")
                    % code
                )
            return Line(row.number, SAME, code)
        Metric.local(council, local_reason=reason, **fields).full_clean()
        return Line(
            row.number,
            ADD,
            code,
            fields["title"],
            lambda: Metric.add_local(council, local_reason=reason, by=by, **fields),
        )

    return planned(table, NEEDED["measures"], plan_row)


def measure_fields(row: Row) -> dict:
    """A measure's fields as a row gives them; Wrong when one cannot be read."""
    fields = {name: row.get(name) for name in METRIC_COLUMNS}
    fields["code"] = fields["code"].upper()
    fields["value_type"] = fields["value_type"] or Metric.ValueType.INTEGER
    fields["direction"] = fields["direction"] or Metric.Direction.HIGHER
    for name in ("code", "title", "unit"):
        if not fields[name]:
            raise Wrong(_("Enter the %s") % name)
    fields["value_type"] = chosen(fields["value_type"], Metric.ValueType)
    fields["direction"] = chosen(fields["direction"], Metric.Direction)
    return fields


def chosen(text: str, choices) -> str:
    """The choice that a cell names by its key or its label."""
    for value, label in choices.choices:
        if text.casefold() in (value, str(label).casefold()):
            return value
    known = ", ".join(choices.values)
    raise Wrong(
        _("“%(text)s” must be one of %(known)s") % {"text": text, "known": known}
    )


def number(text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", "").replace("£", "").rstrip("% "))
    except InvalidOperation:
        raise Wrong(_("“%s” must be a number, like 12") % text) from None
    if not found.is_finite() or abs(found) >= Decimal(10) ** 14:
        raise Wrong(_("“%s” must be a number, like 12") % text)
    if found != round(found, 4):
        raise Wrong(_("“%s” must have 4 decimal places or less") % text)
    return found


def date(text: str) -> dt.date:
    """2026-04-01, 1/4/2026 or 1 April 2026."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"):
        try:
            found = dt.datetime.strptime(text, pattern).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
        if found > clock.today():
            raise Wrong(_("“%s” must be today or in the past") % text)
        return found
    raise Wrong(_("“%s” must be a real date, like 1 April 2026") % text)


def figure_rows(observations) -> Iterator[list]:
    """Figures as the rows of a file that can be brought in again."""
    for one in observations:
        yield [
            one.metric.code,
            one.value.normalize() if one.value else Decimal(0),
            one.observed_on,
            one.source,
            one.area.name if one.area else "",
        ]


def measure_rows(metrics, columns=LOCAL_COLUMNS) -> Iterator[list]:
    """Measures as the rows of a file that can be brought in again."""
    for metric in metrics:
        yield [getattr(metric, name) for name in columns]


def unit_value_rows(values) -> Iterator[list]:
    """Money values as the rows of a file, each with its source."""
    for one in values:
        own = [getattr(one, name) for name in UNIT_VALUE_COLUMNS[:12]]
        source = one.source
        yield [*own, source.title, source.publisher, source.published_on, source.url]
