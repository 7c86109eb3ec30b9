import datetime as dt

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters import outlines, reserved
from charters.models.blocks import Block
from charters.models.content import Clause, Section
from charters.models.fact import Fact
from charters.models.indicator import Indicator
from charters.models.making import Stakeholder, ValueCap
from charters.models.outcome import Outcome, Target
from charters.models.priority import Priority, PriorityName
from charters.models.source import Source
from metrics.models import DatedRule


class Starting(models.Model):
    """How a charter begins: from nothing, a template or another charter."""

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def start(
        cls,
        council,
        *,
        title: str,
        starts_on: dt.date,
        ends_on: dt.date,
        by,
        area=None,
        outline: str = outlines.LOCAL_PLAN,
        first_words: bool = False,
        copy_of=None,
        summary: str = "",
        slug: str = "",
    ):
        """Begin a charter from an outline, or as a copy of another of the council.

        With `first_words` each section has sentences to begin with, whose gaps are
        to be filled.
        """
        if ends_on <= starts_on:
            raise Refused(_("End date must be after the start date"), code="dates")
        for other in (area, copy_of):
            if other is not None and other.council_id != council.pk:
                raise Refused(_("That belongs to another council."))
        charter = cls._begin(
            council,
            title=title.strip(),
            summary=summary or (copy_of.summary if copy_of else ""),
            starts_on=starts_on,
            ends_on=ends_on,
            area=area,
            created_by=by,
            slug=slug,
        )
        if copy_of is not None:
            charter._copy_text(copy_of, by=by, is_revision=False)
        else:
            charter._outline(outline, first_words, by=by)
        return charter

    @transaction.atomic
    def revise(self, *, by, starts_on=None, ends_on=None, title: str = ""):
        """Begin the next charter as a copy of this one, which stays in force meanwhile.

        Sections, paragraphs and priorities keep their permanent ids and codes.
        """
        if not self.is_in_force:
            raise Refused(_("Only a charter that is in force can be revised."))
        starts_on = starts_on or clock.today()
        ends_on = ends_on or starts_on + (self.ends_on - self.starts_on)
        charter = type(self)._begin(
            self.council,
            title=title.strip() or self.title,
            summary=self.summary,
            starts_on=starts_on,
            ends_on=ends_on,
            area=self.area,
            created_by=by,
            revises=self,
        )
        charter._copy_text(self, by=by, is_revision=True)
        return charter

    @classmethod
    def _begin(cls, council, *, slug="", **fields):
        taken = set(cls.objects.for_council(council).values_list("slug", flat=True))
        starts_on, ends_on, area = (
            fields[name] for name in ("starts_on", "ends_on", "area")
        )
        years = f"{starts_on.year}-{ends_on.year}"
        wanted = slug or (f"{slugify(area.name)}-{years}" if area else years)
        months = DatedRule.objects.value("charter_review", starts_on)["usual_months"]
        charter = cls(
            council=council,
            slug=reserved.free_name(wanted, taken, reserved.CHARTER_SLUGS),
            review_on=min(clock.add_months(starts_on, months), ends_on),
            **fields,
        )
        charter.full_clean()
        charter.save()
        revised = charter.revises.slug if charter.revises_id else ""
        record(
            "charter.started", charter, by=charter.created_by, data={"revises": revised}
        )
        return charter

    def _outline(self, outline: str, first_words: bool, *, by) -> None:
        taken: set[str] = set()
        for place, planned in enumerate(outlines.sections_of(outline), start=1):
            key = reserved.free_name(
                slugify(planned.heading), taken, reserved.SECTION_KEYS
            )
            taken.add(key)
            section = Section(
                charter=self,
                key=key,
                heading=planned.heading,
                guidance=planned.guidance,
                position=place,
            )
            section.keep(by=by)
            for words in planned.first_words if first_words else ():
                section.place(Block(words), by=by)

    def _copy_text(self, other, *, by, is_revision: bool) -> None:
        """Copy the working text. Only a revision keeps identities and codes."""
        source = type(self).objects.with_text().get(pk=other.pk)
        clauses = {}
        for section in source.sections.all():
            copy = _copy_of(section, charter=self, is_revision=is_revision, by=by)
            for clause in section.clauses.all():
                clauses[clause.pk] = _copy_of(
                    clause, section=copy, is_revision=is_revision, by=by
                )
        facts = {}
        for fact in source.facts.all():
            copy = _copy_of(fact, charter=self, is_revision=is_revision, by=by)
            copy.areas.set(fact.areas.all())
            copy.clauses.set(clauses[clause.pk] for clause in fact.clauses.all())
            facts[fact.pk] = copy
        for row in (*source.stakeholders.all(), *source.value_caps.all()):
            _copy_of(row, charter=self, is_revision=is_revision, by=by)
        if is_revision:
            self._carry_sources(source, by=by)
        expiring = self._expiring(other) if is_revision else set()
        for priority in source.priorities.all():
            if str(priority.uid) in expiring:
                continue
            copy = self._copy_priority(priority, is_revision=is_revision, by=by)
            grounds = [clauses[clause.pk] for clause in priority.rests_on.all()]
            copy.rests_on.set(grounds)
            copy.assets.set(priority.assets.filter(retired_on=None))
            copy.facts.set(facts[fact.pk] for fact in priority.facts.all())

    @staticmethod
    def _expiring(other) -> set[str]:
        """The priorities that the last review of a charter did not renew."""
        review = other.reviews.exclude(published_at=None).last()
        return review.expiring() if review else set()

    def _carry_sources(self, other, *, by) -> None:
        """The next charter says the same of why each paragraph is there."""
        edition = other.adopted_edition
        clauses = [
            clause
            for section in (edition.document["sections"] if edition else ())
            for clause in section["clauses"]
        ]
        Source.objects.bulk_create(
            Source(
                charter=self,
                clause_uid=clause["uid"],
                kind=one["kind"],
                wording=one["wording"],
                address=one.get("url", ""),
                by=by,
            )
            for clause in clauses
            for one in clause.get("because", ())
            if "fact" not in one  # the evidence library is carried over by itself
        )

    def _copy_priority(self, priority, *, is_revision: bool, by) -> Priority:
        name = priority.name if is_revision else PriorityName.next_for(self.council)
        copy = _copy_of(
            priority, charter=self, name=name, is_revision=is_revision, by=by
        )
        copy.areas.set(priority.areas.all())
        if borrowing := getattr(priority, "borrowing", None):
            borrowing._meta.model.objects.create(
                priority=copy, origin=borrowing.origin, by=borrowing.by
            )
        for outcome in priority.outcomes.all():
            outcome_copy = _copy_of(
                outcome, priority=copy, is_revision=is_revision, by=by
            )
            for target in outcome.targets.all():
                _copy_of(target, outcome=outcome_copy, is_revision=is_revision, by=by)
            if indicator := getattr(outcome, "indicator", None):
                _copy_of(
                    indicator, outcome=outcome_copy, is_revision=is_revision, by=by
                )
        return copy


