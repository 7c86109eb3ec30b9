from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import outlines
from charters.models import Charter
from councils import govuk

DOCUMENT = "document"
COPY = "copy-"
WHOLE = gettext_lazy("The whole council area")


class Dates(govuk.Form):
    """Two dates that must stand in order."""

    starts_on = govuk.DateField(label=gettext_lazy("When does the charter start?"))
    ends_on = govuk.DateField(label=gettext_lazy("When does the charter end?"))
    things = {
        "starts_on": gettext_lazy("the date the charter starts"),
        "ends_on": gettext_lazy("the date the charter ends"),
    }

    def clean(self):
        found = super().clean()
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("End date must be after the start date"))
        return found


class StartForm(Dates):
    """What a charter needs before its first word."""

    title = forms.CharField(
        max_length=100, label=gettext_lazy("What is the charter called?")
    )
    outline = forms.ChoiceField(
        label=gettext_lazy("What do you want to start from?"), widget=forms.RadioSelect
    )
    first_words = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Put first sentences with gaps into each section"),
    )
    area = forms.ModelChoiceField(
        None, required=False, empty_label=WHOLE, label=gettext_lazy("Which place?")
    )
    field_order = ["title", "outline", "first_words", "starts_on", "ends_on", "area"]
    things = Dates.things | {
        "title": gettext_lazy("a name for the charter"),
        "outline": gettext_lazy("what you want to start from"),
    }
    mark_optional = False

    def __init__(self, *args, council, **kwargs):
        self.council = council
        super().__init__(*args, **kwargs)
        earlier = Charter.objects.for_council(council)
        shapes = outlines.outlines().values()
        self.choice_hints = {
            "outline": {one.key: f"{one.hint}. {one.source}." for one in shapes}
            | {
                outlines.BLANK: _("You add the headings yourself"),
                DOCUMENT: _(
                    "A Word, OpenDocument or Markdown file. You choose what to keep"
                ),
            }
        }
        self.fields["outline"].choices = [
            *((one.key, one.label) for one in shapes),
            (outlines.BLANK, _("A blank page")),
            (DOCUMENT, _("A document that I have")),
            *(
                (
                    f"{COPY}{one.slug}",
                    _("A copy of “%(title)s” (%(status)s)")
                    % {"title": one.title, "status": one.get_status_display().lower()},
                )
                for one in earlier
            ),
        ]
        self.fields["area"].queryset = council.areas.all()

    def clean_outline(self):
        """The outline, and which charter to copy if it is a copy."""
        chosen = self.cleaned_data["outline"]
        self.copy_of, self.has_document = None, chosen == DOCUMENT
        if self.has_document:
            return outlines.BLANK
        if chosen.startswith(COPY):
            slug = chosen.removeprefix(COPY)
            self.copy_of = Charter.objects.for_council(self.council).get(slug=slug)
            return outlines.BLANK
        return chosen


class DetailsForm(Dates):
    """The front matter of a charter."""

    title = forms.CharField(max_length=100, label=gettext_lazy("Name of the charter"))
    summary = forms.CharField(
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=gettext_lazy("Summary"),
        help_text=gettext_lazy(
            "What the charter is for, in 150 words or less. It is the first thing that "
            "people read."
        ),
    )
    review_on = govuk.DateField(
        required=False,
        label=gettext_lazy("When will the charter be reviewed?"),
        help_text=gettext_lazy(
            "After this date it is shown as out of date until a new one is adopted. "
            "For example, 12 2 2029"
        ),
    )
    field_order = ["title", "summary", "starts_on", "ends_on", "review_on"]
    things = Dates.things | {
        "title": gettext_lazy("a name for the charter"),
        "review_on": gettext_lazy("the review date"),
    }


class ReviseForm(Dates):
    title = forms.CharField(
        max_length=100, label=gettext_lazy("Name of the new charter")
    )
    field_order = ["title", "starts_on", "ends_on"]
    things = Dates.things | {"title": gettext_lazy("a name for the charter")}
