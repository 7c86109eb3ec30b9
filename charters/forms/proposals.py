"""What residents propose, and how officers answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Asset, Proposal
from councils import govuk

WHOLE = gettext_lazy("The whole council area")


class ProposalForm(govuk.Form):
    """A new priority, strength or measure, in a resident's words."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you propose?"),
        choices=Proposal.Kind.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Tell us what it is, and why it matters here"),
        help_text=gettext_lazy(
            "Do not write about other people's private lives. We read it before it is "
            "shown."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    area = forms.ModelChoiceField(
        None,
        required=False,
        label=gettext_lazy("Where is it?"),
        empty_label=WHOLE,
    )
    choice_hints = {
        "kind": {
            Proposal.Kind.PRIORITY: gettext_lazy(
                "Something that council contracts should work for"
            ),
            Proposal.Kind.ASSET: gettext_lazy(
                "A hall, a group, a green place or a skill that others can build on"
            ),
            Proposal.Kind.MEASURE: gettext_lazy(
                "How we could know whether something got better"
            ),
        }
    }
    things = {
        "kind": gettext_lazy("what you propose"),
        "text": gettext_lazy("what you propose"),
        "area": gettext_lazy("a place from the list"),
    }

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = council.areas.defer("boundary")
        if not council.areas.exists():
            del self.fields["area"]


class SupportForm(govuk.Form):
    """An address to which the link goes that counts one person once."""

    email = forms.EmailField(
        label=gettext_lazy("Your email address"),
        help_text=gettext_lazy(
            "We send you one link, so that each person counts once. We do not keep "
            "your address."
        ),
    )


class AnswerForm(govuk.Form):
    """What becomes of a proposal, and why."""

    CLOSE = Proposal.Status.CLOSED
    decision = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=[
            pair for pair in Proposal.Status.choices if pair[0] != Proposal.Status.OPEN
        ],
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("Your answer, with the reasons"),
        help_text=gettext_lazy("Anyone can read it"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    became = forms.ModelChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which priority is it part of now?"),
        empty_label=gettext_lazy("None"),
    )
    choice_hints = {
        "decision": {
            Proposal.Status.CLOSED: gettext_lazy(
                "Without a reply, for example because somebody said it already"
            )
        }
    }
    things = {"decision": gettext_lazy("what becomes of it")}
    mark_optional = False

    def __init__(self, *args, proposal, names, **kwargs):
        self.proposal = proposal
        super().__init__(*args, **kwargs)
        self.fields["became"].queryset = names
        if proposal.kind == Proposal.Kind.ASSET:
            del self.fields["became"]
            self.fields |= asset_fields(proposal.council, names)
            for name in ("name", "kind", "area", "about", "helps"):
                govuk.dress(self.fields[name], THINGS.get(name, ""))
            self.fields["name"].required = self.fields["kind"].required = False

    def clean(self):
        found = super().clean()
        decision = found.get("decision")
        if decision and decision != self.CLOSE and not found.get("reply"):
            self.add_error("reply", _("Enter the reasons for your answer"))
        if self.is_asset_taken_up(found):
            for name, words in (
                ("name", _("Enter the name of the strength")),
                ("kind", _("Select what kind of strength it is")),
            ):
                if not found.get(name):
                    self.add_error(name, words)
        return found

    def is_asset_taken_up(self, found) -> bool:
        taken = (Proposal.Status.TAKEN_UP, Proposal.Status.PARTLY)
        is_asset = self.proposal.kind == Proposal.Kind.ASSET
        return is_asset and found.get("decision") in taken

    def asset(self) -> dict | None:
        """The fields of the strength that goes into the register, if one does."""
        if not self.is_asset_taken_up(self.cleaned_data):
            return None
        return {name: self.cleaned_data[name] for name in ASSET_NAMES}


ASSET_NAMES = ("name", "kind", "area", "about", "helps")
THINGS = {
    "name": gettext_lazy("the name of the strength"),
    "kind": gettext_lazy("what kind of strength it is"),
    "area": gettext_lazy("a place from the list"),
}


def asset_fields(council, names) -> dict[str, forms.Field]:
    """The fields that describe a strength of the place."""
    helps = forms.ModelMultipleChoiceField(
        names,
        required=False,
        label=gettext_lazy("Which priorities can build on it?"),
        widget=forms.CheckboxSelectMultiple,
    )
    return {
        "name": forms.CharField(max_length=100, label=gettext_lazy("Name")),
        "kind": forms.ChoiceField(
            label=gettext_lazy("What kind of strength is it?"),
            choices=Asset.Kind.choices,
            widget=forms.RadioSelect,
        ),
        "area": forms.ModelChoiceField(
            council.areas.defer("boundary"),
            required=False,
            label=gettext_lazy("Where is it?"),
            empty_label=WHOLE,
        ),
        "about": forms.CharField(
            required=False,
            max_length=600,
            label=gettext_lazy("What others can build on"),
            help_text=gettext_lazy("Anyone can read it. Name no private person."),
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
        "helps": helps,
    }


class AssetForm(govuk.Form):
    """A strength of the place, as the register keeps it."""

    things = THINGS

    def __init__(self, *args, council, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= asset_fields(council, names)
        for name in ASSET_NAMES:
            govuk.dress(self.fields[name], THINGS.get(name, ""))
        if not names.exists():
            del self.fields["helps"]


class RetireForm(govuk.Form):
    """Why a strength is no longer there."""

    reason = forms.CharField(
        max_length=200, label=gettext_lazy("Why is it no longer there?")
    )
    things = {"reason": gettext_lazy("why it is no longer there")}


class TriggerForm(govuk.Form):
    """From how much support on a proposal must be answered with reasons."""

    supporters = govuk.WholeNumberField(
        min_value=1,
        max_value=1_000_000,
        label=gettext_lazy("How many people must support a proposal?"),
        help_text=gettext_lazy(
            "From this number on, it cannot be closed without a reply. It holds from "
            "today; what held before stays on the record."
        ),
    )
    things = {"supporters": gettext_lazy("the number of people")}
