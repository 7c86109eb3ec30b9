"""Tags for the pages that show what changed in a text."""

from collections.abc import Iterable

from django import template
from django.template.loader import get_template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from charters.compare import Run

register = template.Library()
PLACE = "\N{OBJECT REPLACEMENT CHARACTER}"


@register.simple_tag
def changed_words(runs: Iterable[Run]) -> SafeString:
    """The runs of a comparison, the components "added" and "removed" around theirs.

    Each component is drawn once and then filled: a long comparison has thousands.
    """
    around = {kind: _drawn(kind) for kind in ("added", "removed")}
    return format_html_join(
        "",
        "{0}{2}{1}",
        ((*around.get(run.kind, ("", "")), run.text) for run in runs),
    )


def _drawn(kind: str) -> tuple[SafeString, SafeString]:
    component = get_template(f"components/{kind}.html").render({"content": PLACE})
    before, _place, after = component.rstrip("\n").partition(PLACE)
    return SafeString(before), SafeString(after)
