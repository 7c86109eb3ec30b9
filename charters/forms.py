from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import outlines
from charters.models import Block, Charter, Clause, Justification, Theme
from charters.models.content import CLAUSE_LENGTH
from councils import govuk
from metrics.models import Metric

COPY = "copy-"
WHOLE = gettext_lazy("The whole council area")


class Dates(govuk.Form):
    """Two dates that must stand in order."""

    starts_on = govuk.DateField(label=gettext_lazy("When does the charter start?"))
    ends_on = govuk.DateField(label=gettext_lazy("When does the charter end?"))
    things = {
        "starts_on": gettext_lazy("the date the charter starts"),
        "ends_on": gettext_lazy("the date the charter ends"),
    }

    def clean(self):
        found = super().clean()
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("End date must be after the start date"))
        return found


class StartForm(Dates):
    """What a charter needs before its first word (journey O3)."""

    title = forms.CharField(
        max_length=100, label=gettext_lazy("What is the charter called?")
    )
    outline = forms.ChoiceField(
        label=gettext_lazy("What do you want to start from?"), widget=forms.RadioSelect
    )
    area = forms.ModelChoiceField(
        None, required=False, empty_label=WHOLE, label=gettext_lazy("Which place?")
    )
    field_order = ["title", "outline", "starts_on", "ends_on", "area"]
    things = Dates.things | {
        "title": gettext_lazy("a name for the charter"),
        "outline": gettext_lazy("what you want to start from"),
    }
    choice_hints = {
        "outline": {
            outlines.LOCAL_PLAN: gettext_lazy(
                "Seven headings with a line about what belongs below each"
            ),
            outlines.BLANK: gettext_lazy("You add the headings yourself"),
        }
    }
    mark_optional = False

    def __init__(self, *args, council, **kwargs):
        self.council = council
        super().__init__(*args, **kwargs)
        earlier = Charter.objects.for_council(council)
        self.fields["outline"].choices = [
            *outlines.LABELS.items(),
            *(
                (
                    f"{COPY}{one.slug}",
                    _("A copy of “%(title)s” (%(status)s)")
                    % {"title": one.title, "status": one.get_status_display().lower()},
                )
                for one in earlier
            ),
        ]
        self.fields["area"].queryset = council.areas.all()

    def clean_outline(self):
        """The outline, and which charter to copy if it is a copy."""
        chosen = self.cleaned_data["outline"]
        self.copy_of = None
        if chosen.startswith(COPY):
            slug = chosen.removeprefix(COPY)
            self.copy_of = Charter.objects.for_council(self.council).get(slug=slug)
            return outlines.BLANK
        return chosen


class DetailsForm(Dates):
    """The front matter of a charter."""

    title = forms.CharField(max_length=100, label=gettext_lazy("Name of the charter"))
    summary = forms.CharField(
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=gettext_lazy("Summary"),
        help_text=gettext_lazy(
            "What the charter is for, in 150 words or less. It is the first thing that "
            "people read."
        ),
    )
    review_on = govuk.DateField(
        required=False,
        label=gettext_lazy("When will the charter be reviewed?"),
        help_text=gettext_lazy(
            "After this date it is shown as out of date until a new one is adopted. "
            "For example, 12 2 2029"
        ),
    )
    field_order = ["title", "summary", "starts_on", "ends_on", "review_on"]
    things = Dates.things | {
        "title": gettext_lazy("a name for the charter"),
        "review_on": gettext_lazy("the review date"),
    }


class HeadingForm(govuk.Form):
    heading = forms.CharField(
        max_length=100, label=gettext_lazy("Heading of the section")
    )
    things = {"heading": gettext_lazy("a heading for the section")}


