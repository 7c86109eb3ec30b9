"""Bring the reference files into the database, as often as one likes.

The files in `metrics/data/` are ours and dated. Loading twice changes nothing. A
framework that has been approved is never rewritten: charters stand on it, so a
correction is a new version with its own slug, and the loader says what it kept.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction

from audit.trail import NATIONAL, record
from metrics.models import (
    DatedRule,
    Framework,
    FrameworkCriterion,
    FrameworkOutcome,
    FrameworkTheme,
    Metric,
    Source,
    Term,
    UnitValue,
)

DATA = Path(__file__).parent / "data"
ADDED, CHANGED, KEPT = "added", "changed", "kept"


@dataclass(frozen=True)
class Change:
    """One row that loading touched, or one that it left alone on purpose."""

    what: str  # added, changed or kept
    kind: str
    key: str

    def __str__(self):
        return f"{self.what}: {self.kind} {self.key}"


@dataclass
class Loading:
    """One run of the loader: the folder it reads and what it changed."""

    folder: Path = DATA
    changes: list[Change] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)

    trail_chain = NATIONAL
    trail_kind = "reference"
    trail_reference = "reference-data"
    trail_label = "Reference data"

    @transaction.atomic
    def run(self) -> list[Change]:
        self.load_sources()
        self.load_rules()
        self.load_unit_values()
        self.load_frameworks()
        self.load_terms()
        self.tell()
        return self.changes

    def tell(self) -> None:
        """One event for the whole run, with a hash of what was done."""
        if not any(change.what != KEPT for change in self.changes):
            return
        done = sorted(str(change) for change in self.changes)
        record(
            "reference.loaded",
            self,
            by="system",
            data={
                "rows": len(done),
                "manifest": hashlib.sha256("\n".join(done).encode()).hexdigest(),
            },
        )

    def read(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def note(self, what: str, kind: str, key: str) -> None:
        self.changes.append(Change(what, kind, key))

    def bring(
        self, model: type[models.Model], keys: tuple[str, ...], rows: Iterable[dict]
    ) -> list[models.Model]:
        """Make the rows of `model` say what `rows` say: two queries when they do."""
        kind = model._meta.verbose_name
        have = {
            tuple(getattr(row, k) for k in keys): row for row in model.objects.all()
        }
        brought, new = [], []
        for values in rows:
            key = tuple(model._meta.get_field(k).to_python(values[k]) for k in keys)
            row = have.get(key)
            label = " ".join(str(part) for part in key)
            if row is None:
                row = model(**values)
                new.append(row)
                self.note(ADDED, kind, label)
            elif changed := self.differing(row, values):
                for name in changed:
                    setattr(row, name, values[name])
                row.save(update_fields=changed)
                self.note(CHANGED, kind, label)
            brought.append(row)
        model.objects.bulk_create(new)
        return brought

    @staticmethod
    def differing(row: models.Model, values: dict) -> list[str]:
        """The fields of `row` that do not say what `values` say."""

        def says(name: str, value: Any) -> bool:
            if isinstance(value, models.Model):
                return getattr(row, f"{name}_id") == value.pk
            return getattr(row, name) == row._meta.get_field(name).to_python(value)

        return [name for name, value in values.items() if not says(name, value)]

    def load_sources(self):
        rows = [{"key": key, **row} for key, row in self.read("sources.json").items()]
        self.sources = {row.key: row for row in self.bring(Source, ("key",), rows)}

    def sourced(self, row: dict) -> dict:
        return {**row, "source": self.sources[row["source"]]}

    def load_rules(self):
        rows = [
            self.sourced(dated)
            | {name: rule[name] for name in ("kind", "title", "about")}
            for rule in self.read("rules.json")["rules"]
            for dated in rule["rows"]
        ]
        self.bring(DatedRule, ("kind", "from_on"), [*rows, *self.bank_holidays()])

    def bank_holidays(self) -> Iterable[dict]:
        for path in sorted(self.folder.glob("bank_holidays*.json")):
            book = self.read(path.name)
            for year in book["years"]:
                yield {
                    "kind": book["kind"],
                    "title": book["title"],
                    "about": book["about"],
                    "value": {"days": year["days"]},
                    "from_on": f"{year['year']}-01-01",
                    "until_on": f"{year['year']}-12-31",
                    "confidence": year["confidence"],
                    "source": self.sources[book["source"]],
                }

    def load_unit_values(self):
        values = self.read("unit_values.json")["values"]
        self.bring(UnitValue, ("code",), [self.sourced(value) for value in values])

    def load_terms(self):
        """A new meaning is a new version; the old one stays readable. What the file
        has said before does not undo what the steward has said since."""
        have: dict[str, Term] = {}
        said: dict[str, list[dict]] = {}
        for term in Term.objects.standard().order_by("version"):
            said.setdefault(term.slug, []).append(term.content)
            if term.replaced_at is None:
                have[term.slug] = term
        new = []
        for row in self.read("glossary.json")["terms"]:
            term, current = Term(**self.sourced(row)), have.get(row["slug"])
            if term.content in said.get(row["slug"], ()):
                continue
            if current:
                current.give_way_to(term)
            new.append(term)
            self.note(CHANGED if current else ADDED, "term", row["slug"])
        Term.objects.bulk_create(new)

    def load_frameworks(self):
        """Measures first, since lists point at measures of other lists."""
        books = [
            self.read(path.name) for path in sorted(self.folder.glob("framework_*"))
        ]
        books.sort(key=lambda book: book["published_on"])
        have = {f.slug: f for f in Framework.objects.all()}
        due = []
        for book in books:
            framework = have.get(book["slug"])
            digest = self.digest(book)
            if framework and framework.content_hash == digest:
                continue
            if framework and framework.status != Framework.Status.PROPOSED:
                self.note(KEPT, "framework", f"{book['slug']} (already approved)")
                continue
            self.note(CHANGED if framework else ADDED, "framework", book["slug"])
            have[book["slug"]] = self.write_framework(book, digest, framework, have)
            due.append((book, have[book["slug"]]))
        for book, framework in due:
            self.write_metrics(book, framework)
        if due:
            self.metrics = {m.code: m for m in Metric.objects.national()}
        for book, framework in due:
            self.write_contents(book, framework)

    @staticmethod
    def digest(book: dict) -> str:
        text = json.dumps(book, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def write_framework(self, book, digest, framework, have) -> Framework:
        contents = {"themes", "outcomes", "metrics"}
        values = {k: v for k, v in self.sourced(book).items() if k not in contents}
        values["replaces"] = have.get(book["replaces"])
        framework = framework or Framework()
        for name, value in {**values, "content_hash": digest}.items():
            setattr(framework, name, value)
        framework.save()
        return framework

    def write_metrics(self, book: dict, framework: Framework) -> None:
        rows = [self.sourced(row) | {"framework": framework} for row in book["metrics"]]
        self.bring(Metric, ("code",), rows)

    def write_contents(self, book: dict, framework: Framework) -> None:
        """Write themes, outcomes and criteria afresh; nothing points at them yet."""
        framework.outcomes.all().delete()
        framework.themes.all().delete()
        themes = {
            row["code"]: FrameworkTheme.objects.create(
                framework=framework, position=n, **self.sourced(row)
            )
            for n, row in enumerate(book["themes"])
        }
        for n, row in enumerate(book["outcomes"]):
            fields = {k: v for k, v in self.sourced(row).items() if k != "criteria"}
            outcome = FrameworkOutcome.objects.create(
                framework=framework,
                position=n,
                **(fields | {"theme": themes.get(row["theme"])}),
            )
            self.write_criteria(row["criteria"], outcome)

    def write_criteria(self, rows: list[dict], outcome: FrameworkOutcome) -> None:
        for n, row in enumerate(rows):
            fields = {k: v for k, v in self.sourced(row).items() if k != "metrics"}
            criterion = FrameworkCriterion.objects.create(
                outcome=outcome, position=n, **fields
            )
            criterion.metrics.set([self.metrics[code] for code in row["metrics"]])


def load(folder: Path = DATA) -> list[Change]:
    """Load the reference files and return what changed: nothing, the second time."""
    return Loading(folder).run()
