"""What a council has chosen about its figures.

{% load metric_tags %}
{% shows_money council as has_money %}
{{ scores|at:target.uid }}
"""

from django import template

from metrics.models import CouncilStandard

register = template.Library()


@register.simple_tag
def shows_money(council) -> bool:
    """Whether the council shows money values of promises in public."""
    return CouncilStandard.of(council).shows_money_values


@register.filter
def at(found, key):
    """What stands under a key of a mapping; nothing where there is no mapping."""
    return found.get(key) if found else None
