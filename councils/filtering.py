"""How lists are narrowed by GET, the same way everywhere: what was asked, which filters
are on, and the address without each of them.

    wanted = Filters(request.GET, Field("stance", _("View: %s"), choices), …)
    if wanted["stance"]: …
    {% component "filters" chosen=wanted.chosen clear=request.path %}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise


@dataclass(frozen=True)
class Field:
    """One filter. With choices, anything else that is asked for counts as nothing."""

    name: str
    label: str | Promise
    choices: Mapping[str, str | Promise] | None = None
    usual: str = ""
    longest: int = 80

    def read(self, query: QueryDict) -> str:
        value = query.get(self.name, self.usual).strip()[: self.longest]
        if self.choices is None or value in self.choices:
            return value.replace("\x00", "")
        return self.usual

    def words(self, value: str) -> str:
        shown = value if self.choices is None else self.choices.get(value, value)
        return str(self.label) % shown


class Filters:
    """The filters of one list, as they were asked for."""

    def __init__(self, query: QueryDict, *fields: Field) -> None:
        self.fields = {field.name: field for field in fields}
        self.values = {field.name: field.read(query) for field in fields}
        self._query = query

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def number(self, name: str) -> int | None:
        """The value as a small whole number, or None."""
        value = self.values[name]
        return int(value) if value.isdecimal() and len(value) < 5 else None

    @property
    def used(self) -> dict[str, str]:
        """Those that narrow the list beyond what it usually shows."""
        usual = {name: field.usual for name, field in self.fields.items()}
        return {
            name: value
            for name, value in self.values.items()
            if value and value != usual[name]
        }

    @property
    def is_used(self) -> bool:
        return bool(self.used)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The filters that are on, each with the address without it."""
        found = []
        for name, value in self.used.items():
            query = self._query.copy()
            query.pop(name, None)
            query.pop("page", None)
            found.append((self.fields[name].words(value), f"?{query.urlencode()}"))
        return found

    @property
    def query(self) -> str:
        """The same filters for another address."""
        return urlencode(self.used)