COPIED = {
    Section: ("uid", "key", "heading", "guidance", "position"),
    Clause: ("uid", "text", "position"),
    Fact: (
        *("uid", "number", "claim", "figure", "unit", "source", "url", "file"),
        "data_on",
    ),
    Priority: (
        *("title", "statement", "why", "who_benefits", "theme", "position"),
        *("builds_on", "offer_micro", "offer_sme", "offer_large"),
        *("felt_key", "felt_question", "unfelt_reason", "owner", "review_on"),
        "easy_read",
    ),
    Outcome: ("uid", "statement", "position"),
    Indicator: (
        *("words", "direction", "baseline", "baseline_on", "source"),
        *("amount", "percent", "due_on"),
    ),
    Stakeholder: (
        *("uid", "name", "effect", "how_reached", "how_many", "what_they_said"),
        "position",
    ),
    ValueCap: ("uid", "category", "most", "position"),
    Target: (
        "uid",
        "metric",
        "baseline",
        "baseline_on",
        "level",
        "due_on",
        "position",
    ),
}


def _copy_of(original, *, is_revision: bool, by, **parents):
    """A new row with the same words below other parents."""
    names = [name for name in COPIED[type(original)] if is_revision or name != "uid"]
    copy = type(original)(
        **{name: getattr(original, name) for name in names}, **parents
    )
    copy.keep(by=by)
    return copy
