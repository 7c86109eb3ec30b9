"""Widgets that HTML has no single control for, in GOV.UK's shape."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DATE_PARTS = (
    ("day", _("Day"), 2),
    ("month", _("Month"), 2),
    ("year", _("Year"), 4),
)


def read_date(data: Any, name: str) -> Any:
    """The three boxes as one dict, or the single value if one was sent instead."""
    parts = {part: data.get(f"{name}-{part}") for part, _label, _width in DATE_PARTS}
    if all(value is None for value in parts.values()):
        return data.get(name)
    return {part: (value or "").strip() for part, value in parts.items()}


def show_date(value: Any) -> dict[str, str]:
    """What the three boxes show for a date, a dict of parts, or a typed text."""
    if isinstance(value, datetime | date):
        return {
            "day": str(value.day),
            "month": str(value.month),
            "year": f"{value.year:04}",
        }
    if isinstance(value, dict):
        return value
    try:
        return show_date(date.fromisoformat(str(value)))
    except ValueError:
        return {"day": str(value or "")}


class DateInput(forms.Widget):
    """Day, month and year in three boxes; one box may also take a whole date."""

    template_name = "components/forms/date_input.html"
    use_fieldset = True
    error_parts: Iterable[str] = ()

    def id_for_label(self, id_):
        return f"{id_}-{self.first_wrong}" if id_ else id_

    @property
    def first_wrong(self) -> str:
        wrong = [part for part, _label, _w in DATE_PARTS if part in self.error_parts]
        return wrong[0] if wrong else "day"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        shown = show_date(value)
        context["widget"]["boxes"] = [
            {
                "part": part,
                "label": label,
                "width": width,
                "value": shown.get(part, ""),
                "wrong": part in self.error_parts,
            }
            for part, label, width in DATE_PARTS
        ]
        return context

    def value_from_datadict(self, data, files, name):
        return read_date(data, name)

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}-day" not in data


class MomentInput(DateInput):
    """A date in three boxes and a time such as 5pm beside it."""

    template_name = "components/forms/moment_input.html"

    def get_context(self, name, value, attrs):
        day, time = value if isinstance(value, tuple) else (value, "")
        context = super().get_context(name, day, attrs)
        context["widget"]["time"] = time
        context["widget"]["time_wrong"] = "time" in self.error_parts
        return context

    @property
    def first_wrong(self) -> str:
        return "time" if list(self.error_parts) == ["time"] else super().first_wrong

    def value_from_datadict(self, data, files, name):
        day = read_date(data, name)
        if f"{name}-time" not in data and not isinstance(day, dict):
            return day
        return (day, (data.get(f"{name}-time") or "").strip())


class PasswordInput(forms.PasswordInput):
    """A password box with a button that shows what was typed."""

    template_name = "components/forms/password_input.html"
