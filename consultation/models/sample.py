import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation import sampling
from consultation.models.mandate import Petition
from councils.models import CouncilQuerySet
from metrics.models import DatedRule


class PetitionSampleQuerySet(CouncilQuerySet):
    def for_council(self, council):
        return self.filter(petition__response__round__consultation__council=council)


class PetitionSample(models.Model):
    """Signatures of a petition drawn at random, and which of them are good. It is drawn
    once, by a seed that is written down; nobody chooses whom to look at."""

    petition = models.OneToOneField(
        Petition, on_delete=models.CASCADE, related_name="sample"
    )
    seed = models.CharField(max_length=32, editable=False)
    total = models.PositiveIntegerField(editable=False)
    numbers = models.JSONField(editable=False)
    wrong = models.JSONField(default=list, editable=False)
    drawn_at = models.DateTimeField(default=clock.now, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )

    objects = PetitionSampleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(seed="") & Q(total__gt=0),
                name="a_sample_is_drawn_by_a_seed_from_something",
            ),
        ]

    def __str__(self):
        return _("Sample of %s signatures") % len(self.numbers)

    @property
    def council(self):
        return self.petition.council

    @classmethod
    @transaction.atomic
    def draw(cls, petition: Petition, *, by) -> "PetitionSample":
        """Draw the sample; when there is one already, that one stands."""
        Petition.objects.select_for_update().get(pk=petition.pk)
        if known := cls.objects.filter(petition=petition).first():
            return known
        if petition.signatures < 1:
            raise Refused(_("There is no signature to look at."))
        size = DatedRule.objects.value("petition_sample")["size"]
        seed = secrets.token_hex(8)
        sample = cls.objects.create(
            petition=petition,
            seed=seed,
            total=petition.signatures,
            numbers=sampling.draw(seed, petition.signatures, size),
        )
        data = {"seed": seed, "size": len(sample.numbers), "of": sample.total}
        record("petition.sample_drawn", petition.response, by=by, data=data)
        return sample

    @transaction.atomic
    def settle(self, wrong: list[int], *, by) -> None:
        """Say which of the drawn signatures are not good; the rest are."""
        self.wrong = sorted(set(wrong) & set(self.numbers))
        self.checked_at, self.checked_by = clock.now(), by
        self.save(update_fields=["wrong", "checked_at", "checked_by"])
        data = {"looked_at": len(self.numbers), "wrong": len(self.wrong)}
        record("petition.sample_checked", self.petition.response, by=by, data=data)

    @property
    def estimate(self) -> sampling.Estimate | None:
        """What it says about all signatures; None until it was looked at."""
        if self.checked_at is None:
            return None
        wrong = set(self.wrong)
        return sampling.estimate([n not in wrong for n in self.numbers], self.total)
