"""Eastfield's own measure, its figures, and a word that it means in its own way."""

from decimal import Decimal

from metrics.models import (
    CouncilStandard,
    Metric,
    MetricMapping,
    MoneyValue,
    Observation,
    Term,
    UnitValue,
)
from portal.demo.days import Story
from portal.demo.people import Cast

CARBON = "SV-CO2-01"
ASKED = "Housing service, winter survey of tenants"
FIGURES = {  # code: [(days from today, value, source)]
    "SV-APP-05": [
        (-430, 19, "Apprenticeship register"),
        (-60, 31, "Apprenticeship register"),
    ],
    "SV-PAY-01": [(-430, 71, "Contract managers' survey")],
    "EASTFIELD-WARM-01": [(-400, 1310, ASKED), (-40, 1130, ASKED)],
}


def define(story: Story, cast: Cast) -> None:
    """What the national list and the standard glossary do not say for Eastfield."""
    with story.on(-428):
        Metric.add_local(
            cast.eastfield,
            code="WARM-01",
            title="Households that cannot afford to heat their home",
            unit="households",
            value_type=Metric.ValueType.INTEGER,
            direction=Metric.Direction.LOWER,
            definition="Households in council homes that told the winter survey that "
            "they keep the heating off to save money.",
            not_counted="Owners and private tenants, whom the survey does not ask.",
            proof="The winter survey of tenants.",
            local_reason="The lists count heating measures fitted, not cold homes.",
            by=cast.dara,
        )
        Term.define(
            "Local",
            "In one of Eastfield's eight wards, or within five miles of them.",
            council=cast.eastfield,
            by=cast.dara,
            counts="A firm whose workplace is there, or a person who lives there.",
            does_not_count="A firm with only a postal address there.",
            example="A joinery in Millfield is local. A national firm's head office in "
            "another county is not.",
        )


def count(story: Story, cast: Cast) -> None:
    """Figures as they came in, and one that had to be corrected."""
    for code, seen in FIGURES.items():
        metric = Metric.objects.get(code=code)
        for days, value, source in seen:
            with story.on(days + 1):
                Observation.observe(
                    metric,
                    cast.eastfield,
                    value,
                    observed_on=story.date(days),
                    source=source,
                    by=cast.dara,
                )
    with story.on(-20):
        latest = Observation.objects.current().filter(metric__code="SV-APP-05")
        latest.latest_first().first().correct(
            33, reason="Two people had been left out of the register.", by=cast.dara
        )


def value(story: Story, cast: Cast) -> None:
    """Both councils value carbon saved; only Westbrook shows money in public."""
    carbon = UnitValue.objects.get(code="CO2E-2026")
    metric = Metric.objects.national().get(code=CARBON)
    for council, by, shows in (
        (cast.eastfield, cast.cleo, False),
        (cast.westbrook, cast.wren, True),
    ):
        with story.on(-30):
            Observation.observe(
                metric,
                council,
                40,
                observed_on=story.date(-45),
                source="Suppliers' yearly returns, checked",
                by=by,
            )
            MoneyValue.set(
                council,
                metric,
                unit_value=carbon,
                deadweight=Decimal("0.2"),
                attribution=Decimal("0.1"),
                lasts=1,
                reason="A fifth of the vans would have been replaced anyway, and a "
                "grant paid for a tenth.",
                by=by,
            )
        CouncilStandard.choose(
            council,
            reading_age=None,
            shows_money_values=shows,
            by=by,
        )


def compare(story: Story, cast: Cast) -> None:
    """Nat says which measures count nearly the same; Westbrook has its own "local"."""
    with story.on(-420):
        metrics = Metric.objects.national()
        MetricMapping.map(
            metrics.get(code="SV-APP-03"),
            metrics.get(code="SV-APP-05"),
            fit=MetricMapping.Fit.CLOSE,
            note="One counts people who start, the other people who finish.",
            by=cast.nat,
        )
        Term.define(
            "Local",
            "Within ten miles of the Guildhall in Bridge Street.",
            council=cast.westbrook,
            by=cast.olu,
        )
