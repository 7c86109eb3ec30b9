from datetime import timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import Q

from audit import clock


class ErrandQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(done_at=None, parked_at=None)

    def due(self, at=None):
        """Waiting, not paused, and in no living worker's hands."""
        at = at or clock.now()
        return self.waiting().filter(
            Q(next_try_at__lte=at), Q(leased_until=None) | Q(leased_until__lte=at)
        )

    def done(self):
        return self.exclude(done_at=None)

    def parked(self):
        return self.exclude(parked_at=None)

    @transaction.atomic
    def claim(self):
        """The next due errand, leased to the caller, or None.

        Two workers never get the same one. An errand that took its worker down
        each time is parked and passed over.
        """
        while errand := self._next():
            if errand.tries >= errand.MOST_TRIES:
                errand.put_back("The worker stopped each time it tried.")
                continue
            errand.tries += 1
            errand.leased_until = clock.now() + errand.LEASE
            errand.save(update_fields=["tries", "leased_until"])
            return errand
        return None

    def _next(self):
        due = self.due().order_by("next_try_at", "pk")
        return due.select_for_update(skip_locked=True, of=("self",)).first()


class Errand(models.Model):
    """Work that a background worker must do once: waiting, done or parked.

    The row is the truth. A worker leases it for a short while and renews the lease
    as it goes; when it dies, the lease runs out and the sweep hands the errand on.
    """

    MOST_TRIES = 5
    LEASE = timedelta(seconds=30)
    FIRST_PAUSE = timedelta(seconds=10)

    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(parked_at=None),
                name="a_%(class)s_is_not_both_done_and_parked",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="%(class)s_waiting",
                condition=Q(done_at=None, parked_at=None),
            )
        ]

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_parked(self) -> bool:
        return self.parked_at is not None

    @property
    def is_under_way(self) -> bool:
        """A worker has it in hand now."""
        if self.is_done or self.is_parked or self.leased_until is None:
            return False
        return self.leased_until > clock.now()

    def renew(self) -> bool:
        """Hold on to the lease. False when another worker has taken over."""
        mine = type(self).objects.waiting().filter(pk=self.pk, tries=self.tries)
        self.leased_until = clock.now() + self.LEASE
        return bool(mine.update(leased_until=self.leased_until))

    def locked(self) -> Self | None:
        """This errand locked for its last write, or None when it is no longer ours."""
        mine = type(self).objects.select_for_update(of=("self",)).waiting()
        return mine.filter(pk=self.pk, tries=self.tries).first()

    def finish(self, **outcome) -> None:
        """Say that it is done, with what came of it."""
        self.done_at, self.leased_until, self.problem = clock.now(), None, ""
        for field, value in outcome.items():
            setattr(self, field, value)
        self.save(update_fields=["done_at", "leased_until", "problem", *outcome])

    def put_back(self, problem: object) -> None:
        """Try again after a growing pause; park it when it never works."""
        self.leased_until = None
        self.problem = str(problem)[:2000]
        if self.tries >= self.MOST_TRIES:
            self.parked_at = clock.now()
        else:
            pause = self.FIRST_PAUSE * 2 ** max(self.tries - 1, 0)
            self.next_try_at = clock.now() + pause
        self.save(update_fields=["leased_until", "problem", "parked_at", "next_try_at"])

    def retry(self) -> None:
        """Bring a parked errand back into the queue."""
        self.parked_at, self.tries, self.problem = None, 0, ""
        self.next_try_at, self.leased_until = clock.now(), None
        self.save(
            update_fields=[
                *("parked_at", "tries", "problem", "next_try_at", "leased_until")
            ]
        )
