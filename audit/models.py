from django.db import models
from django.db.models import Q

from audit import clock


class Event(models.Model):
    """Something that happened. Insert-only, and chained so that a change shows.

    An event has no foreign keys and names no person: `actor` is a random id that
    councils can resolve until it is erased.
    """

    chain = models.CharField(max_length=80)
    sequence = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=80)
    actor = models.CharField(max_length=40, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_reference = models.CharField(max_length=120)
    subject_label = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "sequence"], name="one_event_per_place_in_a_chain"
            ),
            models.UniqueConstraint(
                fields=["chain", "previous_hash"], name="a_chain_does_not_fork"
            ),
        ]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_reference"], name="event_subject"
            ),
            models.Index(fields=["verb", "happened_at"], name="event_verb"),
        ]

    def __str__(self):
        return f"{self.chain} #{self.sequence} {self.verb}"


class Checkpoint(models.Model):
    """The head of a chain at one time, published so that a rewrite shows."""

    chain = models.CharField(max_length=80)
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["chain", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "sequence"], name="one_checkpoint_per_event"
            )
        ]

    def __str__(self):
        return f"{self.chain} #{self.sequence}"


class DeliveryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(done_at=None, parked_at=None)

    def due(self, at=None):
        at = at or clock.now()
        return self.waiting().filter(
            Q(next_try_at__lte=at), Q(leased_until=None) | Q(leased_until__lte=at)
        )

    def parked(self):
        return self.exclude(parked_at=None)


class Delivery(models.Model):
    """One event that one handler must still be told of: the outbox."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    handler = models.CharField(max_length=120)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "handler"], name="a_handler_is_told_once"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(parked_at=None),
                name="a_delivery_is_not_both_done_and_parked",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="delivery_waiting",
                condition=Q(done_at=None, parked_at=None),
            )
        ]

    def __str__(self):
        return f"{self.event_id} → {self.handler}"

    @property
    def kind_of_problem(self) -> str:
        """The fault's name without its words, which may tell of a secret."""
        return self.problem.partition(":")[0]

    def retry(self):
        """Bring a parked delivery back into the queue."""
        self.parked_at, self.tries, self.problem = None, 0, ""
        self.next_try_at, self.leased_until = clock.now(), None
        self.save(
            update_fields=[
                "parked_at",
                "tries",
                "problem",
                "next_try_at",
                "leased_until",
            ]
        )
