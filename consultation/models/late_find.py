from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from audit import clock
from consultation.models.comment import Comment
from consultation.models.issue import Disposition, Issue
from consultation.models.ledger import OfRoundQuerySet
from consultation.models.notice import Notice
from consultation.models.response import Response
from consultation.models.round import Round


class LateFindQuerySet(OfRoundQuerySet):
    def open(self):
        """Those that officers are still reading."""
        return self.filter(settled_at=None)

    def settled(self):
        return self.exclude(settled_at=None)


class LateFind(models.Model):
    """Responses that came to light after the results were published: how, what they
    say, and whether they change what the council found."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="late_finds"
    )
    number = models.PositiveSmallIntegerField()
    about = models.TextField(help_text="How they came to light, for everybody to read")
    logged_at = models.DateTimeField(default=clock.now, editable=False)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changes_findings = models.BooleanField(null=True, editable=False)
    reason = models.TextField(blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    notice = models.OneToOneField(
        Notice, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    responses = models.ManyToManyField(Response, related_name="late_finds")

    objects = LateFindQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="late_finds_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(settled_at=None),
                name="one_late_find_is_read_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(about=""), name="a_late_find_says_how_it_came_to_light"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, changes_findings=None)
                | Q(settled_at__isnull=False, changes_findings__isnull=False)
                & ~Q(reason=""),
                name="a_late_find_is_settled_with_a_reason",
            ),
        ]

    def __str__(self):
        return _("Found late, %s") % self.number

    @property
    def council(self):
        return self.round.council

    @property
    def trail_label(self):
        return str(self)

    @property
    def trail_reference(self):
        return f"{self.round.uid}/found/{self.number}"

    @property
    def hold_key(self) -> str:
        """The hold that stands until it is settled: nobody decides before."""
        return f"found:{self.round.uid}"

    def get_workspace_url(self):
        return f"{self.round.get_workspace_url()}found/{self.number}/"

    def found(self):
        """The responses that it is about: recorded after the results, not settled
        before."""
        if self.settled_at:
            return self.responses.all()
        return self.round.responses.found_late().filter(late_finds=None)

    def covers(self, comments: Iterable[Comment]) -> bool:
        wanted = {comment.pk for comment in comments}
        mine = Comment.objects.filter(pk__in=wanted, response__in=self.found())
        return mine.count() == len(wanted)

    def concerns(self, issue: Issue) -> bool:
        """Whether the issue is new since, or had comments put into it since."""
        if issue.raised_at >= self.logged_at:
            return True
        return issue.members.filter(gathered_at__gte=self.logged_at).exists()

    def revised(self):
        """Issues of the published results whose answer was changed because of it."""
        until = self.settled_at or clock.now()
        return self.round.issues.filter(
            raised_at__lt=self.logged_at,
            disposition__in=Disposition.objects.filter(
                decided_at__gte=self.logged_at, decided_at__lte=until
            ),
        )

    def added(self):
        """Issues that nobody had named before."""
        until = self.settled_at or clock.now()
        return self.round.issues.filter(
            raised_at__gte=self.logged_at, raised_at__lte=until
        )
