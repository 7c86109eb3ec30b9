import uuid
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.trail import record
from charters import compare, document
from metrics.models import Metric
from records import markup, renditions
from records.canonical import digest
from records.models import Rendition


class EditionQuerySet(models.QuerySet):
    def for_council(self, council):
        return self.filter(charter__council=council)

    def public(self, at: datetime | None = None):
        """Those that anyone may read at a moment."""
        return self.filter(release__public_from__lte=at or clock.now())

    def visible_to(self, user):
        """The public ones; officers also see their own council's."""
        public = self.public().values("pk")
        if not user.is_authenticated:
            return self.filter(pk__in=public)
        councils = user.memberships.current().values("council")
        return self.filter(
            models.Q(pk__in=public) | models.Q(charter__council__in=councils)
        )

    def adopted(self):
        return self.filter(kind=Edition.Kind.ADOPTED)

    def in_force(self):
        """Adopted editions of charters that are in force."""
        return self.adopted().filter(charter__status="adopted")

    @transaction.atomic
    def freeze(self, charter, kind: "Edition.Kind", *, by) -> "Edition":
        """Write the working text down as an edition; the charter is locked already."""
        written = charter.body()
        text_hash = digest(written)
        last = self.filter(charter=charter).last()
        is_adopted = kind == Edition.Kind.ADOPTED
        if last and not is_adopted and (last.kind, last.text_hash) == (kind, text_hash):
            return last
        number = last.number + 1 if last else 1
        whole = document.with_edition(
            written, number=number, kind=kind.value, status_label=str(kind.label)
        )
        edition = self.create(
            charter=charter,
            number=number,
            kind=kind,
            document=whole,
            text_hash=text_hash,
            content_hash=digest(whole),
            frozen_by=by,
        )
        edition._write_rows(came_from=_origins(charter))
        edition.ask_for_pdf()
        record(
            "edition.frozen",
            edition,
            by=by,
            data={"kind": kind, "hash": edition.content_hash},
        )
        return edition


