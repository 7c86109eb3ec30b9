"""What a supplier tells about its organisation."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils import govuk
from councils.models import Organisation
from councils.registration import tidy

SHORT = {"class": "govuk-input--width-10", "spellcheck": "false"}


class OrganisationForm(govuk.ModelForm):
    """Its name, its numbers, how big it is and what kind of body it is."""

    no_number = forms.BooleanField(
        label=gettext_lazy("We do not have a company or charity number"),
        required=False,
    )
    things = {
        "name": gettext_lazy("your organisation's name"),
        "size": gettext_lazy("how many people work for your organisation"),
        "sector": gettext_lazy("what kind of organisation it is"),
        "postcode": gettext_lazy("your organisation's postcode"),
    }

    class Meta:
        model = Organisation
        fields = (
            "name",
            "company_number",
            "charity_number",
            "size",
            "sector",
            "postcode",
        )
        labels = {
            "name": gettext_lazy("Name of your organisation"),
            "company_number": gettext_lazy("Company number"),
            "charity_number": gettext_lazy("Charity number"),
            "size": gettext_lazy("How many people work for it?"),
            "sector": gettext_lazy("What kind of organisation is it?"),
            "postcode": gettext_lazy("Postcode"),
        }
        help_texts = {
            "company_number": gettext_lazy("8 characters, from Companies House"),
            "charity_number": gettext_lazy(
                "From the charity register of England and Wales, Scotland or "
                "Northern Ireland"
            ),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "company_number": forms.TextInput(attrs=SHORT),
            "charity_number": forms.TextInput(attrs=SHORT),
            "size": forms.RadioSelect,
            "sector": forms.RadioSelect,
            "postcode": forms.TextInput(attrs=SHORT | {"autocomplete": "postal-code"}),
        }

    field_order = (
        "name",
        "company_number",
        "charity_number",
        "no_number",
        "size",
        "sector",
        "postcode",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("company_number", "charity_number"):
            self.fields[name].max_length = None
            self.fields[name].validators = [
                check
                for check in self.fields[name].validators
                if not hasattr(check, "limit_value")
            ]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_company_number(self):
        return tidy(self.cleaned_data["company_number"])

    def clean_charity_number(self):
        return tidy(self.cleaned_data["charity_number"])

    def clean(self):
        cleaned = super().clean()
        told = cleaned.get("company_number") or cleaned.get("charity_number")
        faulty = {"company_number", "charity_number"} & self.errors.keys()
        if not told and not faulty and not cleaned.get("no_number"):
            self.add_error(
                "company_number",
                _("Enter a company or charity number, or say that you do not have one"),
            )
        return cleaned

    def details(self) -> dict:
        """The organisation's fields, as its verbs take them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RegisterForm(OrganisationForm):
    """Registering; an organisation that is here already is joined instead."""

    is_another = forms.BooleanField(
        label=gettext_lazy("Ours is another organisation with the same name"),
        required=False,
    )

    def _post_clean(self):
        """Check the fields, not whether the numbers are taken: see `found`."""
        try:
            construct_instance(self, self.instance, self._meta.fields)
            self.instance.full_clean(
                exclude=self._get_validation_exclusions(),
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as faults:
            self._update_errors(faults)

    @property
    def found(self) -> Organisation | None:
        """The organisation that this could be, unless the person says it is not."""
        if not self.is_valid():
            return None
        cleaned = self.cleaned_data
        match = Organisation.objects.same_as(
            cleaned["name"], cleaned["company_number"], cleaned["charity_number"]
        ).first()
        if match and cleaned["is_another"] and not self._shares_number(match):
            return None
        return match

    def _shares_number(self, match: Organisation) -> bool:
        return any(
            self.cleaned_data[name] and self.cleaned_data[name] == getattr(match, name)
            for name in ("company_number", "charity_number")
        )


class ChangeOrganisationForm(OrganisationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        numbers = (self.instance.company_number, self.instance.charity_number)
        self.fields["no_number"].initial = not any(numbers)

    def clean_company_number(self):
        return self._mine("company_number")

    def clean_charity_number(self):
        return self._mine("charity_number")

    def _mine(self, name):
        number = tidy(self.cleaned_data[name])
        others = Organisation.objects.exclude(pk=self.instance.pk)
        if number and others.filter(**{name: number}).exists():
            raise ValidationError(
                _("Another organisation is registered with this number")
            )
        return number
