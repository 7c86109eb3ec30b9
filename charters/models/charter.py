import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from audit import clock
from audit.lifecycle import Refused
from charters import document, readiness
from charters.models import standing, weighing
from charters.models.approval import Approval
from charters.models.change import Change
from charters.models.consulting import Consulting
from charters.models.deciding import Deciding
from charters.models.edition import Edition
from charters.models.priority import most_words
from charters.models.renewing import Renewing
from charters.models.starting import Starting
from charters.models.working_text import WorkingText
from councils.models import Area, Council, CouncilQuerySet
from councils.status_words import words_for
from metrics import meanings
from metrics.models import DatedRule
from records.canonical import digest

TO_COME = "to_come"  # adopted, to come into force on a later day
WORDS = "words"  # why a row of a charter's own history was written


class CharterQuerySet(CouncilQuerySet):
    def in_force(self):
        """Those that hold today."""
        return self.filter(standing.in_force())

    def supersede_due(self) -> int:
        """Move those whose successor has come into force. Returns how many."""
        due = self.filter(
            status=Charter.Status.ADOPTED, in_force_until__lte=clock.today()
        )
        found = list(due.select_related("council", "superseded_by"))
        for charter in found:
            charter.be_superseded(by="system")
        return len(found)

    def adopted(self):
        """Those that are or have been in force."""
        return self.exclude(adopted_on=None)

    def public(self, at=None):
        """Those of which anyone may read at least one edition."""
        released = Edition.objects.public(at).filter(charter=models.OuterRef("pk"))
        return self.filter(models.Exists(released))

    def unfinished(self):
        return self.filter(status__in=Charter.UNFINISHED)

    def visible_to(self, user):
        """The public ones; officers also see what their own council is writing."""
        public = self.public()
        if not user.is_authenticated:
            return public
        councils = user.memberships.current().values("council")
        return self.filter(Q(pk__in=public.values("pk")) | Q(council__in=councils))

    def in_force_first(self):
        """What holds today, then drafts, then what held before, the latest first."""
        rank = Case(
            When(standing.in_force(), then=0),
            When(status__in=Charter.UNFINISHED, then=1),
            default=2,
        )
        return self.order_by(rank, "-starts_on", "slug")

    def unfinished_first(self):
        """What is being written, then the rest, the latest first."""
        rest = Case(When(status__in=Charter.UNFINISHED, then=0), default=1)
        return self.order_by(rest, "-starts_on", "slug")

    def with_text(self):
        """Adds sections with clauses, priorities with places, outcomes and targets."""
        return self.select_related("council", "area").prefetch_related(
            "sources",
            "sections__clauses",
            "priorities__name",
            "priorities__areas",
            "priorities__rests_on",
            "priorities__facts",
            "priorities__assets__area",
            "priorities__outcomes__targets__metric",
            "priorities__outcomes__indicator",
            "facts__file",
            "facts__areas",
            "facts__clauses",
            "stakeholders",
            "co_design",
            "value_caps",
        )


