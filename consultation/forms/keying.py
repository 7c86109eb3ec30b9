"""What officers fill in for post, phone calls, e-mails and events."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from charters.models import EditionClause, EditionPriority
from consultation import codes, drafts
from consultation.forms.behalf import (
    confidential_field,
    fields_about_mandate,
    refuse_half_a_mandate,
    refuse_wrong_counts,
)
from consultation.forms.introducing import ContactFields, SenderFields
from consultation.forms.questions import AnswerForm
from consultation.models import Comment, IngestItem, OutsideCount, Response
from consultation.parcels import Behalf, Content, Remark, SectionPart, Sender, Signed
from councils import govuk

MOST_COMMENTS = 20
NOT_WEB = [choice for choice in Response.Channel.choices if choice[0] != "web"]


class ReceivedFields(forms.Form):
    """By which way something came, and when."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did it reach us?"),
        choices=NOT_WEB,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select how it reached us")},
    )
    received_on = govuk.DateField(
        label=gettext_lazy("Date received"),
        error_messages={"required": gettext_lazy("Enter the date it was received")},
    )

    def clean_received_on(self):
        date = self.cleaned_data["received_on"]
        if date > clock.today():
            raise ValidationError(_("Date received must be today or in the past"))
        return date

    @property
    def received_at(self) -> dt.datetime:
        """The start of that day: post that came on the closing day is in time."""
        return clock.day_starts(self.cleaned_data["received_on"])


