"""What the law of a council's own nation asks of it.

{% load nation_tags %}
{% nation_of council as nation %}
{{ nation.social_value }}
"""

from django import template

from metrics import nations

register = template.Library()


@register.simple_tag
def nation_of(council) -> nations.Profile:
    """What applies in the council's nation today."""
    return nations.profile_of(council)


@register.simple_tag
def notice_after_a_break(council) -> str:
    """What the council publishes when it ends a contract early."""
    return nations.ending(council)
