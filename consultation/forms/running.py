"""What an officer fills in to change a round that is announced."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation import planning
from consultation.forms.closing import ClosingField
from councils import govuk
from records.forms import WordsField

LONGEST = 2000


def words_field(label, hint, missing):
    return WordsField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class ReasonForm(govuk.Form):
    """Why, in words that everybody reads."""

    words = words_field(_("Why?"), _("Everybody can read this."), _("Enter the reason"))


class MoreTimeForm(ReasonForm):
    """A later close, and later dates for what follows it if they are too near."""

    closes_at = ClosingField(
        label=_("When does it close now?"),
        default_time=planning.CLOSING_TIME,
        error_messages={"required": _("Enter the date the consultation closes")},
    )
    results_by_on = govuk.DateField(
        label=_("New date for the results"),
        help_text=_("Only if the results will be published later than announced."),
        required=False,
    )
    decision_on = govuk.DateField(
        label=_("New date for the decision"),
        help_text=_("Only if the decision is taken later than announced."),
        required=False,
    )
    field_order = ["closes_at", "words", "results_by_on", "decision_on"]


class DelayForm(ReasonForm):
    """Why the results are late, and the date on which they come."""

    results_by_on = govuk.DateField(label=_("New date for the results"), required=False)


class ErratumForm(govuk.Form):
    """What was wrong, and what is right."""

    paragraph = forms.ChoiceField(
        label=_("Which paragraph is it about?"),
        required=False,
        widget=forms.Select,
    )
    words = words_field(
        _("What is the correction?"),
        _("Say what was wrong and what is right. Everybody can read this."),
        _("Enter the correction"),
    )

    def __init__(self, *args, clauses, **kwargs):
        super().__init__(*args, **kwargs)
        self.clauses = {clause.number: clause for clause in clauses}
        self.fields["paragraph"].choices = [
            ("", _("The consultation as a whole")),
            *((number, str(clause)) for number, clause in self.clauses.items()),
        ]

    def clean(self):
        cleaned = super().clean()
        cleaned["clause"] = self.clauses.get(cleaned.get("paragraph"))
        return cleaned


class LateForm(govuk.Form):
    """Whether late responses are considered: one reason for all that are ticked."""

    responses = forms.ModelMultipleChoiceField(
        label=_("Which responses?"),
        queryset=None,
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select the responses you decide about")},
    )
    is_considered = forms.TypedChoiceField(
        label=_("Are they considered?"),
        choices=[
            ("yes", _("Yes: they are read and answered like the others")),
            ("no", _("No: they are kept and not taken into account")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they are considered")},
    )
    words = words_field(
        _("Why?"),
        _("Treat everybody alike. The people who sent them can read this."),
        _("Enter the reason"),
    )

    def __init__(self, *args, responses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["responses"].queryset = responses
        self.fields["responses"].label_from_instance = late_label


def late_label(response) -> str:
    first = next(iter(response.comments.all()), None)
    words = f": {first.text[:120]}" if first else ""
    return f"{response.printed_code}, {response.type_label}{words}"
