from metrics.models.adoption import FrameworkAdoption
from metrics.models.contents import FrameworkCriterion, FrameworkOutcome, FrameworkTheme
from metrics.models.framework import Framework
from metrics.models.glossary import Term
from metrics.models.mapping import MetricMapping
from metrics.models.metric import Metric
from metrics.models.money_value import MoneyValue
from metrics.models.observation import Observation
from metrics.models.reference import Confidence, DatedRule, Source
from metrics.models.standard import (
    CouncilStandard,
    debated_from,
    hidden_under,
    rules_for,
)
from metrics.models.unit_value import UnitValue

__all__ = [
    "Confidence",
    "CouncilStandard",
    "DatedRule",
    "Framework",
    "FrameworkAdoption",
    "FrameworkCriterion",
    "FrameworkOutcome",
    "FrameworkTheme",
    "Metric",
    "MetricMapping",
    "MoneyValue",
    "Observation",
    "Source",
    "Term",
    "UnitValue",
    "debated_from",
    "hidden_under",
    "rules_for",
]
