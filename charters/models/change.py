import hashlib
from functools import cached_property

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters import compare
from charters.models.edition import Edition

LONGEST_REASON = 600
TAKEN = (
    *("kind", "label", "order", "before", "after"),
    *("number_before", "number_after", "section"),
)


class ChangeQuerySet(models.QuerySet):
    def for_council(self, council):
        return self.filter(charter__council=council)

    def visible_to(self, user):
        """Those whose result anyone may read; officers see their council's others."""
        public = models.Q(result__release__public_from__lte=clock.now())
        if not user.is_authenticated:
            return self.filter(public)
        councils = user.memberships.current().values("council")
        return self.filter(public | models.Q(charter__council__in=councils))

    def real(self):
        """Without those that were taken back."""
        return self.exclude(kind=compare.KEPT)

    def since(self, edition):
        return self.filter(base=edition)

    def since_last_consultation(self):
        """The real changes since the last edition put to consultation, with reasons.

        Ask it of one charter's changes.
        """
        last = (
            Edition.objects.filter(
                charter=models.OuterRef("charter"),
                kind=Edition.Kind.CONSULTATION,
                release__isnull=False,
            )
            .order_by("-number")
            .values("pk")[:1]
        )
        found = self.real().filter(base=models.Subquery(last))
        return found.prefetch_related("justifications")

    @transaction.atomic
    def refresh(self, charter) -> None:
        """Bring the rows in line with the working text of a charter."""
        base = charter.consultation_edition
        if base is None:
            return
        known = {(row.part, row.key): row for row in self.filter(base=base)}
        new, changed = [], []
        for order, found in enumerate(
            compare.documents(base.document, charter.body()).differences
        ):
            row = known.pop((found.part, found.key), None)
            if row is not None:
                if row.take(found, order):
                    changed.append(row)
            elif found.wants_reason:
                row = Change(charter=charter, base=base, part=found.part, key=found.key)
                row.take(found, order)
                new.append(row)
        # What came after the consultation and went again is no change any more.
        for row in known.values():
            if row.kind != compare.KEPT:
                row.kind, row.after = compare.KEPT, row.before
                changed.append(row)
        self.bulk_create(new)
        self.bulk_update(changed, TAKEN)


