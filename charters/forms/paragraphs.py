"""What is asked before one paragraph is cut, moved or brought back."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.cutting import cuts
from charters.models import Clause, Section
from councils import govuk


class SplitForm(govuk.Form):
    """Where the new paragraph begins."""

    at = forms.TypedChoiceField(
        coerce=int,
        label=gettext_lazy("Where should the new paragraph begin?"),
        widget=forms.RadioSelect,
    )
    things = {"at": gettext_lazy("where the new paragraph begins")}

    def __init__(self, *args, clause: Clause, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [
            (cut.at, _("With “%s”") % shortened(cut.piece)) for cut in cuts(clause.text)
        ]


class MoveToForm(govuk.Form):
    """The section in which a paragraph stands from now on."""

    section = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Which section should it go to?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    things = {"section": gettext_lazy("a section")}

    def __init__(self, *args, clause: Clause, **kwargs):
        super().__init__(*args, **kwargs)
        others = Section.objects.filter(charter=clause.section.charter)
        self.fields["section"].queryset = others.exclude(pk=clause.section_id)


def shortened(text: str, most: int = 90) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
