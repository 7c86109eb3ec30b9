import datetime as dt
import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models, transaction
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models import Charter, Edition
from consultation.addresses import RoundSlug
from consultation.models.consultation import Consultation
from consultation.models.readied import Readied
from consultation.models.running import Running
from consultation.models.timed import Timed
from consultation.models.watched import Watched
from councils.models import CouncilQuerySet


class RoundQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(consultation__council=council)

    def public(self):
        """Those that have been announced."""
        return self.exclude(status=Round.Status.DRAFTED)

    def visible_to(self, user):
        """Announced ones for everybody; plans only for people of the council."""
        if not user.is_authenticated:
            return self.public()
        mine = user.memberships.current().values("council")
        return self.filter(
            ~Q(status=Round.Status.DRAFTED) | Q(consultation__council__in=mine)
        )

    def announced(self):
        """Those that are to be opened, are open or were: not planned or cancelled."""
        return self.public().exclude(status=Round.Status.CANCELLED)

    def coming(self, at=None):
        return self.announced().filter(opens_at__gt=at or clock.now())

    def open(self, at=None):
        at = at or clock.now()
        return self.announced().filter(
            opens_at__lte=at, closes_at__gt=at, paused_at=None
        )

    def paused(self):
        return self.announced().exclude(paused_at=None)

    def followed(self, at=None):
        """Those about which there will be news: announced and without results."""
        return self.announced().filter(status__in=["scheduled", "analysed"])

    def owing_results(self):
        return self.filter(status__in=[Round.Status.SCHEDULED, Round.Status.ANALYSED])

    def closed(self, at=None):
        return self.announced().filter(closes_at__lte=at or clock.now(), paused_at=None)

    def over(self, at=None):
        """Closed or cancelled: those that take no more responses in time."""
        past = Q(closes_at__lte=at or clock.now(), paused_at=None)
        return self.public().filter(past | Q(status=Round.Status.CANCELLED))

    def with_results(self):
        """Those whose results are published."""
        return self.filter(status__in=[Round.Status.REPORTED, Round.Status.CONCLUDED])

    def showing_comments(self, at=None):
        """Those whose checked comments may be read now: as `shows_comments` says."""
        at = at or clock.now()
        as_published = Q(comments_shown=Round.Shown.AS_PUBLISHED)
        running = Q(paused_at=None) | Q(paused_at__gt=at)
        closed = Q(status=Round.Status.CANCELLED) | running & Q(closes_at__lte=at)
        opened = as_published & Q(opens_at__lte=at)
        return self.public().filter(opened | ~as_published & closed)

    def with_notices(self):
        """Adds `notice_count`: how often the council spoke after announcing it."""
        return self.annotate(notice_count=models.Count("notices"))

    def for_reading(self):
        """With what its pages name: consultation, council, charter and edition."""
        return self.select_related(
            *("consultation__council", "consultation__charter__area"),
            *("charter__council", "edition"),
        )


