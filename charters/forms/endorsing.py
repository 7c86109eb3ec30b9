"""What is asked of a body outside the council, and what it answers."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Endorsement
from councils import govuk
from councils.models import Council, Organisation
from metrics.nations import profile_of

NATIONAL = "national"
LONGEST_NOTE = 2000


class SeekForm(govuk.Form):
    """Which body is asked, and what it should know."""

    body = forms.ChoiceField(
        label=gettext_lazy("Who should endorse it?"),
        help_text=gettext_lazy(
            "The national body, a public body that is registered here, or another "
            "council"
        ),
    )
    note = forms.CharField(
        max_length=LONGEST_NOTE,
        label=gettext_lazy("What should they know?"),
        help_text=gettext_lazy("Everyone can read this"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {
        "body": gettext_lazy("who should endorse it"),
        "note": gettext_lazy("what they should know"),
    }

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        national = profile_of(council).endorser
        self.bodies = {NATIONAL: {"body_name": national}}
        public = Organisation.Sector.PUBLIC
        for one in Organisation.objects.filter(sector=public):
            self.bodies[f"organisation:{one.reference}"] = {
                "body_name": one.name,
                "organisation": one,
            }
        for one in Council.objects.exclude(pk=council.pk):
            self.bodies[f"council:{one.slug}"] = {"body_name": one.name, "peer": one}
        self.fields["body"].choices = [
            (key, body["body_name"]) for key, body in self.bodies.items()
        ]

    def request(self) -> dict:
        """What the verb takes."""
        return {
            **self.bodies[self.cleaned_data["body"]],
            "note": self.cleaned_data["note"],
        }


class AnswerForm(govuk.Form):
    """What was done about what came back."""

    note = forms.CharField(
        max_length=LONGEST_NOTE,
        label=gettext_lazy("What did you change, or why did you not?"),
        help_text=gettext_lazy("Everyone can read this"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    things = {"note": gettext_lazy("what you changed, or why you did not")}


class EndorseForm(govuk.Form):
    """The decision of the body."""

    status = forms.ChoiceField(
        label=gettext_lazy("What is your decision?"),
        choices=[
            (Endorsement.Status.ENDORSED, gettext_lazy("Endorse this version")),
            (Endorsement.Status.CONDITIONS, gettext_lazy("Endorse it with conditions")),
            (Endorsement.Status.RETURNED, gettext_lazy("Return it with comments")),
        ],
        widget=forms.RadioSelect,
    )
    wording = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        label=gettext_lazy("Your conditions, or what needs to change"),
        help_text=gettext_lazy(
            "Everyone can read this. Your comments on parts are sent too; this can "
            "stay empty then"
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    things = {"status": gettext_lazy("your decision")}
    mark_optional = False

    def __init__(self, *args, has_remarks=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_remarks = has_remarks

    def clean(self):
        found = super().clean()
        if not found.get("wording", "").strip() and not self.has_remarks:
            missing = {
                Endorsement.Status.RETURNED: _("Enter what needs to change"),
                Endorsement.Status.CONDITIONS: _("List the conditions"),
            }.get(found.get("status"))
            if missing:
                self.add_error("wording", missing)
        return found


class MetForm(govuk.Form):
    """How the body knows that its conditions are met."""

    wording = forms.CharField(
        max_length=LONGEST_NOTE,
        label=gettext_lazy("How were the conditions met?"),
        help_text=gettext_lazy("Everyone can read this"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"wording": gettext_lazy("how the conditions were met")}
