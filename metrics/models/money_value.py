"""What a council says a measure is worth in money, and what it takes off."""

from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Council, CouncilQuerySet
from metrics import valuation
from metrics.models.metric import Metric
from metrics.models.reference import DatedRule
from metrics.models.unit_value import UnitValue

SHARES = ("deadweight", "attribution", "displacement", "drop_off")


def share_field() -> models.DecimalField:
    return models.DecimalField(max_digits=5, decimal_places=4, default=Decimal(0))


class MoneyValue(models.Model):
    """How a council turns one measure into money: which open value, and what it
    takes off. An estimate that stands below the amount, never before it."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="money_values"
    )
    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, related_name="+")
    unit_value = models.ForeignKey(
        UnitValue, on_delete=models.PROTECT, related_name="+"
    )
    deadweight = share_field()
    attribution = share_field()
    displacement = share_field()
    drop_off = share_field()
    lasts = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField()
    set_at = models.DateTimeField(default=clock.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["metric__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "metric"], name="a_council_values_a_measure_once"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 0, f"{name}__lte": 1}),
                    name=f"{name}_is_a_share",
                )
                for name in SHARES
            ),
            models.CheckConstraint(
                condition=Q(lasts__gte=1, lasts__lte=60),
                name="a_benefit_lasts_1_to_60_years",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_money_value_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.metric.code} by {self.unit_value.code}"

    @property
    def trail_reference(self):
        return self.metric.code

    @classmethod
    @transaction.atomic
    def set(cls, council, metric, *, by, reason: str, **how) -> "MoneyValue":
        """Say how the measure is valued here, instead of what was said before."""
        if not reason.strip():
            raise Refused(_("Enter why these figures are right here"))
        if not Metric.objects.usable_by(council).filter(pk=metric.pk).exists():
            raise Refused(_("“%s” is not a measure you can use") % metric.title)
        mine, _is_new = cls.objects.update_or_create(
            council=council,
            metric=metric,
            defaults={
                **how,
                "reason": reason.strip(),
                "set_at": clock.now(),
                "set_by": by if getattr(by, "pk", None) else None,
            },
        )
        told = {name: getattr(mine, name) for name in (*SHARES, "lasts")}
        record(
            "money_value.set", mine, by=by, data={**told, "by": mine.unit_value.code}
        )
        return mine

    @transaction.atomic
    def drop(self, *, by) -> None:
        """Stop giving the measure a money value."""
        record("money_value.dropped", self, by=by, data={"by": self.unit_value.code})
        self.delete()

    def worked_out(self, quantity: Decimal, on=None) -> valuation.Valuation:
        """The value of an amount with its working; `CannotTell` where a price or a
        rate is not known."""
        prices = prices_on(on)
        return valuation.value(
            quantity,
            self.unit_value.value,
            adjustments=valuation.Adjustments(
                **{name: getattr(self, name) for name in SHARES}
            ),
            bands=bands_on(on),
            prices=prices,
            price_year=self.unit_value.price_year,
            base_year=max(prices.index),
            lasts=self.lasts,
        )


def bands_on(day=None) -> list[valuation.Band]:
    """The Green Book's rates in force on a day."""
    rule = DatedRule.objects.value("discount_rates", day)
    return [
        valuation.Band(row["from_year"], row["until_year"], Decimal(row["standard"]))
        for row in rule["bands"]
    ]


def prices_on(day=None) -> valuation.Prices:
    """The deflator as it was published by a day."""
    index = DatedRule.objects.value("gdp_deflator", day)["index"]
    return valuation.Prices({int(year): Decimal(at) for year, at in index.items()})