class Edition(models.Model):
    """The numbered, frozen text of a charter, known by its hash. Never edited."""

    class Kind(models.TextChoices):
        OUTLINE = "outline", gettext_lazy("Outline for discussion")
        CONSULTATION = "consultation", gettext_lazy("Draft for consultation")
        ADOPTED = "adopted", gettext_lazy("Adopted")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.PROTECT, related_name="editions"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    document = models.JSONField()
    text_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=clock.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "number"], name="one_edition_per_number_of_a_charter"
            ),
            models.UniqueConstraint(
                fields=["charter", "content_hash"], name="one_edition_per_text"
            ),
        ]
        indexes = [models.Index(fields=["content_hash"], name="edition_by_hash")]

    def __str__(self):
        return _("%(charter)s, version %(number)s") % {
            "charter": self.charter.title,
            "number": self.number,
        }

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.number}"

    @property
    def trail_label(self):
        return f"{self.charter.title}, version {self.number}"

    def get_absolute_url(self):
        return reverse(
            "charters:edition_detail",
            args=[self.charter.council.slug, self.charter.slug, self.number],
        )

    def is_public(self, at: datetime | None = None) -> bool:
        release = Release.objects.filter(edition=self).first()
        return release is not None and release.public_from <= (at or clock.now())

    @transaction.atomic
    def publish(self, *, by, public_from: datetime | None = None) -> "Release":
        """Let anyone read it from a moment on, now if none is given."""
        moment = public_from or clock.now()
        release = Release.objects.filter(edition=self).first()
        if release is None:
            release = Release.objects.create(edition=self, public_from=moment)
        elif clock.now() < release.public_from != moment:
            release.public_from = moment
            release.save(update_fields=["public_from"])
        else:
            return release
        self.ask_for_pdf()
        record("edition.published", self, by=by, data={"public_from": moment})
        return release

    def ask_for_pdf(self) -> Rendition:
        """The rendition of this edition as PDF: asked for once, made by a worker."""
        return renditions.ask(
            self.document,
            template="charter",
            title=str(self),
            council=self.council,
            subject=self,
            is_public=self.is_public(),
        )

    def take_back(self, *, by) -> bool:
        """Cancel a release that has not happened yet. Answers whether there was one."""
        coming = Release.objects.filter(edition=self, public_from__gt=clock.now())
        if not coming.delete()[0]:
            return False
        record("edition.taken_back", self, by=by)
        return True

    def _write_rows(self, came_from: dict[str, list[str]]) -> None:
        lineage = self._lineage(came_from)
        self._write_clauses(lineage, came_from)
        self._write_priorities(lineage)

    def _lineage(self, came_from: dict[str, list[str]]) -> dict[str, str]:
        """What became of each part since the edition before, by permanent id."""
        before = self._edition_before()
        if before is None:
            return {}
        differences = compare.documents(before.document, self.document).differences
        found = {one.key: one.kind for one in differences}
        standing = {
            clause["uid"]
            for section in before.document["sections"]
            for clause in section["clauses"]
        }
        for uid, origins in came_from.items():
            if not standing.isdisjoint(origins):
                merged = uid in standing or len(standing & set(origins)) > 1
                found[uid] = Lineage.MERGED if merged else Lineage.SPLIT
        return found

    def _edition_before(self) -> "Edition | None":
        earlier = self.charter.editions.filter(number__lt=self.number).last()
        if earlier is None and self.charter.revises_id:
            earlier = self.charter.revises.adopted_edition
        return earlier

    def _write_clauses(self, lineage, came_from) -> None:
        EditionClause.objects.bulk_create(
            EditionClause(
                edition=self,
                uid=clause["uid"],
                position=position,
                number=clause["number"],
                section_key=section["key"],
                heading=section["heading"],
                text=clause["text"],
                html=markup.to_html(clause["text"]),
                is_open=clause["is_open"],
                lineage=lineage.get(clause["uid"], Lineage.NEW),
                came_from=came_from.get(clause["uid"], []),
            )
            for position, (section, clause) in enumerate(
                (section, clause)
                for section in self.document["sections"]
                for clause in section["clauses"]
            )
        )

    def _write_priorities(self, lineage) -> None:
        priorities = EditionPriority.objects.bulk_create(
            EditionPriority(
                edition=self,
                uid=priority["uid"],
                code=priority["code"],
                position=position,
                title=priority["title"],
                statement=priority["statement"],
                theme=priority["theme"],
                document=priority,
                lineage=lineage.get(priority["uid"], Lineage.NEW),
            )
            for position, priority in enumerate(self.document["priorities"])
        )
        targets = [
            (priority, outcome, target)
            for priority in priorities
            for outcome in priority.document["outcomes"]
            for target in outcome["targets"]
        ]
        codes = {target["metric"]["code"] for _, _, target in targets}
        metrics = {one.code: one for one in Metric.objects.filter(code__in=codes)}
        clauses = {str(clause.uid): clause for clause in self.clauses.all()}
        EditionGround.objects.bulk_create(
            EditionGround(edition_priority=priority, edition_clause=clauses[uid])
            for priority in priorities
            for uid in priority.document["rests_on"]
        )
        EditionTarget.objects.bulk_create(
            EditionTarget(
                edition_priority=priority,
                uid=target["uid"],
                outcome_uid=outcome["uid"],
                outcome=outcome["statement"],
                metric=metrics[target["metric"]["code"]],
                baseline=target["baseline"] or None,
                baseline_on=target["baseline_on"] or None,
                level=target["level"],
                due_on=target["due_on"],
            )
            for priority, outcome, target in targets
        )


def _origins(charter) -> dict[str, list[str]]:
    """Which clauses came from which others, where any did."""
    return {
        str(clause.uid): [str(origin) for origin in clause.came_from]
        for section in charter.sections.prefetch_related("clauses")
        for clause in section.clauses.all()
        if clause.came_from
    }


