"""What a sender fills in after sending, and what an officer answers."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation import drafts
from consultation.forms.introducing import ContactFields
from consultation.forms.responding import WordsForm
from consultation.models import Comment, SenderRequest
from councils import govuk

Kind = SenderRequest.Kind


class AmendContactForm(ContactFields, govuk.Form):
    """Another name or address, or none."""


class AddCommentForm(WordsForm):
    """One more comment on a section, a priority or the whole."""

    subject = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    field_order = ("subject", *WordsForm.base_fields)

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        priorities = round.edition.priorities.order_by("pk")
        self.fields["subject"].choices = [
            ("", _("The whole charter")),
            *(
                (drafts.subject_of(part), _("Section %s") % part.title)
                for part in drafts.sections_of(round)
            ),
            *(
                (drafts.subject_of(one), _("Priority %s") % f"{one.code} – {one.title}")
                for one in priorities
            ),
        ]


class SenderRequestForm(govuk.Form):
    """Take back, put right or erase, after the close."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want us to do?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Select what you want us to do"),
            "invalid_choice": gettext_lazy("Select what you want us to do"),
        },
    )
    comment = forms.ModelChoiceField(
        label=gettext_lazy("Which comment is wrong?"),
        queryset=Comment.objects.none(),
        to_field_name="reference",
        required=False,
        empty_label=gettext_lazy("Choose a comment"),
    )
    words = forms.CharField(
        label=gettext_lazy("What should it say?"),
        help_text=gettext_lazy(
            "To put something right, write the whole comment again. For the other two "
            "you can tell us why."
        ),
        max_length=Comment.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": gettext_lazy("Your words must be 2,000 characters or less")
        },
    )
    choice_hints = {
        "kind": {
            Kind.WITHDRAWAL: gettext_lazy(
                "It is then not published and in no figure from that day on."
            ),
            Kind.CORRECTION: gettext_lazy("We show your new words once we agree."),
            Kind.ERASURE: gettext_lazy(
                "Your name, address and files go. We may keep the words without you."
            ),
        }
    }

    def __init__(self, *args, response, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].queryset = response.comments.for_reading().order_by("pk")
        self.fields["comment"].label_from_instance = lambda one: one.about

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Kind.CORRECTION:
            if not cleaned.get("comment"):
                self.add_error("comment", _("Select which comment is wrong"))
            if not cleaned.get("words"):
                self.add_error("words", _("Enter what it should say"))
        return cleaned


class DecideRequestForm(govuk.Form):
    """Yes or no, and why. For an erasure also what happens to the words."""

    KEEP, ERASE = "keep", "erase"

    decision = forms.ChoiceField(
        label=gettext_lazy("Do you agree?"),
        choices=[
            ("yes", gettext_lazy("Yes, do it now")),
            ("no", gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select whether you agree")},
    )
    words = forms.ChoiceField(
        label=gettext_lazy("What happens to the words?"),
        choices=[
            (KEEP, gettext_lazy("Keep them without the person")),
            (ERASE, gettext_lazy("Erase the words as well")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what happens to the words")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The sender reads it. Write no names."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        if kind != Kind.ERASURE:
            del self.fields["words"]
