import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Block
from charters.models.blocks import CLAUSE_LENGTH, seal
from councils import govuk


class HeadingForm(govuk.Form):
    heading = forms.CharField(
        max_length=100, label=gettext_lazy("Heading of the section")
    )
    things = {"heading": gettext_lazy("a heading for the section")}


class ParagraphsForm(govuk.Form):
    """All paragraphs of a section, one box each, and one more for a new one (O7).

    Each paragraph carries the seal of the words that the editor opened. `kept` are
    words that this person typed before and has not saved.
    """

    NEW = "new"
    THEIRS = "theirs"
    version = forms.IntegerField(widget=forms.HiddenInput)
    after = forms.CharField(required=False, widget=forms.HiddenInput)
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

    def __init__(self, *args, section, clauses, kept=None, after="", **kwargs):
        self.section = section
        self.clauses = clauses
        self.known = {str(clause.uid): clause for clause in clauses}
        self.kept = (
            {block.uid or self.NEW: block for block in kept.typed} if kept else {}
        )
        super().__init__(*args, **kwargs)
        named = self._posted_uids() if self.is_bound else list(self.kept)
        added = [uid for uid in named if uid not in self.known and is_uid(uid)]
        self.uids = [*self.known, *added]
        for place, uid in enumerate(self.uids, start=1):
            self._add(uid, place)
        self._add(self.NEW, len(self.uids) + 1)
        for name in self.fields:
            govuk.dress(self.fields[name], self.things.get(name, ""))
        new = self.kept.get(self.NEW)
        self.initial.setdefault("after", after or (new.after if new else ""))
        self.initial.setdefault("version", kept.version if kept else section.version)

    def _posted_uids(self) -> list[str]:
        return [
            name.removeprefix("text-") for name in self.data if name.startswith("text-")
        ]

    def _is_sent(self, uid: str) -> bool:
        """Paragraphs that are not sent stay as they are."""
        return not self.is_bound or f"text-{uid}" in self.data

    def _start(self, uid: str) -> Block:
        """What stands in a box before anybody types."""
        if uid in self.kept:
            return self.kept[uid]
        clause = self.known.get(uid)
        if clause is None:
            return Block("")
        was = seal(clause.text, clause.is_open)
        return Block(clause.text, uid, clause.is_open, was)

    def _add(self, uid: str, place: int) -> None:
        is_new = uid == self.NEW
        start = self._start(uid)
        self.fields[f"text-{uid}"] = forms.CharField(
            required=not is_new and self._is_sent(uid),
            max_length=CLAUSE_LENGTH,
            initial=start.text,
            label=_("A new paragraph (optional)")
            if is_new
            else _("Paragraph %d") % place,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Enter the text of paragraph %d") % place},
        )
        self.fields[f"open-{uid}"] = forms.BooleanField(
            required=False,
            initial=start.is_open,
            label=_("People can still change the new paragraph")
            if is_new
            else _("People can still change paragraph %d") % place,
        )
        self.fields[f"was-{uid}"] = forms.CharField(
            required=False, initial=start.was, widget=forms.HiddenInput
        )

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Each paragraph with its fields, as the template draws them."""
        return [self._drawn(uid, place) for place, uid in enumerate(self.uids, start=1)]

    @property
    def new_block(self) -> dict[str, Any]:
        return self._drawn(self.NEW, len(self.uids) + 1)

    @property
    def new_stands_after(self) -> str:
        """The paragraph behind which the new one goes; empty for the end."""
        after = self["after"].value() or ""
        return after if after in self.known else ""

    def _drawn(self, uid: str, place: int) -> dict[str, Any]:
        return {
            "uid": uid,
            "clause": self.known.get(uid),
            "place": place,
            "is_unsaved": uid in self.kept,
            "text": self[f"text-{uid}"],
            "open": self[f"open-{uid}"],
            "was": self[f"was-{uid}"],
        }

    def typed(self) -> list[Block]:
        """The paragraphs as they were sent, whether or not they can be saved."""
        return [
            Block(
                text=self.data.get(f"text-{uid}", ""),
                uid="" if uid == self.NEW else uid,
                is_open=bool(self.data.get(f"open-{uid}")),
                was=self.data.get(f"was-{uid}", ""),
                after=self.data.get("after", "") if uid == self.NEW else "",
            )
            for uid in (*self.uids, self.NEW)
            if f"text-{uid}" in self.data
        ]

    def sent(self) -> list[Block]:
        """The paragraphs to save. Where the editor chose the other's words, none."""
        return [
            block
            for block in self.typed()
            if block.text.strip()
            and self.data.get(f"keep-{block.uid or self.NEW}") != self.THEIRS
        ]


def is_uid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