class Release(models.Model):
    """From when anyone may read an edition."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="release"
    )
    public_from = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.edition} from {self.public_from}"


class Lineage(models.TextChoices):
    """What became of a part since the edition before."""

    KEPT = compare.KEPT, gettext_lazy("Kept")
    REWORDED = compare.REWORDED, gettext_lazy("Reworded")
    MERGED = "merged", gettext_lazy("Merged")
    SPLIT = "split", gettext_lazy("Split")
    NEW = compare.NEW, gettext_lazy("New")


class EditionClause(models.Model):
    """One paragraph as an edition froze it, with the identity that it keeps."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="clauses"
    )
    uid = models.UUIDField(db_index=True)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12)
    section_key = models.SlugField(max_length=64)
    heading = models.CharField(max_length=100)
    text = models.TextField()
    html = models.TextField()
    is_open = models.BooleanField()
    lineage = models.CharField(max_length=10, choices=Lineage)
    came_from = models.JSONField(default=list)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "uid"], name="a_clause_stands_once_in_an_edition"
            )
        ]

    def __str__(self):
        return f"{self.number} {self.text[:60]}"

    @property
    def council(self):
        return self.edition.charter.council


class EditionPriorityQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None):
        """Those of editions that anyone may read."""
        return self.filter(edition__release__public_from__lte=at or clock.now())

    def in_force(self):
        """Those that tenders may cite."""
        return self.filter(
            edition__kind=Edition.Kind.ADOPTED, edition__charter__status="adopted"
        )

    def in_latest_draft(self):
        """Those of the edition among them that was frozen last."""
        last = self.order_by("-edition__frozen_at").values("edition")[:1]
        return self.filter(edition=models.Subquery(last))


class EditionPriority(models.Model):
    """One priority as an edition froze it."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="priorities"
    )
    uid = models.UUIDField(db_index=True)
    code = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    statement = models.CharField(max_length=200)
    theme = models.CharField(max_length=60, blank=True)
    document = models.JSONField()
    lineage = models.CharField(max_length=10, choices=Lineage)

    objects = EditionPriorityQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "position"]
        verbose_name_plural = "edition priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "uid"], name="a_priority_stands_once_in_an_edition"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def council(self):
        return self.edition.charter.council

    def get_absolute_url(self):
        return reverse("charters:priority_detail", args=[self.council.slug, self.code])


class EditionGround(models.Model):
    """A paragraph that a frozen priority rests on: from words to what is asked for."""

    edition_priority = models.ForeignKey(
        EditionPriority, on_delete=models.PROTECT, related_name="grounds"
    )
    edition_clause = models.ForeignKey(
        EditionClause, on_delete=models.PROTECT, related_name="grounded"
    )

    class Meta:
        ordering = ["edition_priority", "edition_clause__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition_priority", "edition_clause"],
                name="a_priority_rests_on_a_clause_once",
            )
        ]

    def __str__(self):
        return f"{self.edition_priority} rests on {self.edition_clause.number}"


class EditionTarget(models.Model):
    """One target as an edition froze it: the metric, its level and its date."""

    edition_priority = models.ForeignKey(
        EditionPriority, on_delete=models.PROTECT, related_name="targets"
    )
    uid = models.UUIDField(db_index=True)
    outcome_uid = models.UUIDField()
    outcome = models.CharField(max_length=200)
    metric = models.ForeignKey(
        Metric, on_delete=models.PROTECT, related_name="edition_targets"
    )
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    baseline_on = models.DateField(null=True)
    level = models.DecimalField(max_digits=18, decimal_places=4)
    due_on = models.DateField()

    class Meta:
        ordering = ["edition_priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition_priority", "uid"],
                name="a_target_stands_once_in_an_edition_priority",
            )
        ]

    def __str__(self):
        return f"{self.metric.title}: {self.level} by {self.due_on}"