class Charter(WorkingText, Starting, Consulting, Deciding, Renewing):
    """What a council and its people agreed to work for, and for how long."""

    class Status(models.TextChoices):
        DRAFTING = "drafting", gettext_lazy("Being drafted")
        CONSULTING = "consulting", gettext_lazy("In consultation")
        CONSULTED = "consulted", gettext_lazy("Consulted")
        DECIDING = "deciding", gettext_lazy("With the approver")
        ADOPTED = "adopted", gettext_lazy("In force")
        SUPERSEDED = "superseded", gettext_lazy("Superseded")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    MOVES = {
        Status.DRAFTING: {Status.CONSULTING, Status.WITHDRAWN},
        # Back to drafting only before a round has opened: who schedules it checks.
        Status.CONSULTING: {
            Status.CONSULTED,
            Status.DRAFTING,
            Status.WITHDRAWN,
        },
        Status.CONSULTED: {Status.CONSULTING, Status.DECIDING, Status.WITHDRAWN},
        Status.DECIDING: {Status.CONSULTED, Status.ADOPTED},
        Status.ADOPTED: {Status.SUPERSEDED, Status.WITHDRAWN},
    }
    UNFINISHED = (
        Status.DRAFTING,
        Status.CONSULTING,
        Status.CONSULTED,
        Status.DECIDING,
    )
    DESCRIBED = frozenset({"title", "summary", "starts_on", "ends_on", "review_on"})
    EDITABLE = (Status.DRAFTING, Status.CONSULTING, Status.CONSULTED)

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="charters"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=100)
    summary = models.TextField(blank=True)
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="charters",
        help_text=gettext_lazy("Empty for the whole council"),
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=12, choices=Status, default=Status.DRAFTING, editable=False
    )
    revises = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    consulted_on = models.DateField(null=True, blank=True, editable=False)
    adopted_on = models.DateField(null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    in_force_from = models.DateField(null=True, blank=True, editable=False)
    in_force_until = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("The day on which a later charter takes its place"),
    )
    superseded_on = models.DateField(null=True, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="supersedes",
    )
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)

    history = HistoricalRecords()

    objects = CharterQuerySet.as_manager()

    class Meta:
        ordering = ["council", "-starts_on", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "slug"], name="one_charter_per_slug_in_a_council"
            ),
            models.UniqueConstraint(
                fields=["council", "area"],
                name="one_charter_in_force_per_council_and_area",
                condition=Q(status="adopted", in_force_until=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="a_charter_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None)
                | Q(in_force_until__gte=F("in_force_from")),
                name="a_charter_is_in_force_before_it_is_replaced",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by=None) | ~Q(adopted_by=F("created_by")),
                name="nobody_adopts_the_charter_they_started",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["adopted", "superseded"])
                | Q(adopted_on__isnull=False, adopted_by__isnull=False),
                name="a_charter_in_force_was_adopted_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def trail_reference(self):
        return self.slug

    @property
    def trail_label(self):
        return self.title

    def get_absolute_url(self):
        return reverse("charters:charter_detail", args=[self.council.slug, self.slug])

    def get_workspace_url(self):
        return reverse("charters:charter_work", args=[self.council.slug, self.slug])

    # What is the case

    @property
    def is_in_force(self):
        return self.status_shown == self.Status.ADOPTED

    @property
    def status_shown(self) -> str:
        """The status, and what the calendar makes of it: agreed but not yet in force,
        or replaced since midnight."""
        if self.status != self.Status.ADOPTED:
            return self.status
        today = clock.today()
        if self.in_force_from and self.in_force_from > today:
            return TO_COME
        if self.in_force_until and self.in_force_until <= today:
            return str(self.Status.SUPERSEDED)
        return self.status

    def get_status_display(self):
        return words_for(self).text

    def why_locked(self, at=None) -> str:
        """Why nobody can edit the text now, or an empty string."""
        at = at or clock.now()
        if self.status not in self.EDITABLE:
            return _(
                "The text of this charter is locked, because its status is “%s”."
            ) % (self.get_status_display())
        hold = self.holds.filter(locks_text_until__gt=at).first()
        return hold.sentence if hold else ""

    @contextmanager
    def editing(self) -> Iterator["Charter"]:
        """Keep the text still for one change, or refuse in words.

        Afterwards the list of changes since the consultation is up to date.
        """
        with transaction.atomic():
            locked = Charter.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if why := locked.why_locked():
                raise Refused(why, code="locked")
            yield locked
            Change.objects.refresh(locked)

    def describe(self, *, by, **words) -> None:
        """Change the name, the summary or the dates."""
        if unknown := set(words) - self.DESCRIBED:
            raise TypeError(f"describe() does not change {', '.join(sorted(unknown))}.")
        with self.editing() as locked:
            for name, value in words.items():
                setattr(locked, name, value)
            locked.full_clean(exclude=["created_by"])
            locked._history_user = by
            locked._history_date = clock.now()
            locked._change_reason = WORDS
            locked.save(update_fields=[*words])
        self.refresh_from_db()

    def obstacles(self, to):
        if to not in readiness.STEPS:
            return []
        unfinished = self.sections.filter(is_complete=False)
        found = readiness.for_step(
            to,
            self.body(),
            unfinished=unfinished.values_list("key", flat=True),
            longest_review=self._longest_review(),
            most_words=most_words(),
        )
        if to in (self.Status.DECIDING, self.Status.ADOPTED):
            found += [hold.sentence for hold in self.holds.all()]
            found += readiness.unexplained(
                [change.label for change in self.unexplained_changes()]
            )
        return found

    def next_step(self) -> str:
        """The status that the writers are working towards, or an empty string."""
        return {
            self.Status.DRAFTING: self.Status.CONSULTING,
            self.Status.CONSULTED: self.Status.DECIDING,
        }.get(self.Status(self.status), "")

    def advice(self) -> list[str]:
        """What is worth a second thought before the next step, but stops nobody."""
        return self.advice_to(self.next_step())

    def advice_to(self, step: str) -> list[str]:
        written = self.body()
        watched = DatedRule.objects.value("words_to_explain")["words"]
        found = readiness.advice(
            len(written["priorities"]),
            meanings.unexplained(
                document.all_text(written), watched, written["glossary"]
            ),
        )
        found += readiness.unasked(written)
        return found + weighing.gaps(self, step, digest(written))

    def _longest_review(self) -> dt.date:
        rule = DatedRule.objects.value("charter_review", self.starts_on)
        return clock.add_months(self.starts_on, rule["longest_months"])

    def unexplained_changes(self) -> list[Change]:
        """Changes since the last consultation edition that no reason covers."""
        return [
            change
            for change in self.changes.since_last_consultation()
            if not change.is_explained
        ]

    def writers(self) -> set[int]:
        """Everybody who started this charter, changed its words or submitted it."""
        found = {self.created_by_id}
        described = self.history.filter(history_change_reason=WORDS)
        found |= set(described.values_list("history_user", flat=True))
        for written in (self.sections.model, self.priorities.model, self.facts.model):
            past = written.history.filter(charter_id=self.pk)
            found |= set(past.values_list("history_user", flat=True))
        found |= set(self.approvals.values_list("submitted_by", flat=True))
        found |= set(self.suggestions.taken().values_list("by", flat=True))
        return found - {None}

    @property
    def consultation_edition(self) -> Edition | None:
        """The latest edition that was put to consultation, or None."""
        return self.editions.filter(
            kind=Edition.Kind.CONSULTATION, release__isnull=False
        ).last()

    @property
    def adopted_edition(self) -> Edition | None:
        return self.editions.filter(kind=Edition.Kind.ADOPTED).last()

    @property
    def waiting_approval(self) -> Approval | None:
        return self.approvals.waiting().first()
