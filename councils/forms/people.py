"""Inviting people and choosing their roles."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils import govuk
from councils.models import Invitation, Role

WHAT_ROLES_DO = {
    Role.DRAFTER: gettext_lazy("Writes charters and their priorities"),
    Role.CONSULTATION_LEAD: gettext_lazy("Runs consultations and answers comments"),
    Role.MODERATOR: gettext_lazy("Decides which comments can be published"),
    Role.EQUALITY_OFFICER: gettext_lazy("Checks the effect on groups of people"),
    Role.APPROVER: gettext_lazy("Adopts charters that somebody else has written"),
    Role.MONITORING_OFFICER: gettext_lazy("Watches over decisions and the record"),
    Role.PROCUREMENT_OFFICER: gettext_lazy("Writes and publishes opportunities"),
    Role.BID_OPENER: gettext_lazy("Opens sealed bids together with another opener"),
    Role.EVALUATOR: gettext_lazy("Scores bids"),
    Role.EVALUATION_CHAIR: gettext_lazy("Leads the scoring and records the result"),
    Role.CONTRACT_MANAGER: gettext_lazy("Checks whether promises are kept"),
    Role.ADMINISTRATOR: gettext_lazy("Manages people and settings"),
    Role.AUDITOR: gettext_lazy("Reads everything, changes nothing"),
    Role.ASSURER: gettext_lazy("Reads what has to be assured, changes nothing"),
    Role.CO_PRODUCTION: gettext_lazy("Suggests changes to drafts"),
}


class RolesForm(govuk.Form):
    choice_hints = {"roles": {role.value: hint for role, hint in WHAT_ROLES_DO.items()}}
    things = {"roles": gettext_lazy("at least one role")}

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
    )


class InviteForm(RolesForm):
    things = RolesForm.things | {"email": gettext_lazy("their work email address")}

    email = forms.EmailField(
        label=gettext_lazy("Work email address"),
        help_text=gettext_lazy("We will send a link that works once, for 14 days"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "roles")

    def __init__(self, *args, council, **kwargs):
        self.council = council
        super().__init__(*args, **kwargs)

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        current = self.council.memberships.current()
        if current.filter(user__email__iexact=email).exists():
            raise ValidationError(
                _("%(email)s already has a role here"), params={"email": email}
            )
        if Invitation.objects.for_council(self.council).open().filter(email=email):
            raise ValidationError(
                _("%(email)s already has an invitation that is still open"),
                params={"email": email},
            )
        return email


class NameForm(govuk.Form):
    """The one thing that a new person has to tell."""

    things = {"name": gettext_lazy("your name")}
    name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LostFactorForm(govuk.Form):
    """How somebody made sure that it is really their colleague who asks."""

    things = {"how_known": gettext_lazy("how you made sure who it is")}
    how_known = forms.CharField(
        label=gettext_lazy("How did you make sure who it is?"),
        help_text=gettext_lazy(
            "For example: I met them in the office. An email or a call from an unknown "
            "number is not enough."
        ),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideResetForm(govuk.Form):
    things = {"decision": gettext_lazy("yes or no")}
    decision = forms.ChoiceField(
        label=gettext_lazy("Take their second step away?"),
        choices=[
            ("confirm", gettext_lazy("Yes, I have made sure who it is myself")),
            ("refuse", gettext_lazy("No, leave it as it is")),
        ],
        widget=forms.RadioSelect,
    )
