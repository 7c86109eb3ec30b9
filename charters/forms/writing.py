from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Block
from charters.models.content import CLAUSE_LENGTH
from councils import govuk


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