class Change(models.Model):
    """One part of a charter that differs from what people were consulted on."""

    class Part(models.TextChoices):
        ABOUT = compare.ABOUT, gettext_lazy("About this charter")
        SECTION = compare.SECTION, gettext_lazy("Heading")
        CLAUSE = compare.CLAUSE, gettext_lazy("Paragraph")
        PRIORITY = compare.PRIORITY, gettext_lazy("Priority")
        TERM = compare.TERM, gettext_lazy("Meaning of a word")
        EVIDENCE = compare.EVIDENCE, gettext_lazy("Evidence")
        GROUP = compare.GROUP, gettext_lazy("People it touches")
        MEETING = compare.MEETING, gettext_lazy("Meeting")

    class Kind(models.TextChoices):
        KEPT = compare.KEPT, gettext_lazy("The same again")
        REWORDED = compare.REWORDED, gettext_lazy("Reworded")
        NEW = compare.NEW, gettext_lazy("New")
        DROPPED = compare.DROPPED, gettext_lazy("Removed")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="changes"
    )
    base = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="changes_since"
    )
    result = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changes_brought",
        help_text=gettext_lazy(
            "The edition that froze it; empty while it is worked on"
        ),
    )
    part = models.CharField(max_length=10, choices=Part)
    key = models.CharField(
        max_length=64, help_text=gettext_lazy("Permanent id, or a section's key")
    )
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=120)
    section = models.CharField(max_length=100, blank=True)
    number_before = models.CharField(max_length=12, blank=True)
    number_after = models.CharField(max_length=12, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["base", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "part", "key"], name="one_change_per_part_of_an_edition"
            )
        ]

    def __str__(self):
        return f"{self.label}: {self.get_kind_display()}"

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.base.number}/{self.part}/{self.key}"

    @property
    def trail_label(self):
        return self.label

    @property
    def clause_uid(self) -> str:
        return self.key if self.part == self.Part.CLAUSE else ""

    @property
    def priority_uid(self) -> str:
        return self.key if self.part == self.Part.PRIORITY else ""

    @cached_property
    def runs(self) -> list[compare.Run]:
        return compare.words(self.before, self.after)

    @property
    def wording_hash(self) -> str:
        """What a reason stands for: these words and no others."""
        return hashlib.sha256(f"{self.kind}\n{self.after}".encode()).hexdigest()

    @property
    def reasons(self) -> list["Justification"]:
        """The reasons for the words as they are now."""
        wording = self.wording_hash
        return [one for one in self.justifications.all() if one.wording_hash == wording]

    @property
    def stale_reasons(self) -> list["Justification"]:
        """Reasons that were given for an earlier wording of the same change."""
        wording = self.wording_hash
        return [one for one in self.justifications.all() if one.wording_hash != wording]

    @property
    def kind_shown(self) -> str:
        """As a comparison calls it: a change is never a mere move."""
        return self.kind

    @property
    def is_changed(self) -> bool:
        return self.kind != self.Kind.KEPT

    @property
    def is_explained(self) -> bool:
        return self.kind == self.Kind.KEPT or bool(self.reasons)

    def take(self, found: compare.Difference, order: int) -> bool:
        """Take over what a fresh comparison says. Answers whether that is news."""
        kind = found.kind if found.wants_reason else compare.KEPT
        fresh = {
            "kind": kind,
            "label": found.label[:120],
            "order": order,
            "before": found.before,
            "after": found.after,
            "number_before": found.number_before,
            "number_after": found.number_after,
            "section": found.section[:100],
        }
        before = {name: getattr(self, name) for name in TAKEN}
        for name, value in fresh.items():
            setattr(self, name, value)
        return before != fresh

    @transaction.atomic
    def justify(
        self, kind: str, wording: str, *, by, address: str = ""
    ) -> "Justification":
        """Say why these words changed. Saying the same again changes nothing but the
        address at which people can read it."""
        wording = wording.strip()
        if not wording:
            raise Refused(_("Enter the reason for this change"))
        if len(wording) > LONGEST_REASON:
            raise Refused(_("The reason must be 600 characters or less"))
        change = Change.objects.select_for_update(of=("self",)).get(pk=self.pk)
        reason, is_new = Justification.objects.get_or_create(
            change=change,
            kind=Justification.Kind(kind),
            wording=wording,
            wording_hash=change.wording_hash,
            defaults={"by": by, "address": address},
        )
        if address and reason.address != address:
            reason.address = address
            reason.save(update_fields=["address"])
        if is_new:
            record("change.justified", change, by=by, data={"kind": kind})
        return reason

    @transaction.atomic
    def take_back(self, kind: str, wording: str, *, by) -> None:
        """Say that a reason was given by mistake. Taking back none changes nothing."""
        given = self.justifications.filter(kind=kind, wording=wording.strip())
        gone, _kinds = given.delete()
        if gone:
            record("change.reason_taken_back", self, by=by, data={"kind": kind})


class Justification(models.Model):
    """Why words changed: what residents said, evidence, the law or a decision."""

    class Kind(models.TextChoices):
        ISSUE = "issue", gettext_lazy("What people told us")
        EVIDENCE = "evidence", gettext_lazy("New evidence")
        LAW = "law", gettext_lazy("The law")
        DECISION = "decision", gettext_lazy("A decision of the council")

    change = models.ForeignKey(
        Change, on_delete=models.CASCADE, related_name="justifications"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    wording = models.TextField(max_length=LONGEST_REASON)
    wording_hash = models.CharField(max_length=64, editable=False)
    address = models.URLField(max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "kind", "wording", "wording_hash"],
                name="a_reason_is_given_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(wording=""), name="a_reason_has_words"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.wording[:60]}"
