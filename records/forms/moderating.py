"""What moderators fill in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from councils import govuk
from records import hints
from records.models import Moderation, PublicText, Reason
from records.moderation import Verdict
from records.redaction import PERSONAL, spans_of

REASONS = [("", _("Choose a reason")), *Reason.choices]
KINDS = {
    "email": _("email address"),
    "insurance": _("National Insurance number"),
    "phone": _("phone number"),
    "postcode": _("postcode"),
    "name": _("name"),
}


class ModerationForm(govuk.Form):
    """Publish, publish with words removed, or do not publish. Each passage that is
    removed has its own reason; what looks like personal details can be ticked."""

    PUBLISH, IN_PART, WITHHOLD = "publish", "in_part", "withhold"
    ROWS = 3

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (PUBLISH, _("Publish")),
            (IN_PART, _("Publish with words removed")),
            (WITHHOLD, _("Do not publish")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you decide")},
    )
    details = forms.MultipleChoiceField(
        label=_("Remove these personal details"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    withheld_because = forms.ChoiceField(
        label=_("Why will this not be published?"), choices=REASONS, required=False
    )

    def __init__(self, *args, text: PublicText, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text
        found = hints.found(text.text)
        self.fields["details"].choices = [
            (f"{start}-{end}", f"{text.text[start:end]} ({KINDS[kind]})")
            for start, end, kind in found
        ]
        if not found:
            del self.fields["details"]
        for number, (words, reason) in enumerate(self._rows(), start=1):
            self._add_row(number, words, reason)
        withheld = self.fields.pop("withheld_because")
        self.fields["withheld_because"] = withheld

    def _rows(self) -> list[tuple[str, str]]:
        """Passages that are removed already, then empty rows."""
        spans = self.text.redactions
        standing = [
            (self.text.text[span["start"] : span["end"]], span["reason"])
            for span in spans
        ]
        return [*dict.fromkeys(standing), *[("", "")] * self.ROWS]

    def _add_row(self, number: int, words: str, reason: str) -> None:
        label = _("Words to remove, passage %s") % number
        self.fields[f"words_{number}"] = field = forms.CharField(
            label=label, required=False, initial=words
        )
        if number == 1:
            field.help_text = _("Copy them exactly as they stand in the text.")
        self.fields[f"because_{number}"] = because = forms.ChoiceField(
            label=_("Why passage %s is removed") % number,
            choices=REASONS,
            required=False,
            initial=reason,
        )
        govuk.dress(field, "")
        govuk.dress(because, "")

    def clean(self):
        cleaned = super().clean()
        decision = cleaned.get("decision")
        if decision == self.PUBLISH:
            cleaned["verdict"] = Verdict(Moderation.PUBLISHED)
        elif decision == self.WITHHOLD:
            if not cleaned.get("withheld_because"):
                self.add_error(
                    "withheld_because", _("Select why this will not be published")
                )
            reason = cleaned.get("withheld_because", "")
            cleaned["verdict"] = Verdict(Moderation.WITHHELD, reason=reason)
        elif decision == self.IN_PART:
            spans = [*self._ticked(cleaned), *self._typed(cleaned)]
            if not spans and not self.errors:
                self.add_error("words_1", _("Enter the words to remove"))
            spans = sorted(spans, key=lambda span: span["start"])
            cleaned["verdict"] = Verdict(Moderation.IN_PART, spans=tuple(spans))
        return cleaned

    def _ticked(self, cleaned) -> list[dict]:
        ends = [value.split("-") for value in cleaned.get("details") or []]
        return [
            {"start": int(start), "end": int(end), "reason": PERSONAL}
            for start, end in ends
        ]

    def _typed(self, cleaned) -> list[dict]:
        spans: list[dict] = []
        rows = [name for name in self.fields if name.startswith("words_")]
        for name in rows:
            words = cleaned.get(name, "")
            because = f"because_{name.removeprefix('words_')}"
            reason = cleaned.get(because, "")
            if not words:
                continue
            if words not in self.text.text:
                problem = _("“%(words)s” does not stand in the text")
                self.add_error(name, ValidationError(problem, params={"words": words}))
            elif not reason:
                self.add_error(because, _("Select why the words are removed"))
            else:
                spans += spans_of(self.text.text, words, reason)
        return spans


class ReviewForm(ModerationForm):
    """Decide again, and answer the sender."""

    answer = forms.CharField(
        label=_("Your answer to the sender"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter your answer to the sender")},
    )


class TogetherForm(govuk.Form):
    """One decision about all that is ticked."""

    texts = forms.MultipleChoiceField(
        error_messages={"required": _("Select at least one text")}
    )
    together = forms.ChoiceField(
        label=_("What do you decide about those that are ticked?"),
        choices=[
            (Moderation.PUBLISHED, _("Publish them")),
            (Moderation.WITHHELD, _("Do not publish them")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you decide")},
    )
    together_because = forms.ChoiceField(
        label=_("Why are they not published?"), choices=REASONS, required=False
    )
    choice_hints = {
        "together": {
            Moderation.PUBLISHED: _(
                "Those with words that may be personal details stay in the list."
            )
        }
    }
    reveals = {"together": {Moderation.WITHHELD: "together_because"}}

    def __init__(self, *args, texts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["texts"].choices = [(name, name) for name in texts]

    def clean(self):
        cleaned = super().clean()
        withheld = cleaned.get("together") == Moderation.WITHHELD
        if withheld and not cleaned.get("together_because"):
            self.add_error("together_because", _("Select why these are not published"))
        reason = cleaned.get("together_because", "") if withheld else ""
        cleaned["verdict"] = Verdict(cleaned.get("together", ""), reason=reason)
        return cleaned
