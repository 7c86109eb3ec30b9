from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record


class GatewayAdvice(models.Model):
    """What somebody advised on a draft at a gateway, published beside the draft."""

    class Gateway(models.TextChoices):
        SELF = "self", gettext_lazy("Gateway 1: our own assessment")
        PEER = "peer", gettext_lazy("Gateway 2: independent advice")
        READY = "ready", gettext_lazy("Gateway 3: ready to be decided")

    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="gateway_advice"
    )
    gateway = models.CharField(max_length=5, choices=Gateway)
    adviser = models.CharField(max_length=120)
    wording = models.TextField(max_length=4000)
    given_on = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["given_on", "pk"]
        verbose_name_plural = "gateway advice"
        constraints = [
            models.CheckConstraint(
                condition=~Q(wording="") & ~Q(adviser=""),
                name="gateway_advice_has_words_and_an_adviser",
            )
        ]

    def __str__(self):
        return f"{self.get_gateway_display()}, {self.adviser}"

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/{self.gateway}"

    @property
    def trail_label(self):
        return f"{self.charter.title}: {self.get_gateway_display()}"

    @classmethod
    @transaction.atomic
    def publish(cls, charter, *, gateway, adviser, wording, given_on, by):
        """Put advice on the public record. It cannot be taken back."""
        if not wording.strip() or not adviser.strip():
            raise Refused(_("Enter the advice and who gave it"))
        if given_on > clock.today():
            raise Refused(_("The date of the advice must be today or in the past"))
        advice = cls.objects.create(
            charter=charter,
            gateway=cls.Gateway(gateway),
            adviser=adviser.strip(),
            wording=wording.strip(),
            given_on=given_on,
            by=by,
        )
        record("gateway_advice.published", advice, by=by, data={"gateway": gateway})
        return advice
