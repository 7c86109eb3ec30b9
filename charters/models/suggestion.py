import uuid
from functools import cached_property

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from charters import compare
from charters.models.blocks import Block, clean
from charters.models.content import Clause, Section
from charters.models.reviewing import Reviewer
from charters.models.source import Source

LONGEST_REASON = 600


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=Suggestion.Status.WAITING)

    def taken(self):
        """Those whose words went into the text, all of them or some."""
        return self.filter(
            status__in=[Suggestion.Status.ACCEPTED, Suggestion.Status.PARTLY]
        )


class Suggestion(Lifecycle):
    """Other words for one paragraph of a draft, with the reason, by a reviewer."""

    class Status(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting for an answer")
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        PARTLY = "partly", gettext_lazy("Accepted in part")
        DECLINED = "declined", gettext_lazy("Declined")
        TAKEN_BACK = "taken_back", gettext_lazy("Taken back")

    MOVES = {
        Status.WAITING: {
            Status.ACCEPTED,
            Status.PARTLY,
            Status.DECLINED,
            Status.TAKEN_BACK,
        },
    }

    class Kind(models.TextChoices):
        REWORD = "reword", gettext_lazy("Other words")
        NEW = "new", gettext_lazy("A new paragraph")
        DROP = "drop", gettext_lazy("Take the paragraph out")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    charter = models.ForeignKey(
        "charters.Charter", on_delete=models.CASCADE, related_name="suggestions"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    section_key = models.SlugField(max_length=64)
    clause_uid = models.UUIDField(
        null=True,
        blank=True,
        db_index=True,
        help_text=gettext_lazy("The paragraph; of a new one, once it is accepted"),
    )
    before = models.TextField(blank=True)
    text = models.TextField(blank=True)
    reason = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suggestions"
    )
    seat = models.CharField(max_length=20, choices=Reviewer.Seat)
    shows_name = models.BooleanField(default=False)
    asked_for_by = models.CharField(
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Whose wish it is, when an officer passes it on"),
    )
    address = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("Where the wish stands")
    )
    made_at = models.DateTimeField(default=clock.now)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.WAITING, editable=False
    )
    became = models.TextField(blank=True, editable=False)
    answer = models.CharField(max_length=LONGEST_REASON, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="new") | Q(clause_uid__isnull=False),
                name="a_suggestion_is_about_a_paragraph",
            ),
            models.CheckConstraint(
                condition=Q(kind="drop") | ~Q(text=""),
                name="a_suggestion_has_words",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["partly", "declined"]) | ~Q(answer=""),
                name="who_does_not_follow_a_suggestion_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {(self.text or self.before)[:60]}"

    @property
    def council(self):
        return self.charter.council

    @property
    def trail_reference(self):
        return f"{self.charter.slug}/suggestions/{self.uid}"

    @property
    def trail_label(self):
        return self.charter.title

    def get_absolute_url(self):
        return reverse(
            "charters:suggestion",
            args=[self.council.slug, self.charter.slug, self.uid],
        )

    @classmethod
    @transaction.atomic
    def make(
        cls,
        reviewer: Reviewer,
        section: Section,
        text: str,
        *,
        reason: str,
        by,
        clause: Clause | None = None,
        drop: bool = False,
        shows_name: bool = False,
    ) -> "Suggestion":
        """Suggest other words, a new paragraph, or that one be taken out."""
        if why := section.charter.why_locked():
            raise Refused(why, code="locked")
        if not reason.strip():
            raise Refused(_("Enter why you suggest this"), code="reason")
        if drop:
            kind, text = cls.Kind.DROP, ""
        else:
            kind, text = (cls.Kind.REWORD if clause else cls.Kind.NEW), clean(text)
        if clause and not drop and text == clause.text:
            raise Refused(_("Change the words that you want to change"), code="same")
        suggestion = cls.objects.create(
            charter=section.charter,
            kind=kind,
            section_key=section.key,
            clause_uid=clause.uid if clause else None,
            before=clause.text if clause else "",
            text=text,
            reason=reason.strip(),
            by=by,
            seat=reviewer.seat,
            shows_name=shows_name,
        )
        record("suggestion.made", suggestion, by=by, data={"kind": kind})
        return suggestion

    @classmethod
    @transaction.atomic
    def pass_on(
        cls,
        clause: Clause,
        text: str,
        *,
        reason: str,
        asked_for_by: str,
        address: str,
        by,
    ) -> "Suggestion":
        """Put other words for a paragraph before the drafters, on behalf of somebody
        who is no reviewer. It says who asked for it, and where that stands."""
        charter = clause.section.charter
        if why := charter.why_locked():
            raise Refused(why, code="locked")
        if not reason.strip():
            raise Refused(_("Enter why you suggest this"), code="reason")
        words = clean(text)
        if words == clause.text:
            raise Refused(_("Change the words that you want to change"), code="same")
        suggestion = cls.objects.create(
            charter=charter,
            kind=cls.Kind.REWORD,
            section_key=clause.section.key,
            clause_uid=clause.uid,
            before=clause.text,
            text=words,
            reason=reason.strip()[:LONGEST_REASON],
            by=by,
            seat=Reviewer.Seat.COLLEAGUE,
            asked_for_by=asked_for_by,
            address=address,
        )
        record("suggestion.made", suggestion, by=by, data={"kind": suggestion.kind})
        return suggestion

    @property
    def credit(self) -> str:
        """Whose words these are: the seat, with the name only if they want that."""
        if self.asked_for_by:
            return self.asked_for_by
        seat = str(self.get_seat_display())
        return f"{self.by}, {seat.lower()}" if self.shows_name else seat

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @cached_property
    def runs(self) -> list[compare.Run]:
        return compare.words(self.before, self.text)

    @cached_property
    def clause(self) -> Clause | None:
        """The paragraph as it stands now, or None."""
        if self.clause_uid is None:
            return None
        found = Clause.objects.filter(section__charter=self.charter)
        return found.filter(uid=self.clause_uid).first()

    @property
    def has_moved_on(self) -> bool:
        """Whether the paragraph was changed after the suggestion was made."""
        if self.kind == self.Kind.NEW:
            return False
        return self.clause is None or self.clause.text != self.before

    @transaction.atomic
    def accept(self, *, by, text: str | None = None, answer: str = "") -> None:
        """Put the words into the charter. Other words than suggested need a reason."""
        if self.kind == self.Kind.DROP:
            words, is_whole = "", True
        else:
            words = clean(self.text if text is None else text)
            is_whole = words == self.text
        if not is_whole and not answer.strip():
            raise Refused(_("Enter why you take only a part of it"), code="answer")
        status = self.Status.ACCEPTED if is_whole else self.Status.PARTLY
        uid = self._carry_out(words, by=by)
        self._answer(status, answer, by=by, became=words, clause_uid=uid)

    def decline(self, answer: str, *, by) -> None:
        """Leave the text as it is, and say why."""
        if not answer.strip():
            raise Refused(_("Enter why you decline it"), code="answer")
        self._answer(self.Status.DECLINED, answer, by=by)

    def take_back(self, *, by) -> None:
        """Its author no longer wants it."""
        self.move(self.Status.TAKEN_BACK, by=by, verb="suggestion.taken_back")

    def _answer(self, status, answer: str, *, by, **changes) -> None:
        self.move(
            status,
            by=by,
            verb=f"suggestion.{status}",
            answer=answer.strip()[:LONGEST_REASON],
            answered_by=by,
            answered_at=clock.now(),
            **changes,
        )

    def _carry_out(self, words: str, *, by):
        """Change the text as agreed; the history says whose suggestion it was."""
        because = f"suggestion:{self.uid}"
        if self.kind == self.Kind.NEW:
            section = self.charter.sections.filter(key=self.section_key).first()
            if section is None:
                raise Refused(_("The section is no longer in the charter."))
            with self.charter.editing():
                clause = section.place(Block(words), by=by, because=because)
                section._touch(by)
            self._name_source(clause, by)
            return clause.uid
        if self.clause is None:
            raise Refused(_("The paragraph is no longer in the charter."))
        self.clause._change_reason = because
        if self.kind == self.Kind.DROP:
            self.clause.remove(by=by)
        else:
            self.clause.reword(words, by=by)
            self._name_source(self.clause, by)
        return self.clause_uid

    def _name_source(self, clause: Clause, by) -> None:
        """The paragraph says from now on, in every edition, who suggested its words."""
        wording = _("Suggested by: %(who)s") % {"who": self.credit}
        Source.give(clause, Source.Kind.SUGGESTION, wording, by=by)
