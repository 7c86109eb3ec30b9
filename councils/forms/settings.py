"""What an administrator says about a council."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils import govuk, logo
from councils.boundaries import MOST_BYTES
from councils.models import Council, RetentionPeriod

SHORT = {"class": "govuk-input--width-10"}


class CouncilDetailsForm(govuk.ModelForm):
    things = {
        "name": gettext_lazy("the name of the council"),
        "contact_email": gettext_lazy("an email address for questions"),
        "address": gettext_lazy("the council's address"),
        "decided_by": gettext_lazy("who adopts a charter"),
    }

    class Meta:
        model = Council
        fields = (
            "name",
            "address",
            "contact_email",
            "contact_phone",
            "website",
            "decided_by",
        )
        labels = {
            "name": gettext_lazy("Name of the council"),
            "address": gettext_lazy("Address for letters"),
            "contact_email": gettext_lazy("Email address for questions"),
            "contact_phone": gettext_lazy("Phone number"),
            "website": gettext_lazy("The council's own website"),
            "decided_by": gettext_lazy("Who adopts a charter"),
        }
        help_texts = {
            "contact_email": gettext_lazy("Shown on the contact page"),
            "decided_by": gettext_lazy("For example, Cabinet or Full Council"),
        }
        widgets = {
            "address": forms.Textarea(
                attrs={"rows": 4, "autocomplete": "street-address"}
            ),
            "contact_phone": forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel"}
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("contact_email", "address"):
            self.fields[name].required = True


class BrandingForm(govuk.ModelForm):
    logo_file = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy(
            "PNG, JPG, GIF or WebP, smaller than 2MB. It is shown on a white or dark "
            "band, 40 pixels high."
        ),
        required=False,
    )
    remove_logo = forms.BooleanField(
        label=gettext_lazy("Remove the logo and show the name"), required=False
    )

    class Meta:
        model = Council
        fields = ("brand_colour", "logo_alt")
        labels = {
            "brand_colour": gettext_lazy("Brand colour"),
            "logo_alt": gettext_lazy("What the logo says"),
        }
        help_texts = {
            "brand_colour": gettext_lazy("A # and 6 letters or numbers, like #17324d"),
            "logo_alt": gettext_lazy(
                "Read out to people who cannot see the logo. Usually the council's name"
            ),
        }
        widgets = {"brand_colour": forms.TextInput(attrs=SHORT)}

    field_order = ("brand_colour", "logo_file", "logo_alt", "remove_logo")
    things = {"brand_colour": gettext_lazy("a colour")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["remove_logo"]

    def clean_brand_colour(self):
        return self.cleaned_data["brand_colour"].strip().lower()

    def clean_logo_file(self):
        upload = self.cleaned_data.get("logo_file")
        return logo.re_encode(upload) if upload else None

    def clean(self):
        cleaned = super().clean()
        keeps = self.instance.logo and not cleaned.get("remove_logo")
        if (cleaned.get("logo_file") or keeps) and not cleaned.get("logo_alt"):
            self.add_error("logo_alt", _("Enter what the logo says"))
        return cleaned

    def settings(self) -> dict:
        """The council's fields, as its verb takes them."""
        cleaned = self.cleaned_data
        fields = {"brand_colour": cleaned["brand_colour"]}
        if cleaned.get("remove_logo"):
            return fields | {"logo": "", "logo_alt": ""}
        if cleaned.get("logo_file"):
            fields["logo"] = cleaned["logo_file"]
        return fields | {"logo_alt": cleaned["logo_alt"]}

    def _post_clean(self):
        """Check the colour with the model's own validators, not the logo's rules."""
        colour = self.cleaned_data.get("brand_colour")
        if colour is None:
            return
        try:
            Council._meta.get_field("brand_colour").run_validators(colour)
        except ValidationError as fault:
            self.add_error("brand_colour", fault)


class SenderForm(govuk.ModelForm):
    things = {
        "sender_name": gettext_lazy("the name that people see"),
        "reply_to": gettext_lazy("an email address for replies"),
    }

    class Meta:
        model = Council
        fields = ("sender_name", "reply_to")
        labels = {
            "sender_name": gettext_lazy("Name that people see"),
            "reply_to": gettext_lazy("Email address for replies"),
        }
        help_texts = {
            "sender_name": gettext_lazy("For example, Eastfield Council charters")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True

    def clean_sender_name(self):
        name = self.cleaned_data["sender_name"]
        if any(sign in name for sign in '"<>\\\r\n'):
            raise ValidationError(
                _("The name must not include quotation marks or arrows")
            )
        return name


class ContactsForm(govuk.ModelForm):
    things = {
        "privacy_contact": gettext_lazy("an email address for questions about privacy"),
        "accessibility_contact": gettext_lazy(
            "an email address for questions about accessibility"
        ),
    }

    class Meta:
        model = Council
        fields = ("privacy_contact", "accessibility_contact")
        labels = {
            "privacy_contact": gettext_lazy(
                "Email address for questions about privacy"
            ),
            "accessibility_contact": gettext_lazy(
                "Email address for questions about accessibility"
            ),
        }
        help_texts = {
            "privacy_contact": gettext_lazy(
                "Usually the council's data protection officer"
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


def months(kind: RetentionPeriod.Kind):
    return govuk.WholeNumberField(
        label=kind.label,
        min_value=RetentionPeriod.SHORTEST,
        max_value=RetentionPeriod.LONGEST,
        help_text=format_lazy(
            gettext_lazy("In months. Usually {months}"),
            months=RetentionPeriod.USUAL[kind],
        ),
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}
        ),
    )


class RetentionForm(govuk.Form):
    """One number of months for each kind of record."""

    Kind = RetentionPeriod.Kind
    things = dict.fromkeys(Kind.values, gettext_lazy("the number of months"))

    contact = months(Kind.CONTACT)
    response = months(Kind.RESPONSE)
    equality = months(Kind.EQUALITY)
    letter = months(Kind.LETTER)


class ImportAreasForm(govuk.Form):
    boundaries = forms.FileField(
        label=gettext_lazy("Boundary file"),
        help_text=gettext_lazy(
            "A GeoJSON file, smaller than 10MB, with a code (like E05000650) and a "
            "name for each place. The Office for National Statistics publishes such "
            "files: choose a generalised set (200m or 500m)."
        ),
    )

    def clean_boundaries(self):
        upload = self.cleaned_data["boundaries"]
        if upload.size > MOST_BYTES:
            raise ValidationError(_("The selected file must be smaller than 10MB"))
        return upload
