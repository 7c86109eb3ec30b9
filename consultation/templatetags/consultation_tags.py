"""How consultations say things on pages."""

from django import template

from consultation.statement import spoken as spoken_change

register = template.Library()


@register.filter
def spoken(change) -> list[str]:
    """A change of the charter as sentences that read aloud well."""
    return spoken_change(change.before, change.after)
