"""What officers fill in about those who must be asked."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation import preparing
from councils import govuk


class StakeholderForm(govuk.Form):
    group = forms.ChoiceField(
        label=gettext_lazy("Which group?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select the group")},
    )
    name = forms.CharField(
        label=gettext_lazy("Whom do you ask?"),
        help_text=gettext_lazy("A body or an office, for example “Tenants' panel”."),
        required=False,
        max_length=160,
    )
    way = forms.CharField(
        label=gettext_lazy("How do you ask them?"),
        help_text=gettext_lazy("For example “By letter and at their March meeting”."),
        required=False,
        max_length=300,
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address for the invitation"),
        help_text=gettext_lazy(
            "An office address is best. With one, we write to them for you."
        ),
        required=False,
    )
    contact = forms.CharField(
        label=gettext_lazy("Other contact"),
        help_text=gettext_lazy("For example a phone number. Only officers see it."),
        required=False,
        max_length=200,
    )
    not_relevant_because = forms.CharField(
        label=gettext_lazy("Or: why does the group not matter here?"),
        required=False,
        max_length=400,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = list(preparing.groups().items())


class ContactedForm(govuk.Form):
    """What happened today with somebody who must be asked."""

    step = forms.ChoiceField(
        label=gettext_lazy("What happened today?"),
        choices=[
            ("asked", gettext_lazy("We asked them")),
            ("chased", gettext_lazy("We reminded them")),
            ("replied", gettext_lazy("They replied")),
            ("strike", gettext_lazy("Take them off the list: they were not asked")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what happened")},
    )


class TargetsForm(govuk.Form):
    """A least number of replies for each group that matters here."""

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = [one for one in groups if not one.not_relevant_because]
        for one in self.groups:
            self.fields[one.code] = govuk.WholeNumberField(
                label=one.label,
                help_text=""
                if one.by_response
                else _("We count those on your list who reply."),
                min_value=1,
                max_value=1_000_000,
                initial=one.least,
                error_messages={"required": _("Enter a number for “%s”") % one.label},
            )
            govuk.dress(self.fields[one.code], "")

    def least(self) -> dict[str, int]:
        return dict(self.cleaned_data)
