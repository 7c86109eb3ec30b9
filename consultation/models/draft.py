import datetime as dt

from django.conf import settings
from django.db import models, transaction

from audit import clock
from consultation import receipts
from consultation.models.round import Round

WHOLE = "whole"
REACHING = ("name", "show_name", "email", "wants_results", "wants_later")


class DraftQuerySet(models.QuerySet):
    def forgotten(self, at=None):
        """Those that nobody has touched for so long that they are wiped."""
        return self.filter(changed_at__lt=(at or clock.now()) - Draft.KEPT_FOR)

    def discard(self) -> int:
        """Forget these drafts and their files. Returns how many drafts."""
        every = list(self)
        for draft in every:
            draft.discard()
        return len(every)


class Draft(models.Model):
    """What somebody is still writing, found again by a cookie, without an account.

    Those who are signed in also find it by their account. It is wiped when it is sent,
    when its writer says so, or when it grows old.
    """

    KEPT_FOR = dt.timedelta(days=14)

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="drafts")
    key_hash = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    suspicion = models.CharField(max_length=200, blank=True)
    comments = models.JSONField(default=list)
    about = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    behalf = models.JSONField(default=dict)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="draft_age")]

    def __str__(self):
        return f"{len(self.comments)} unsent comments"

    @property
    def council(self):
        return self.round.council

    @classmethod
    def begin(cls, round: Round) -> tuple["Draft", str]:
        """A new draft, not saved yet, and the token of its cookie."""
        token = receipts.new_token()
        return cls(round=round, key_hash=receipts.token_hash(token)), token

    def comment_on(self, subject: str) -> dict | None:
        """What is written so far about a paragraph, a priority or the whole."""
        found = (entry for entry in self.comments if entry["subject"] == subject)
        return next(found, None)

    def write(self, subject: str, words: dict, about: dict | None = None) -> None:
        """Keep the words about one thing, in place of earlier ones about it."""
        entry = {"subject": subject, **words}
        if self.comment_on(subject):
            self.comments = [
                entry if old["subject"] == subject else old for old in self.comments
            ]
        else:
            self.comments = [*self.comments, entry]
        self.describe(about or {})

    def describe(self, told: dict) -> None:
        """Keep what they told of themselves. Who is under 13 stays without a name."""
        about = {**self.about, **told}
        if about.get("is_child"):
            about = {key: about[key] for key in about if key not in REACHING}
        self.about = about
        self.keep()

    @property
    def is_described(self) -> bool:
        """Whether they said what describes them."""
        return bool(self.about.get("kind"))

    @property
    def is_for_a_child(self) -> bool:
        return bool(self.about.get("is_child"))

    @property
    def owes_contact(self) -> bool:
        """Whether nobody has asked yet how to reach them. Children never are asked."""
        return not self.is_for_a_child and "email" not in self.about

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet to send."""
        return not self.comments and not self.answers

    @property
    def numbered(self) -> dict[int, object]:
        """The answers so far by the number of their question."""
        return {int(number): value for number, value in self.answers.items()}

    def answer(self, number: int, value) -> None:
        """Keep the answer to one question. None takes it out again."""
        given = dict(self.answers)
        given.pop(str(number), None)
        if value is not None:
            given[str(number)] = value
        self.answers = given
        self.keep()

    def drop(self, subject: str) -> None:
        """Take the words about one thing out again."""
        self.comments = [
            entry for entry in self.comments if entry["subject"] != subject
        ]
        self.keep()

    @transaction.atomic
    def discard(self) -> None:
        """Forget what is written, and the files with it."""
        self.attachments.all().discard()
        self.delete()

    def keep(self) -> None:
        self.changed_at = clock.now()
        self.save()
