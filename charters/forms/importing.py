"""Choosing a document, and saying what is kept of it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import importing
from councils import govuk


class DocumentForm(govuk.Form):
    file = forms.FileField(
        label=gettext_lazy("The document"),
        help_text=gettext_lazy("A .docx, .odt or .md file of up to 10MB"),
        error_messages={"empty": gettext_lazy("The selected file is empty")},
    )
    things = {"file": gettext_lazy("a file")}


class KeepForm(govuk.Form):
    """For each part that was found: whether to keep it, and in which section."""

    NEW = ""
    mark_optional = False

    def __init__(self, *args, found, sections, **kwargs):
        self.found = found
        super().__init__(*args, **kwargs)
        there = [(section.key, section.heading) for section in sections]
        for number, part in enumerate(found):
            name = part["heading"] or _("Before the first heading")
            self.fields[f"keep-{number}"] = forms.BooleanField(
                required=False, label=_("Keep “%s”") % name
            )
            self.fields[f"into-{number}"] = forms.ChoiceField(
                required=False,
                label=_("Put it into"),
                choices=[
                    (self.NEW, _("A new section with this heading")),
                    *there,
                ],
                initial=importing.likely_section(part["heading"], sections),
            )
        for field in self.fields.values():
            govuk.dress(field, "")

    @property
    def parts(self):
        """Each part with its fields, as the template draws them."""
        return [
            {
                "part": part,
                "keep": self[f"keep-{number}"],
                "into": self[f"into-{number}"],
            }
            for number, part in enumerate(self.found)
        ]

    def clean(self):
        found = super().clean()
        if self.found and not self.choices():
            self.add_error("keep-0", _("Select at least one part to keep"))
        return found

    def choices(self) -> dict[int, str]:
        """The number of each part to keep, with the key of its section if any."""
        return {
            number: self.cleaned_data.get(f"into-{number}", "")
            for number in range(len(self.found))
            if self.cleaned_data.get(f"keep-{number}")
        }
