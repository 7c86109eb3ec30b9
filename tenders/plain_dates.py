"""Dates and times as people say them: 5pm on 4 March 2027. Pure."""

from datetime import date, datetime


def plain_time(local: datetime) -> str:
    """The time of day of a London reading: 5pm, 12 noon, 9:30am."""
    if (local.hour, local.minute) == (12, 0):
        return "12 noon"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def plain_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def plain_moment(local: datetime) -> str:
    return f"{plain_time(local)} on {plain_date(local)}"


def plain_number(value) -> str:
    """A decimal without trailing noughts, thousands grouped: 1,200 or 4.5."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
