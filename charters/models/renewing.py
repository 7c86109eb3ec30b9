import datetime as dt

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models.review import ReviewCall
from metrics.models import DatedRule


class Renewing(models.Model):
    """What the calendar and events say of a charter's promised review."""

    review_called_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def is_out_of_date(self, on: dt.date | None = None) -> bool:
        """Whether the promised review has not led to a new charter in time."""
        return bool(
            self.is_in_force
            and self.review_on
            and self.review_on < (on or clock.today())
        )

    def review_is_near(self, on: dt.date | None = None) -> bool:
        """Whether the review is due within half a year, or is overdue."""
        on = on or clock.today()
        return bool(self.review_on and self.review_on <= clock.add_months(on, 6))

    def is_due_for_review(self, on: dt.date | None = None) -> bool:
        """Whether readers should know that a review is due, but not overdue."""
        if not self.is_in_force or self.is_out_of_date(on):
            return False
        return self.review_is_near(on) or self.review_called_on is not None

    def days_to_review(self, on: dt.date | None = None) -> int | None:
        """The countdown: negative once the day has passed, None without a day."""
        if not self.review_on:
            return None
        return (self.review_on - (on or clock.today())).days

    @transaction.atomic
    def call_for_review(self, kind: str, wording: str, *, by) -> ReviewCall:
        """Ask for a review before its date, for a reason that everyone can read."""
        if not self.is_in_force:
            raise Refused(_("Only a charter that is in force can be reviewed."))
        if not wording.strip():
            raise Refused(_("Enter what happened"))
        call = ReviewCall.objects.create(
            charter=self, kind=ReviewCall.Kind(kind), wording=wording.strip(), by=by
        )
        self.review_called_on = clock.today()
        self.save(update_fields=["review_called_on"])
        record("charter.review_called", self, by=by, data={"kind": kind})
        return call

    def usual_next_review(self) -> dt.date | None:
        """When to look again if all stays as it is, or None near the charter's end."""
        return self._next_review("usual_months")

    def latest_next_review(self) -> dt.date | None:
        """The last day on which the next review may be promised."""
        return self._next_review("longest_months")

    def _next_review(self, months: str) -> dt.date | None:
        today = clock.today()
        rule = DatedRule.objects.value("charter_review", today)
        day = min(clock.add_months(today, rule[months]), self.ends_on)
        return day if day > today else None

    def restart_clock(self, day: dt.date | None) -> dt.date | None:
        """Promise the next review, after one that kept everything."""
        latest = self.latest_next_review()
        if latest is None:
            return None
        day = day or self.usual_next_review()
        if day <= clock.today():
            raise Refused(_("The next review must be after today."))
        if day > latest:
            raise Refused(
                _("The next review must be on or before %s.")
                % date_format(latest, "j F Y")
            )
        self.review_on = day
        self.save(update_fields=["review_on"])
        return day

    def answer_call(self) -> None:
        """A published review answers every call so far."""
        self.review_called_on = None
        self.save(update_fields=["review_called_on"])