class ParagraphsForm(govuk.Form):
    """All paragraphs of a section, one box each, and one more for a new one (O7)."""

    NEW = "new"
    version = forms.IntegerField(widget=forms.HiddenInput)
    is_complete = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Have you completed this section?"),
        choices=[
            ("yes", gettext_lazy("Yes, this section is complete")),
            ("no", gettext_lazy("No, I will come back to it")),
        ],
        widget=forms.RadioSelect,
    )
    mark_optional = False

    def __init__(self, *args, section, clauses, **kwargs):
        self.section = section
        self.clauses = clauses
        self.uids: list[str] = [str(clause.uid) for clause in clauses]
        super().__init__(*args, **kwargs)
        added = []
        if self.is_bound:
            added = [uid for uid in self._posted_uids() if uid not in self.uids]
        for place, clause in enumerate(clauses, start=1):
            self._add(str(clause.uid), place, clause.text, clause.is_open)
        for place, uid in enumerate(added, start=len(clauses) + 1):
            self._add(uid, place, "", False)
        self.uids += added
        for name in self.fields:
            govuk.dress(self.fields[name], self.things.get(name, ""))
        self.initial.setdefault("version", section.version)

    def _posted_uids(self) -> list[str]:
        return [
            name.removeprefix("text-") for name in self.data if name.startswith("text-")
        ]

    def _add(self, uid: str, place: int, text: str, is_open: bool) -> None:
        is_new = uid == self.NEW
        self.fields[f"text-{uid}"] = forms.CharField(
            required=not is_new,
            max_length=CLAUSE_LENGTH,
            initial=text,
            label=_("A new paragraph at the end (optional)")
            if is_new
            else _("Paragraph %d") % place,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Enter the text of paragraph %d") % place},
        )
        self.fields[f"open-{uid}"] = forms.BooleanField(
            required=False,
            initial=is_open,
            label=_("People can still change the new paragraph")
            if is_new
            else _("People can still change paragraph %d") % place,
        )

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Each paragraph with its fields, as the template draws them."""
        known = {str(clause.uid): clause for clause in self.clauses}
        return [
            {
                "uid": uid,
                "clause": known.get(uid),
                "place": place,
                "text": self[f"text-{uid}"],
                "open": self[f"open-{uid}"],
            }
            for place, uid in enumerate(self.uids, start=1)
            if uid != self.NEW
        ]

    @property
    def new_block(self) -> dict[str, Any]:
        if self.NEW not in self.uids:
            self._add(self.NEW, len(self.uids) + 1, "", False)
            for name in (f"text-{self.NEW}", f"open-{self.NEW}"):
                govuk.dress(self.fields[name], "")
        return {"text": self[f"text-{self.NEW}"], "open": self[f"open-{self.NEW}"]}

    def sent(self) -> list[Block]:
        """The paragraphs as they were sent."""
        return [
            Block(
                text=self.cleaned_data[f"text-{uid}"],
                uid="" if uid == self.NEW else uid,
                is_open=self.cleaned_data[f"open-{uid}"],
            )
            for uid in self.uids
            if self.cleaned_data[f"text-{uid}"].strip()
        ]


class PriorityForm(govuk.Form):
    """A priority in words (O6)."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=60,
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("A few words, like “Good local jobs”"),
    )
    statement = forms.CharField(
        max_length=200,
        label=gettext_lazy("What do you want to change?"),
        help_text=gettext_lazy("One sentence of 25 words or less"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = forms.CharField(
        required=False,
        max_length=1500,
        label=gettext_lazy("Why does it matter?"),
        help_text=gettext_lazy("Give a figure, where it comes from and its date"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    who_benefits = forms.CharField(
        required=False,
        max_length=600,
        label=gettext_lazy("Who benefits?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    theme = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Theme"),
        choices=[("", gettext_lazy("Choose a theme")), *Theme.choices],
    )
    areas = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which places?"),
        help_text=gettext_lazy("Leave empty for the whole area"),
        widget=forms.CheckboxSelectMultiple,
    )
    rests_on = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which paragraphs does this priority rest on?"),
        help_text=gettext_lazy(
            "The link lets people follow their comment from a paragraph to the "
            "priority, and on to a contract"
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    things = {
        "title": gettext_lazy("a short name for the priority"),
        "statement": gettext_lazy("what you want to change, in one sentence"),
    }
    mark_optional = False

    def __init__(self, *args, charter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = charter.council.areas.all()
        clauses = Clause.objects.filter(section__charter=charter)
        clauses = clauses.select_related("section").order_by(
            "section__position", "position"
        )
        self.fields["rests_on"].queryset = clauses
        self.fields["rests_on"].label_from_instance = clause_label
        for name in ("areas", "rests_on"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]


def clause_label(clause: Clause) -> str:
    words = clause.text if len(clause.text) <= 90 else f"{clause.text[:87].rstrip()}…"
    return f"{clause.section.heading}: {words}"


class OutcomeForm(govuk.Form):
    statement = forms.CharField(
        max_length=200,
        label=gettext_lazy("What will people see when it is done?"),
        help_text=gettext_lazy(
            "In words that people here would use, like “Fewer homes are cold in winter”"
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    things = {"statement": gettext_lazy("the outcome that people should see")}


class TargetForm(govuk.Form):
    """A level on a measure, by a date (O6)."""

    metric = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Measure"),
        empty_label=gettext_lazy("Choose a measure"),
    )
    level = govuk.NumberField(label=gettext_lazy("Target"))
    due_on = govuk.DateField(label=gettext_lazy("By when?"))
    baseline = govuk.NumberField(
        required=False,
        label=gettext_lazy("Where does it stand now?"),
        help_text=gettext_lazy("The same measure, before anything was done"),
    )
    baseline_on = govuk.DateField(
        required=False, label=gettext_lazy("When was that counted?")
    )
    things = {
        "metric": gettext_lazy("a measure"),
        "level": gettext_lazy("target"),
        "due_on": gettext_lazy("target date"),
        "baseline": gettext_lazy("where it stands now"),
        "baseline_on": gettext_lazy("the date it was counted"),
    }

    def __init__(self, *args, charter, **kwargs):
        self.charter = charter
        super().__init__(*args, **kwargs)
        self.fields["metric"].queryset = Metric.objects.usable_by(charter.council)
        self.fields["metric"].label_from_instance = metric_label
        self.fields["level"].error_messages["required"] = _("Enter a target")
        self.fields["due_on"].error_messages["required"] = _(
            "Enter the date by when the target should be met"
        )

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on > self.charter.ends_on:
            raise forms.ValidationError(
                _("Target date must be before the charter ends")
            )
        return due_on

    def clean(self):
        found = super().clean()
        undated = found.get("baseline") is not None and not found.get("baseline_on")
        if undated and "baseline_on" not in self.errors:
            self.add_error("baseline_on", _("Enter the date it was counted"))
        metric = found.get("metric")
        for name in ("level", "baseline"):
            if metric and found.get(name) is not None:
                self._check(metric, name, found[name])
        return found

    def _check(self, metric, name, value) -> None:
        try:
            metric.check_value(value)
        except forms.ValidationError as refusal:
            self.add_error(name, refusal)


def metric_label(metric: Metric) -> str:
    return f"{metric.title} ({metric.unit})"


class JustifyForm(govuk.Form):
    """Why words changed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is the reason for this change?"),
        choices=Justification.Kind.choices,
        widget=forms.RadioSelect,
    )
    wording = forms.CharField(
        max_length=600,
        label=gettext_lazy("Say why, in words that a resident would understand"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {
        "kind": gettext_lazy("the reason for this change"),
        "wording": gettext_lazy("the reason for this change"),
    }


class SubmitForm(govuk.Form):
    """To whom the text goes, and by when it is decided (O16)."""

    approver = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Who will approve this charter?"),
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy("Only people who did not help to write it are listed"),
    )
    decide_by = govuk.DateField(
        required=False, label=gettext_lazy("When is the meeting or decision?")
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("Note to the approver"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    things = {
        "approver": gettext_lazy("who will approve this charter"),
        "decide_by": gettext_lazy("decision date"),
    }

    def __init__(self, *args, approvers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["approver"].queryset = approvers


class DecisionForm(govuk.Form):
    """The approver's decision about certain words (A2)."""

    APPROVE, RETURN = "approve", "return"
    decided_text = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("What is your decision?"),
        choices=[
            (APPROVE, gettext_lazy("Approve: the charter comes into force today")),
            (RETURN, gettext_lazy("Return for changes")),
        ],
        widget=forms.RadioSelect,
    )
    minute = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("If you approve: the minute reference"),
        help_text=gettext_lazy("Like “Cabinet, 12 February 2027, item 7”"),
    )
    reason = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("If you return it: what needs to change?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"decision": gettext_lazy("your decision")}
    mark_optional = False

    def clean(self):
        found = super().clean()
        decision = found.get("decision")
        if decision == self.APPROVE and not found.get("minute", "").strip():
            self.add_error("minute", _("Enter the minute reference"))
        if decision == self.RETURN and not found.get("reason", "").strip():
            self.add_error("reason", _("Enter what needs to change"))
        return found


class WithdrawForm(govuk.Form):
    reason = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Why is the charter withdrawn?"),
        help_text=gettext_lazy("Everyone can read this"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    things = {"reason": gettext_lazy("the reason for withdrawing this charter")}


class ReviseForm(Dates):
    title = forms.CharField(
        max_length=100, label=gettext_lazy("Name of the new charter")
    )
    field_order = ["title", "starts_on", "ends_on"]
    things = Dates.things | {"title": gettext_lazy("a name for the charter")}
