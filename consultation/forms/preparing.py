"""What an officer fills in to prepare a round beside its texts and dates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation import preparing
from consultation.forms.running import words_field
from consultation.models import (
    Consultation,
    CouncilDate,
    EqualityAnalysis,
    PrivacyNotice,
    SignOff,
)
from councils import govuk

USUAL = {
    "purposes": _(
        "We ask for views on the draft charter, read every reply, and use what people "
        "say to decide what the charter says."
    ),
    "basis": _(
        "We need your reply for a task in the public interest (UK GDPR, Article "
        "6(1)(e)). For optional equality questions it is Article 9(2)(g) with Schedule "
        "1 of the Data Protection Act 2018. Showing your name is your own choice and "
        "not the basis on which we read your reply."
    ),
    "published": _(
        "Comments, once checked, without names unless you tick a box. Never an email "
        "address. We cannot promise that a reply stays confidential: people may ask "
        "for it under freedom of information law."
    ),
    "kept": _("Names and addresses for 24 months. What you said for 6 years."),
    "processors": _("The firm that hosts this website, under contract with us."),
    "rights": _(
        "You can ask to see, correct or erase what we hold about you, and object to "
        "our use of it."
    ),
    "complaints": _(
        "Write to us first: we answer within 30 days. You can also complain to the "
        "Information Commissioner at ico.org.uk."
    ),
}


class PrivacyForm(govuk.Form):
    """Every part of the notice, begun with usual words that can be changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, label in PrivacyNotice.PARTS.items():
            missing = _("Fill in “%s”") % label
            self.fields[key] = words_field(label, "", missing)
            govuk.dress(self.fields[key], "")

    @staticmethod
    def initial_for(consultation) -> dict:
        newest = consultation.privacy_notices.last()
        if newest:
            return newest.parts
        return {key: str(words) for key, words in USUAL.items()}


class DataProtectionForm(govuk.Form):
    status = forms.ChoiceField(
        label=_("Is the impact on data protection assessed?"),
        choices=Consultation.Dpia.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it is assessed")},
    )
    reference = forms.CharField(
        label=_("Reference of the assessment"),
        help_text=_("Needed when it is assessed."),
        required=False,
        max_length=200,
    )
    reason = forms.CharField(
        label=_("Why is none needed?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EqualityAnalysisForm(govuk.Form):
    stage = forms.ChoiceField(
        label=_("When was this found?"),
        choices=EqualityAnalysis.Stage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select when this was found")},
    )
    summary = words_field(
        _("What did you find?"),
        _("Who gains, who might lose and what you do about it. All can read it."),
        _("Enter what you found"),
    )
    address = forms.URLField(
        label=_("Link to the full analysis"),
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a full link, like https://example.org/")},
    )


class PromiseFormatForm(govuk.Form):
    kind = forms.ChoiceField(
        label=_("Which format?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the format")},
    )
    language = forms.CharField(
        label=_("Language"),
        help_text=_("Only for another language."),
        required=False,
        max_length=60,
    )
    owner = forms.CharField(
        label=_("Who makes it?"),
        max_length=160,
        error_messages={"required": _("Enter who makes it")},
    )
    due_on = govuk.DateField(
        label=_("By when?"),
        error_messages={"required": _("Enter the date by which it is made")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(preparing.format_kinds().items())


class DeliverFormatForm(govuk.Form):
    where = forms.CharField(
        label=_("Where do people find it?"),
        help_text=_("A link, or how to ask for it."),
        required=False,
        max_length=400,
    )
    withdraw_because = forms.CharField(
        label=_("Or: why do you take the promise back?"),
        required=False,
        max_length=400,
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("where") and not cleaned.get("withdraw_because"):
            self.add_error("where", _("Enter the link, or how people get it"))
        return cleaned


class SignOffForm(govuk.Form):
    matter = forms.ChoiceField(
        label=_("What do you answer for?"),
        choices=SignOff.Matter.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you answer for")},
    )
    words = words_field(_("Why?"), _("Everybody can read this."), _("Enter the reason"))

    def __init__(self, *args, matters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [(one.value, one.label) for one in matters]


class CouncilDateForm(govuk.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=CouncilDate.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what it is")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Enter a name")},
    )
    first_on = govuk.DateField(
        label=_("First day"), error_messages={"required": _("Enter the first day")}
    )
    last_on = govuk.DateField(
        label=_("Last day"),
        help_text=_("Leave it empty for a single day."),
        required=False,
    )
    source = forms.CharField(
        label=_("Where does the date come from?"),
        max_length=300,
        error_messages={"required": _("Enter where the date comes from")},
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["last_on"] = cleaned.get("last_on") or cleaned.get("first_on")
        return cleaned
