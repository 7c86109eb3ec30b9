"""Questions about age, sex and the like, and who has not been heard."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from consultation.models.equality import NOT_SAID
from councils import govuk


class EqualityForm(govuk.Form):
    """The questions in their agreed wording. None has to be answered."""

    mark_optional = False

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        for asked in questions:
            choices = [(one["code"], one["label"]) for one in asked["options"]]
            is_long = len(choices) > 9
            self.fields[asked["code"]] = forms.ChoiceField(
                label=asked["wording"],
                help_text=asked.get("hint", ""),
                choices=[
                    *([("", _("Choose one"))] if is_long else []),
                    *choices,
                    (NOT_SAID, _("Prefer not to say")),
                ],
                widget=forms.Select if is_long else forms.RadioSelect,
                required=False,
            )
        for field in self.fields.values():
            govuk.dress(field, "")

    def answers(self) -> dict[str, str]:
        return {code: value for code, value in self.cleaned_data.items() if value}


class OutreachForm(govuk.Form):
    """What was done to reach a group that had not been heard."""

    whom = forms.ChoiceField(
        label=_("Whom did you try to reach?"),
        error_messages={"required": _("Select whom you tried to reach")},
    )
    what = forms.CharField(
        label=_("What did you do?"),
        help_text=_("For example, “A stall at Harbour market, with paper forms”"),
        max_length=300,
        error_messages={"required": _("Enter what you did")},
    )
    done_on = govuk.DateField(
        label=_("When?"), error_messages={"required": _("Enter when you did it")}
    )

    def __init__(self, *args, gaps, **kwargs):
        super().__init__(*args, **kwargs)
        self.gaps = {f"{gap.group}:{gap.option}": gap for gap in gaps}
        self.fields["whom"].choices = [
            ("", _("Choose a group")),
            *((key, gap.label) for key, gap in self.gaps.items()),
        ]

    def clean_done_on(self):
        date = self.cleaned_data["done_on"]
        if date > clock.today():
            raise forms.ValidationError(_("The date must be today or in the past"))
        return date

    @property
    def gap(self):
        return self.gaps[self.cleaned_data["whom"]]


class ProfileForm(govuk.Form):
    """A table of how many people of each group live here."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "Columns: group, option, label, people, source, counted_on. A file "
            "replaces earlier figures of the same groups."
        ),
    )
