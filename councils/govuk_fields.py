"""Fields that read what people type: 1,200 and £1200, 12 Feb 2027, 5pm."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from councils.govuk_widgets import DateInput, MomentInput

MONTHS = (
    "january february march april may june july august september october"
    " november december"
).split()
WHOLE_DATE = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[\s./-]+([A-Za-z]+|\d{1,2})[\s./,-]+(\d{4})$"
)
CLOCK_TIME = re.compile(
    r"^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?|noon)?$", re.IGNORECASE
)


def parse_month(text: str) -> int | None:
    """The month's number from 2, 02, Feb or February; None if it is none of them."""
    if text.isdigit():
        return int(text)
    word = text.strip(". ").lower()
    found = [n for n, name in enumerate(MONTHS, 1) if name.startswith(word)]
    return found[0] if len(word) >= 3 and len(found) == 1 else None


def parse_time(text: str) -> time | None:
    """A time from 5pm, 5.30pm, 17:00, 12 noon or noon; None if it is none of them."""
    if text.strip().lower() in ("noon", "midday"):
        return time(12)
    match = CLOCK_TIME.match(text.strip())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "").replace(".", "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if not half and match[2] is None:
        return None
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half == "noon" and (hour, minute) != (12, 0):
        return None
    try:
        return time(hour, minute)
    except ValueError:
        return None


def say_time(value: time) -> str:
    """5pm, 5:30pm, 12 noon: as UX words it, and as `parse_time` reads it back."""
    if (value.hour, value.minute) == (12, 0):
        return "12 noon"
    hour = value.hour % 12 or 12
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{hour}{minutes}{'am' if value.hour < 12 else 'pm'}"


class Typed(forms.Field):
    """A field whose errors begin with the name of what was asked for (`thing`)."""

    thing = ""

    def refuse(self, code: str, message: str, parts: tuple[str, ...] = ()):
        thing = str(self.thing or self.label or _("The answer"))
        subject = thing[:1].upper() + thing[1:]
        raise ValidationError(
            message % {"subject": subject, "thing": thing},
            code=code,
            params={"parts": parts},
        )


class NumberField(Typed, forms.DecimalField):
    """A number; commas, spaces and a pound sign are taken off before reading."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "spellcheck": "false"})

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"[\s,£_]", "", value).removesuffix("%")
        return super().to_python(value)

    def widget_attrs(self, widget):
        return {}

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return value


class WholeNumberField(Typed, forms.IntegerField):
    """A whole number; 1,200 is read as 1200."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "spellcheck": "false"})

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"[\s,_]", "", value)
        return super().to_python(value)

    def widget_attrs(self, widget):
        return {}


class MoneyField(NumberField):
    """An amount in pounds, kept to the penny."""

    prefix = "£"

    def __init__(self, *, max_digits=14, decimal_places=2, **kwargs):
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)


class DateField(Typed):
    """A date from three boxes, from `12 Feb 2027` in one of them, or from ISO."""

    widget = DateInput
    default_hint = gettext_lazy("For example, 12 2 2027")

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        if isinstance(value, dict):
            return self.from_parts(value)
        return self.from_text(str(value).strip())

    def from_text(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
        match = WHOLE_DATE.match(text)
        if not match:
            self.refuse("invalid", _("%(subject)s must be a real date"))
        parts = dict(zip(("day", "month", "year"), match.groups(), strict=True))
        return self.from_parts(parts)

    def from_parts(self, parts: dict[str, str]) -> date | None:
        filled = {part: text for part, text in parts.items() if text}
        if not filled:
            return None
        if len(filled) == 1 and WHOLE_DATE.match(text := next(iter(filled.values()))):
            return self.from_text(text)
        missing = tuple(part for part in ("day", "month", "year") if part not in filled)
        if missing:
            named = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
            listed = _(" and ").join(named[part] for part in missing)
            sentence = _("%(subject)s must include {parts}").format(parts=listed)
            self.refuse("incomplete", sentence, missing)
        return self.build(filled)

    def build(self, filled: dict[str, str]) -> date:
        month = parse_month(filled["month"])
        if not re.fullmatch(r"\d{4}", filled["year"]):
            self.refuse(
                "year", _("%(subject)s must have a year of 4 numbers"), ("year",)
            )
        try:
            return date(int(filled["year"]), month or 0, int(filled["day"]))
        except ValueError:
            wrong = "day" if month and 1 <= month <= 12 else "month"
            self.refuse("invalid", _("%(subject)s must be a real date"), (wrong,))

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class TimeField(Typed):
    """A time of day in the words people use."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})
    default_hint = gettext_lazy("For example, 5pm or 9:30am")

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = parse_time(str(value))
        if found is None:
            self.refuse("invalid", _("%(subject)s must be a time, like 5pm or 9:30am"))
        return found

    def prepare_value(self, value):
        return say_time(value) if isinstance(value, time) else value


class MomentField(DateField):
    """A date and a London time, cleaned to one aware instant in UTC.

    `default_time` fills the time when the box is left empty.
    """

    widget = MomentInput
    default_hint = gettext_lazy("For example, 12 2 2027 at 5pm, UK time")

    def __init__(self, *, default_time: time | None = None, **kwargs):
        self.default_time = default_time
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        if isinstance(value, str) and "T" in value:
            return self.from_iso(value)
        day_value, text = value if isinstance(value, tuple) else (value, "")
        day = super().to_python(day_value)
        if day is None:
            if text and text != self.prepare_time(self.default_time):
                self.refuse(
                    "incomplete", _("%(subject)s must include a day, month and year")
                )
            return None
        at = parse_time(text) if text else self.default_time
        if at is None:
            self.refuse(
                "time", _("%(subject)s must include a time, like 5pm"), ("time",)
            )
        return clock.instant(day, at)

    def from_iso(self, value: str) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.refuse("invalid", _("%(subject)s must be a real date and time"))
        if moment.tzinfo:
            return moment.astimezone(UTC)
        return clock.instant(moment.date(), moment.time())

    @staticmethod
    def prepare_time(value: time | None) -> str:
        return say_time(value) if value else ""

    def prepare_value(self, value):
        if isinstance(value, datetime):
            local = clock.london(value)
            return (local.date(), say_time(local.time()))
        if value in self.empty_values:
            return (None, self.prepare_time(self.default_time))
        return value
