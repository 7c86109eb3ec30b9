"""What officers type while a tender is drafted, opened and decided."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from charters.models import Edition, EditionPriority
from councils import govuk
from councils.models import Role, User
from metrics import choosing
from metrics.models import Metric
from tenders import starting_weights
from tenders.models import Tender
from tenders.plain_dates import plain_number

LONG = {"rows": 6}
FIVE = dt.time(17)


def editions_to_cite(council):
    return Edition.objects.in_force().filter(charter__council=council)


class BeginTender(govuk.Form):
    title = forms.CharField(
        label=_("What do you want to buy?"),
        max_length=200,
        help_text=_("Suppliers see this as the title, such as Grounds maintenance."),
    )
    edition = forms.ModelChoiceField(
        label=_("Which charter does it follow?"),
        queryset=Edition.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    things = {"title": _("what you want to buy"), "edition": _("a charter")}

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions_to_cite(council)


class Details(govuk.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    description = forms.CharField(
        label=_("What the council wants to buy"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    value = govuk.MoneyField(
        label=_("Total value, VAT included"), required=False, min_value=0
    )
    category = forms.ChoiceField(
        label=_("Kind"),
        choices=Tender.Category.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    lots = govuk.WholeNumberField(
        label=_("How many lots?"),
        help_text=_("Parts that are awarded one by one, so that small firms can bid"),
        required=False,
        min_value=1,
        max_value=100,
    )
    over_cap_reason = forms.CharField(
        label=_("Why is it one large contract?"),
        help_text=_(
            "Only when it is above the charter's largest contract and has no lots. "
            "The reason is published."
        ),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    regime = forms.ChoiceField(
        label=_("Procedure"), choices=Tender.Regime.choices, widget=forms.RadioSelect
    )
    things = {"title": _("a title"), "value": _("the value")}
    mark_optional = False


class Dates(govuk.Form):
    questions_close_at = govuk.MomentField(
        label=_("Last time for questions"), required=False, default_time=FIVE
    )
    bids_close_at = govuk.MomentField(
        label=_("Bids close"),
        required=False,
        default_time=FIVE,
        help_text=_(
            "UK time. A bid received at this moment or later does not count. "
            "It cannot be moved after publication."
        ),
    )
    decision_on = govuk.DateField(label=_("Decision"), required=False)
    contract_starts_on = govuk.DateField(label=_("Contract starts"), required=False)
    contract_ends_on = govuk.DateField(label=_("Contract ends"), required=False)
    mark_optional = False


class Weights(govuk.Form):
    price_weight = govuk.NumberField(
        label=_("Price (%)"), min_value=0, max_value=100, decimal_places=2
    )
    quality_weight = govuk.NumberField(
        label=_("Quality (%)"), min_value=0, max_value=100, decimal_places=2
    )
    social_value_weight = govuk.NumberField(
        label=_("Social value (%)"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_("The weights of the priorities must add up to this."),
    )
    amount_share = govuk.NumberField(
        label=_("Marks for the amount promised (%)"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_(
            "Of each priority’s marks. The rest is for how the supplier will do it."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        names = ("price_weight", "quality_weight", "social_value_weight")
        parts = [cleaned.get(name) for name in names]
        if None not in parts and sum(parts) != 100:
            raise forms.ValidationError(
                __("Price, quality and social value must add up to 100, not %s")
                % f"{sum(parts).normalize():f}"
            )
        return cleaned


class PriorityForm(govuk.Form):
    weight = govuk.NumberField(
        label=_("Weight (%)"), min_value=0, max_value=100, decimal_places=2
    )
    weight_reason = forms.CharField(
        label=_("Why is the weight different from what people said?"),
        help_text=_("Only when you enter another weight. The reason is published."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    question = forms.CharField(
        label=_("What suppliers must answer"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Leave it empty to use the usual question."),
    )
    things = {"weight": _("the weight")}
    mark_optional = False

    def __init__(self, *args, has_charter_weights=False, **kwargs):
        super().__init__(*args, **kwargs)
        if has_charter_weights:
            self.fields["weight"].required = False
            self.fields["weight"].help_text = _(
                "Leave it empty to start from how people shared their points."
            )
        else:
            del self.fields["weight_reason"]


class ChoosePriority(PriorityForm):
    priority = forms.ModelChoiceField(
        label=_("Priority of the charter"),
        queryset=EditionPriority.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    field_order = ["priority", "weight", "weight_reason", "question"]
    things = {"weight": _("the weight"), "priority": _("a priority")}

    def __init__(self, *args, tender, **kwargs):
        weights = starting_weights.of_charter(tender.edition.charter)
        super().__init__(*args, has_charter_weights=bool(weights), **kwargs)
        taken = tender.priorities.values("edition_priority")
        field = self.fields["priority"]
        field.queryset = tender.edition.priorities.exclude(pk__in=taken)
        field.label_from_instance = lambda one: (
            __("%(priority)s (people gave it %(weight)s of 100 points)")
            % {"priority": one, "weight": plain_number(weights[one.uid])}
            if one.uid in weights
            else str(one)
        )


class ChooseMeasure(govuk.Form):
    metric = forms.ModelChoiceField(
        label=_("Measure"), queryset=Metric.objects.none(), empty_label=_("Choose")
    )
    level = govuk.NumberField(
        label=_("Amount that earns full marks"),
        decimal_places=4,
        min_value=0,
        help_text=_("A promise above it earns no more. It must fit the contract."),
    )
    share = govuk.NumberField(
        label=_("Share of the priority’s marks for the amount (%)"),
        initial=100,
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_("The shares of all measures of a priority add up to 100."),
    )
    things = {
        "metric": _("a measure"),
        "level": _("the amount"),
        "share": _("the share"),
    }

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        in_charter = Metric.objects.filter(
            edition_targets__edition_priority=asked.edition_priority
        )
        usable = Metric.objects.usable_by(asked.council) | in_charter
        taken = asked.metrics.values("metric")
        offered = usable.exclude(pk__in=taken).distinct()
        choosing.offer(self.fields["metric"], offered, asked.council)


class NameOpeners(govuk.Form):
    openers = forms.ModelMultipleChoiceField(
        label=_("Who will open the bids?"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose three. Any two of them can open the bids together."),
    )
    things = {"openers": _("three people")}

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        holders = council.memberships.current().filter(role=Role.BID_OPENER)
        self.fields["openers"].queryset = User.objects.filter(
            pk__in=holders.values("user")
        ).order_by("name")

    def clean_openers(self):
        chosen = self.cleaned_data["openers"]
        if len(chosen) != 3:
            raise forms.ValidationError(__("Select three people"))
        return chosen


class ReleaseFile(govuk.Form):
    file = forms.FileField(
        label=_("Open contracting file"),
        help_text=_("A JSON file with one tender, of up to 2MB."),
    )
    things = {"file": _("a file")}


class Reason(govuk.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    things = {"reason": _("the reason")}


class Passphrase(govuk.Form):
    passphrase = forms.CharField(
        label=_("Your passphrase"),
        strip=True,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    things = {"passphrase": _("your passphrase")}


class NewPassphrase(govuk.Form):
    passphrase = forms.CharField(
        label=_("Choose a passphrase"),
        help_text=_("16 characters or more. Four unrelated words are good."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same passphrase again"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    things = {"passphrase": _("a passphrase"), "again": _("the passphrase again")}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("again") and cleaned.get("passphrase") != cleaned["again"]:
            self.add_error("again", __("The two passphrases must be the same"))
        return cleaned


class Sheets(govuk.Form):
    first = forms.CharField(
        label=_("Code on the first sheet"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    second = forms.CharField(
        label=_("Code on the second sheet"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=_("Why can the openers not open the bids?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    things = {
        "first": _("the code on the first sheet"),
        "second": _("the code on the second sheet"),
        "reason": _("why the openers cannot open the bids"),
    }


class AwardForm(Reason):
    bid = forms.ModelChoiceField(
        label=_("Which bid wins?"),
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    decided_on = govuk.DateField(label=_("Date of the decision"))
    field_order = ["bid", "decided_on", "reason"]
    things = {
        "bid": _("a bid"),
        "decided_on": _("the date of the decision"),
        "reason": _("the reason"),
    }

    def __init__(self, *args, tender, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["bid"]
        field.queryset = tender.bids.in_the_running().select_related("organisation")
        field.label_from_instance = lambda bid: (
            f"{bid.name_for_evaluators}: {bid.organisation.name}"
        )
