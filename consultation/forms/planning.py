"""What an officer fills in to plan a consultation."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from audit import clock
from charters.models import Charter
from consultation import holidays, planning, readiness
from consultation.forms.closing import ClosingField
from consultation.models import Consultation, Round
from councils import govuk
from councils.templatetags.portal_tags import day

TEXT_LIMIT = 4000
USUAL_LATE_RULE = _(
    "We keep every late response. We consider it if nothing has been analysed yet, and "
    "say why if we do not."
)


class BeginForm(govuk.Form):
    """Which charter, under which name."""

    charter = forms.ModelChoiceField(
        label=_("Which charter is it about?"),
        queryset=Charter.objects.none(),
        to_field_name="slug",
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the charter")},
    )
    title = forms.CharField(
        label=_("Name of the consultation"),
        help_text=_("Residents see this, for example “What should contracts do here?”"),
        max_length=120,
        error_messages={
            "required": _("Enter a name for the consultation"),
            "max_length": _("Name must be 120 characters or less"),
        },
    )
    kind = forms.ChoiceField(
        label=_("What do you want views on?"),
        choices=Round.Kind.choices,
        initial=Round.Kind.CONTENT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you want views on")},
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.council = council
        self.fields["charter"].queryset = Charter.objects.for_council(
            council
        ).unfinished()

    def clean_title(self):
        title = self.cleaned_data["title"]
        slug = slugify(title)[:80].strip("-")
        if not slug or slug == "new":
            raise ValidationError(_("Enter a name with letters in it"))
        if Consultation.objects.filter(council=self.council, slug=slug).exists():
            raise ValidationError(
                _("Another consultation has this name. Choose a different one.")
            )
        self.cleaned_data["slug"] = slug
        return title


def long_text(label, hint):
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class InformationForm(govuk.Form):
    """What readers must be told. Parts may be left for later."""

    mark_optional = False

    title = forms.CharField(label=_("Name of the consultation"), max_length=120)
    proposal = long_text(_("What is proposed?"), _("In a few plain sentences."))
    reasons = long_text(_("Why?"), _("The need, and where the facts come from."))
    options = long_text(
        _("What else was considered?"),
        _("Each option, and why the council does not prefer it."),
    )
    effect = long_text(
        _("What would it do, and for whom?"),
        _("Costs and benefits, and who might lose out."),
    )
    still_open = long_text(_("What is still open?"), _("What replies can change."))
    fixed = long_text(
        _("What is already decided, and why?"), _("Write “Nothing” if all is open.")
    )
    decision_maker = forms.CharField(
        label=_("Who decides?"),
        help_text=_("For example, the Cabinet"),
        required=False,
        max_length=200,
    )
    decision_on = govuk.DateField(label=_("When do they decide?"), required=False)
    how_used = long_text(
        _("How are answers used?"),
        _("Who reads them, what is published, and how long they are kept."),
    )
    other_ways = long_text(
        _("How else can people reply?"),
        _("Paper, phone, in person, and other formats on request."),
    )

    @classmethod
    def initial_for(cls, consultation) -> dict:
        return {name: getattr(consultation, name) for name in cls.base_fields}


class DatesForm(govuk.Form):
    """When the round opens and closes, UK time."""

    opens_at = govuk.MomentField(
        label=_("When does it open?"),
        default_time=planning.OPENING_TIME,
        error_messages={"required": _("Enter the date the consultation opens")},
    )
    closes_at = ClosingField(
        label=_("When does it close?"),
        help_text=_("The last moment for replies in time is just before it."),
        default_time=planning.CLOSING_TIME,
        error_messages={"required": _("Enter the date the consultation closes")},
    )
    results_by_on = govuk.DateField(
        label=_("By when will you publish the results?"),
        help_text=_("Most councils publish within 12 weeks of the close."),
        error_messages={"required": _("Enter the date the results are published by")},
    )
    comments_shown = forms.ChoiceField(
        label=_("When can everybody read the comments?"),
        choices=Round.Shown.choices,
        initial=Round.Shown.AFTER_CLOSE,
        widget=forms.RadioSelect,
    )
    short_reason = forms.CharField(
        label=_("Why is a shorter period fair?"),
        help_text=_(
            "Needed only when the round is shorter than usual. It is published."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    calendar_reason = forms.CharField(
        label=_("Why is the time long enough in spite of the holidays?"),
        help_text=_("Needed only when holidays fall into the round. It is published."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    grace_minutes = govuk.WholeNumberField(
        label=_("Minutes after the close for responses that were begun before"),
        required=False,
        min_value=0,
        max_value=1440,
    )
    late_rule = forms.CharField(
        label=_("How are late responses treated?"),
        help_text=_("The same for everybody. It is published and cannot change later."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, round: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round, self.length_rule = round, round.length_rule

    @classmethod
    def initial_for(cls, round: Round) -> dict:
        names = [name for name in cls.base_fields if name != "grace_minutes"]
        begun = round.opens_at is not None
        return {name: getattr(round, name) for name in names} | {
            "grace_minutes": (
                round.grace if begun else round.usual_grace
            ).total_seconds()
            // 60,
            "late_rule": round.late_rule or ("" if begun else str(USUAL_LATE_RULE)),
        }

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if not opens or not closes:
            return cleaned
        if closes <= opens:
            self.add_error(
                "closes_at", _("Closing date must be after the opening date")
            )
        elif (
            readiness.needs_reason(opens, closes, self.length_rule)
            and not cleaned.get("short_reason", "").strip()
        ):
            self.add_error("short_reason", _("Explain why a shorter period is fair"))
        if closes > opens:
            self.check_holidays(opens, closes)
        return cleaned

    def check_holidays(self, opens, closes) -> None:
        """Suggest a later close when holidays eat into the round."""
        first, last = clock.london(opens).date(), clock.london(closes).date()
        advice = holidays.advice_for(self.round.council, first, last)
        if not advice.is_needed or self.cleaned_data.get("calendar_reason", "").strip():
            return
        words = _(
            "%(days)s days of holidays fall into the round (%(names)s). Close on "
            "%(day)s instead, or say why the time is long enough"
        )
        names = ", ".join(dict.fromkeys(one.period.name for one in advice.overlaps))
        self.add_error(
            "calendar_reason",
            words
            % {
                "days": advice.days_lost,
                "names": names,
                "day": day(advice.suggested_close_on),
            },
        )