class Round(Running, Watched, Readied, Timed):
    """One dated opening of a consultation, on one frozen edition of the charter.

    Whether it is open follows from the clock, from the opening instant up to and
    without the closing one.
    """

    class Status(models.TextChoices):
        DRAFTED = "drafted", gettext_lazy("Being planned")
        SCHEDULED = "scheduled", gettext_lazy("Scheduled")
        ANALYSED = "analysed", gettext_lazy("Responses read")
        REPORTED = "reported", gettext_lazy("Results published")
        CONCLUDED = "concluded", gettext_lazy("Concluded")
        CANCELLED = "cancelled", gettext_lazy("Cancelled")

    MOVES = {
        Status.DRAFTED: {Status.SCHEDULED},
        Status.SCHEDULED: {
            Status.ANALYSED,
            Status.DRAFTED,  # back before it opens
            Status.CANCELLED,
        },
        Status.ANALYSED: {Status.REPORTED},
        Status.REPORTED: {Status.CONCLUDED},
    }

    class Kind(models.TextChoices):
        SCOPING = "scoping", gettext_lazy("On an outline and questions")
        CONTENT = "content", gettext_lazy("On the text of the charter")

    class Shown(models.TextChoices):
        AFTER_CLOSE = "after_close", gettext_lazy("After the round closes")
        AS_PUBLISHED = "as_published", gettext_lazy("As soon as each is checked")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="rounds"
    )
    charter = models.ForeignKey(
        Charter, on_delete=models.PROTECT, related_name="rounds", editable=False
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CONTENT)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.DRAFTED, editable=False
    )
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="rounds"
    )
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    short_reason = models.TextField(blank=True)
    results_by_on = models.DateField(null=True, blank=True)
    grace = models.DurationField(default=dt.timedelta(minutes=30))
    late_rule = models.TextField(blank=True)
    calendar_reason = models.TextField(blank=True)
    paused_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    comments_shown = models.CharField(
        max_length=12, choices=Shown, default=Shown.AFTER_CLOSE
    )
    reported_at = models.DateTimeField(null=True, editable=False)
    concluded_at = models.DateTimeField(null=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="rounds_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at"))
                | Q(opens_at=None)
                | Q(closes_at=None),
                name="a_round_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(status="drafted")
                | Q(
                    edition__isnull=False,
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                ),
                name="an_announced_round_has_an_edition_and_dates",
            ),
            ExclusionConstraint(
                name="rounds_of_one_charter_do_not_overlap",
                expressions=[
                    # a range of one number stands in for equality, which would
                    # need the btree_gist extension
                    (
                        Func(
                            F("charter_id"),
                            F("charter_id"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("opens_at"),
                            F("closes_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(status__in=["drafted", "cancelled"]),
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(status="scheduled"),
                name="only_an_announced_round_is_paused",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | ~Q(status="cancelled") & Q(cancelled_at=None),
                name="a_cancelled_round_says_when",
            ),
        ]

    def __str__(self):
        if self.number == 1:
            return str(self.consultation)
        return _("%(title)s, round %(number)s") % {
            "title": self.consultation,
            "number": self.number,
        }

    @property
    def council(self):
        return self.consultation.council

    @property
    def trail_label(self):
        return str(self)

    @property
    def pack_key(self) -> str:
        """The hold that stands until somebody who decides has read the pack."""
        return f"pack:{self.uid}"

    @property
    def hold_key(self) -> str:
        return f"round:{self.uid}"

    @property
    def slug(self) -> RoundSlug:
        """What an address of this round says, whichever round is the newest."""
        return RoundSlug(self.consultation.slug, self.number)

    def get_absolute_url(self):
        return reverse("consultation:consultation_detail", kwargs=self._address)

    def get_workspace_url(self):
        return reverse("consultation:workspace_consultation", kwargs=self._address)

    @property
    def _address(self) -> dict[str, str]:
        return {"council": self.council.slug, "slug": self.slug}

    # Verbs

    @transaction.atomic
    def schedule(self, *, by) -> None:
        """Announce the round: freeze the text it is about and hold the charter."""
        self._lock()
        if not self.can_move(self.Status.SCHEDULED):
            raise Refused(self._refusal(self.status, self.Status.SCHEDULED))
        if obstacles := self.obstacles(self.Status.SCHEDULED):
            raise Refused(obstacles, code="obstacles")
        if self.kind == self.Kind.SCOPING:
            edition = self.charter.freeze("outline", by=by)
            edition.publish(by=by, public_from=self.opens_at)
        else:
            edition = self.charter.freeze("consultation", by=by)
            self.charter.begin_consultation(edition, by=by, public_from=self.opens_at)
        self._hold_charter(by=by)
        self.move(
            self.Status.SCHEDULED,
            by=by,
            verb="round.scheduled",
            data={
                "charter": str(self.charter.uid),
                "edition": edition.number,
                "content_hash": edition.content_hash,
                "opens_at": self.opens_at,
                "closes_at": self.closes_at,
            },
            edition=edition,
        )

    def _hold_charter(self, *, by) -> None:
        """Nobody adopts before the round is concluded, or edits before it closes."""
        self.charter.hold(
            self.hold_key,
            _("“%(round)s” is not concluded. Answer every comment first.")
            % {"round": self},
            by=by,
            locks_text_until=self.closes_at,
        )

    @transaction.atomic
    def unschedule(self, *, by) -> None:
        """Take an announced round back into planning, before it opens."""
        edition = self.edition
        self.move(self.Status.DRAFTED, by=by, verb="round.unscheduled", edition=None)
        self.charter.lift(self.hold_key, by=by)
        if self.kind == self.Kind.CONTENT:
            self.charter.cancel_consultation(by=by)
        else:
            edition.take_back(by=by)

    def analyse(self, *, by) -> None:
        """Say that every response has been read and stands in an issue."""
        self.move(
            self.Status.ANALYSED,
            by=by,
            verb="round.analysed",
            data=self.figures(),
        )

    @transaction.atomic
    def report(self, *, by) -> None:
        """Publish what was heard and what is done about it, all at once."""
        from consultation import points

        self.move(
            self.Status.REPORTED,
            by=by,
            verb="round.reported",
            data=self.figures(),
            reported_at=clock.now(),
        )
        points.publish(self, by=by)

    @transaction.atomic
    def conclude(self, *, by) -> None:
        """Close the exercise and give the charter back to its drafters."""
        from consultation import asking_again

        self.move(
            self.Status.CONCLUDED,
            by=by,
            verb="round.concluded",
            data=self.figures(),
            concluded_at=clock.now(),
        )
        self.charter.lift(self.hold_key, by=by)
        if self.kind == self.Kind.CONTENT:
            self.charter.conclude_consultation(by=by)
            asking_again.settle(self, by=by)
            self.ask_to_read_pack(by=by)

    def ask_to_read_pack(self, *, by) -> None:
        """Nobody adopts the charter before whoever decides has read the newest
        statement. A charter in force stays in force."""
        undecided = {Charter.Status.CONSULTED, Charter.Status.DECIDING}
        status = Charter.objects.values_list("status", flat=True).get(
            pk=self.charter_id
        )
        if self.kind == self.Kind.CONTENT and status in undecided:
            self.charter.hold(
                self.pack_key,
                _("Somebody who decides must first read what people said in “%s”.")
                % self,
                by=by,
            )

    @transaction.atomic
    def set_dates(
        self,
        opens_at: dt.datetime,
        closes_at: dt.datetime,
        *,
        short_reason: str = "",
        results_by_on: dt.date | None = None,
        comments_shown: str = Shown.AFTER_CLOSE,
        grace: dt.timedelta | None = None,
        late_rule: str = "",
        calendar_reason: str = "",
        by,
    ) -> None:
        """Say when the round opens and closes, while it is being planned."""
        self._lock()
        if self.is_announced:
            raise Refused(_("The dates are announced and cannot be changed here."))
        if closes_at <= opens_at:
            raise Refused(_("Closing date must be after the opening date"))
        self.opens_at, self.closes_at = opens_at, closes_at
        self.short_reason, self.results_by_on = short_reason, results_by_on
        self.comments_shown = self.Shown(comments_shown)
        self.grace = self.usual_grace if grace is None else grace
        self.late_rule, self.calendar_reason = late_rule, calendar_reason
        self.save(
            update_fields=[
                *("opens_at", "closes_at", "short_reason", "grace", "late_rule"),
                *("results_by_on", "comments_shown", "calendar_reason"),
            ]
        )
        record(
            "round.dated",
            self,
            by=by,
            data={
                "opens_at": opens_at,
                "closes_at": closes_at,
                "calendar_reason": calendar_reason,
            },
        )

    @transaction.atomic
    def raise_issue(self, title: str, heard: str, *, by):
        """Name a point that comments make, in the council's words."""
        from consultation.models.issue import Issue

        self._lock()
        if self.has_results and not self.open_find():
            raise Refused(
                _(
                    "The results are published. Log what was found late before you "
                    "add an issue."
                )
            )
        if not self.has_opened():
            raise Refused(_("Nobody has replied yet: the round has not opened."))
        issue = Issue.objects.create(
            round=self,
            number=self.issues.count() + 1,
            title=title,
            heard=heard,
            raised_by=by,
        )
        record("issue.raised", issue, by=by, data={"round": str(self.uid)})
        return issue

    def figures(self) -> dict[str, int]:
        """How many responses, comments and signatures came, in time and late.

        `responses` are all that the council weighs; of these `in_progress` were being
        written at the close and `late` came later. `too_late` are kept, not weighed.
        """
        counted = Q(standing="counted")
        after = counted & Q(received_at__gte=self.closes_at)
        in_grace = Q(
            begun_at__lt=self.closes_at, received_at__lt=self.closes_at + self.grace
        )
        found = self.responses.filter(withdrawn_at=None).aggregate(
            responses=models.Count("pk", filter=counted),
            in_progress=models.Count("pk", filter=after & in_grace),
            after=models.Count("pk", filter=after),
            too_late=models.Count("pk", filter=Q(standing="too_late")),
            signatures=models.Sum("signatures", filter=counted),
        )
        return {
            "responses": found["responses"],
            "in_progress": found["in_progress"],
            "late": found["after"] - found["in_progress"],
            "too_late": found["too_late"],
            "comments": self.comments.counted().count(),
            "signatures": found["signatures"] or 0,
        }

    def _lock(self) -> None:
        locked = Round.objects.select_for_update(of=("self",)).get(pk=self.pk)
        self.status, self.paused_at = locked.status, locked.paused_at
        if self.status != self.Status.DRAFTED:
            self.opens_at, self.closes_at = locked.opens_at, locked.closes_at