class KeyInForm(ReceivedFields, SenderFields, govuk.Form):
    """A whole response as it stands on paper: comments, answers, who and for whom."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    blocks = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)
    postmarked_on = govuk.DateField(
        label=gettext_lazy("Date of the postmark"), required=False
    )
    signatures = govuk.WholeNumberField(
        label=gettext_lazy("How many people signed it?"),
        help_text=gettext_lazy("For a petition. It counts as one response."),
        min_value=0,
        required=False,
    )
    duplicates = govuk.WholeNumberField(
        label=gettext_lazy("How many of these signed twice?"),
        min_value=0,
        required=False,
    )
    in_area = govuk.WholeNumberField(
        label=gettext_lazy("How many live, work or study here?"),
        min_value=0,
        required=False,
    )
    confidential_because = confidential_field()
    scan = forms.FileField(
        label=gettext_lazy("Scan or photo of the paper"), required=False
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, council=round.council, **kwargs)
        self.round = round
        self.fields |= fields_about_mandate()
        self.fields["is_child"].label = _("They are under 13")
        self.fields["is_child"].help_text = _(
            "We then do not keep their name or email address."
        )
        self.count = self._count()
        self.subjects = self._subjects()
        for number in range(1, self.count + 1):
            self._add_block(number)
        self.answers = self._answer_forms()
        for name in KEPT_LAST:
            if name in self.fields:  # a council without wards has no such field
                self.fields[name] = self.fields.pop(name)
        for name, field in self.fields.items():
            if code := codes.of_field(name):
                field.label = f"{code}. {field.label}"
            govuk.dress(field, "")

    def _count(self) -> int:
        text = str(self.data.get("blocks", "1")) if self.is_bound else "1"
        asked = int(text) if text.isdecimal() and len(text) < 3 else 1
        return max(1, min(asked, MOST_COMMENTS))

    def _subjects(self):
        edition = self.round.edition_id
        clauses = EditionClause.objects.filter(edition=edition).order_by("pk")
        priorities = EditionPriority.objects.filter(edition=edition).order_by("pk")
        return [
            ("", _("The whole charter")),
            *(
                (drafts.subject_of(part), _("Section %s") % part.title)
                for part in drafts.sections_of(self.round)
            ),
            *(
                (f"clause:{c.uid}", _("Paragraph %s") % f"{c.number} – {c.text[:60]}")
                for c in clauses
            ),
            *(
                (f"priority:{p.code}", _("Priority %s") % f"{p.code} – {p.title}")
                for p in priorities
            ),
        ]

    def _add_block(self, number: int) -> None:
        end = "" if number == 1 else f"_{number}"

        def coded(part, label):
            return f"{codes.of_comment(number, part)}. {label}"

        self.fields[f"subject{end}"] = forms.ChoiceField(
            label=coded("subject", _("What is it about?")),
            choices=self.subjects,
            required=False,
        )
        self.fields[f"stance{end}"] = forms.ChoiceField(
            label=coded("stance", _("What do they think of this?")),
            choices=[("", _("They do not say")), *Comment.Stance.choices],
            required=False,
        )
        self.fields[f"text{end}"] = forms.CharField(
            label=coded("text", _("Comment")),
            max_length=Comment.LONGEST,
            widget=forms.Textarea(attrs={"rows": 5}),
            required=False,
            error_messages={
                "max_length": _("Comment must be 2,000 characters or less")
            },
        )
        self.fields[f"wanted_change{end}"] = forms.CharField(
            label=coded("wanted_change", _("What would they change?")),
            max_length=Comment.LONGEST_CHANGE,
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
        )

    def _answer_forms(self) -> list[AnswerForm]:
        """A small form for each question of the round, drawn among the fields."""
        made = []
        for question in self.round.questions.in_order():
            question.round = self.round
            form = AnswerForm(
                self.data if self.is_bound else None,
                question=question,
                prefix=f"q{question.number}",
            )
            form.code = codes.of_question(question.number)
            made.append(form)
        return made

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_child"):
            cleaned = self._without_contact(cleaned)
        if not cleaned.get("text") and not self._has_answers():
            self.add_error("text", _("Enter the comment, or answer a question"))
        for form in self.answers:
            for messages in form.errors.values():
                self.add_error(
                    None,
                    [f"{form.code}. {message}" for message in messages],
                )
        refuse_wrong_counts(self, cleaned, "signatures")
        refuse_half_a_mandate(self, cleaned)
        return cleaned

    def _without_contact(self, cleaned: dict) -> dict:
        """Who a child is, is not kept, whatever was typed."""
        for name in ContactFields.base_fields:
            self.errors.pop(name, None)
        asked = ("show_name", "wants_results", "wants_later")
        return cleaned | {"name": "", "email": ""} | dict.fromkeys(asked, False)

    def forgive(self) -> None:
        """Show what was typed so far without finding fault: it is not finished."""
        self._errors = ErrorDict()
        for form in self.answers:
            form._errors = ErrorDict()

    def _has_answers(self) -> bool:
        return any(
            form.is_valid() and form.cleaned_data["value"] for form in self.answers
        )

    @property
    def sender(self) -> Sender:
        told = self.cleaned_data
        return Sender(
            kind=told["kind"],
            area=told.get("area"),
            name=told["name"],
            show_name=told["show_name"],
            email=told["email"],
            wants_results=told["wants_results"],
            wants_later=told["wants_later"],
        )

    @property
    def content(self) -> Content:
        told = self.cleaned_data
        signed = None
        if told["signatures"]:
            duplicates = told["duplicates"] or 0
            signed = Signed(told["signatures"], duplicates, told["in_area"])
        remarks, answers = self._remarks(), {}
        for form in self.answers:
            value = form.cleaned_data["value"]
            if value and form.question.is_text:
                remarks.append(Remark(text=value, question=form.question))
            elif value:
                answers[form.question] = value
        return Content(
            remarks=remarks,
            answers=answers,
            behalf=Behalf(**{name: told[name] for name in fields_about_mandate()}),
            signed=signed,
            confidential_because=told["confidential_because"],
        )

    def _remarks(self) -> list[Remark]:
        told, found = self.cleaned_data, []
        ends = ["", *(f"_{number}" for number in range(2, self.count + 1))]
        subjects = [told.get(f"subject{end}", "") for end in ends]
        parts = drafts.parts_named(self.round, subjects)
        for end, subject in zip(ends, subjects, strict=True):
            part = parts.get(subject)
            if not told.get(f"text{end}"):
                continue
            found.append(
                Remark(
                    text=told[f"text{end}"],
                    stance=told[f"stance{end}"],
                    wanted_change=told[f"wanted_change{end}"],
                    clause=part if isinstance(part, EditionClause) else None,
                    priority=part if isinstance(part, EditionPriority) else None,
                    section=part if isinstance(part, SectionPart) else None,
                )
            )
        return found


KEPT_LAST = (
    *("kind", "area", "organisation", "show_organisation", "size"),
    *("members", "how_asked", "is_user_led", "client", "authority"),
    *("signatures", "duplicates", "in_area", "is_child"),
    *("name", "show_name", "email", "wants_results"),
    *("wants_later", "confidential_because", "scan"),
)


class LogItemForm(ReceivedFields, govuk.Form):
    """Something that arrived and is not keyed in yet."""

    about = forms.CharField(
        label=gettext_lazy("What is it?"),
        help_text=gettext_lazy(
            "A few words without names, for example “Letter, two pages”"
        ),
        max_length=120,
        required=False,
    )
    scan = forms.FileField(
        label=gettext_lazy("Scan or photo of the paper"), required=False
    )


class RejectItemForm(govuk.Form):
    """Why something that arrived is no response to this round."""

    reason = forms.CharField(
        label=gettext_lazy("Why is this not a response?"),
        help_text=gettext_lazy("For example, “A bill for the library”"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter why this is not a response")},
    )


class OutsideCountForm(govuk.ModelForm):
    """How many somebody counted in a mailbox, post book or folder."""

    class Meta:
        model = OutsideCount
        fields = ("source", "count")
        labels = {
            "source": gettext_lazy("Where did you count?"),
            "count": gettext_lazy("How many are there, from the opening until now?"),
        }
        widgets = {"source": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [
            choice
            for choice in IngestItem.Source.choices
            if choice[0] not in ("web", "import")
        ]
