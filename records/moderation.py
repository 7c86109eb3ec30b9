"""The one queue: every public text of a council, whichever app it belongs to."""

import datetime as dt
import hashlib
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Count, F, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from records import hints
from records.models import (
    Moderation,
    ModerationDecision,
    ModerationReview,
    PublicText,
    Reason,
    WaitingText,
    public_text_models,
)

REPORTED, ALL, MINE = "reported", "all", "mine"


@dataclass(frozen=True)
class Verdict:
    """What a moderator decides: a state, and the reason or the spans that it needs."""

    state: str
    reason: str = ""
    spans: tuple = ()

    def leaves(self, text: PublicText) -> bool:
        """Whether it is what stands already."""
        if self.state != text.moderation or self.reason != text.withheld_reason:
            return False
        return [dict(span) for span in self.spans] == text.redactions

    def give(self, text: PublicText, *, by: Any) -> None:
        if self.state == Moderation.PUBLISHED:
            text.publish(by)
        elif self.state == Moderation.IN_PART:
            text.publish_in_part(self.spans, by)
        else:
            text.withhold(self.reason, by)


def kinds() -> dict[str, type[PublicText]]:
    """Every kind of public text by the name that addresses give it."""
    return {model._meta.model_name: model for model in public_text_models()}


@dataclass(frozen=True)
class Wanted:
    """Which texts a moderator wants to see."""

    state: str = Moderation.RECEIVED
    kind: str = ""
    scope: str = ""
    words: str = ""
    by: Any = None  # whose own ones are wanted, for MINE


def entries(council, wanted: Wanted) -> models.QuerySet:
    """What is wanted of every app, as (kind, pk, since) rows, longest waiting first."""
    found = []
    for name, model in kinds().items():
        if wanted.kind and wanted.kind != name:
            continue
        texts = model._default_manager.in_queue(council)
        if wanted.scope:
            texts = texts.within(wanted.scope)
        if wanted.state == REPORTED:
            texts = texts.reported()
        elif wanted.state == MINE:
            mine = WaitingText.objects.taken_by(model, wanted.by)
            texts = texts.to_moderate().filter(mine)
        elif wanted.state in Moderation.values:
            texts = texts.filter(moderation=wanted.state)
        if wanted.words:
            texts = texts.filter(text__icontains=wanted.words)
        found.append(
            texts.order_by().values(
                kind_name=Value(name), number=F("pk"), since=F(model.ARRIVED)
            )
        )
    first, *others = found
    return first.union(*others, all=True).order_by("since", "number")


def texts_of(rows: Iterable[dict]) -> list[PublicText]:
    """The texts of some entries, in their order, with what the queue shows."""
    rows = list(rows)
    known: dict[tuple[str, int], PublicText] = {}
    for name, model in kinds().items():
        wanted = [row["number"] for row in rows if row["kind_name"] == name]
        if wanted:
            texts = model._default_manager.for_moderators().filter(pk__in=wanted)
            known |= {(name, text.pk): text for text in texts}
    return [known[row["kind_name"], row["number"]] for row in rows]


def to_check(council) -> int:
    """How many texts nobody has checked."""
    return entries(council, Wanted()).count()


@transaction.atomic
def remember_reminder(council, before: dt.datetime) -> list[PublicText]:
    """The texts that wait since before that moment and of which nobody was reminded.
    They count as reminded of; a second run finds none."""
    type(council).objects.select_for_update().get(pk=council.pk)
    late: list[PublicText] = []
    for model in public_text_models():
        reminded = WaitingText.objects.reminded_about(model)
        texts = model._default_manager.in_queue(council).to_moderate()
        texts = texts.filter(**{f"{model.ARRIVED}__lte": before})
        texts = texts.exclude(reminded)
        late += [text for text in texts if text.arrived_at <= before]
    WaitingText.objects.bulk_create(
        (
            WaitingText(
                council=council,
                kind=text._meta.label_lower,
                text_id=text.pk,
                arrived_at=getattr(text, text.ARRIVED),
                reminded_at=clock.now(),
            )
            for text in late
        ),
        update_conflicts=True,
        unique_fields=["kind", "text_id", "arrived_at"],
        update_fields=["reminded_at"],
        batch_size=1000,
    )
    return sorted(late, key=lambda text: text.arrived_at)


@transaction.atomic
def decide_together(texts: Iterable[PublicText], verdict: Verdict, *, by) -> int:
    """Publish or withhold unchecked texts at once. Returns how many.

    Those that may hold personal details are left for a look at each: nobody may
    publish them by a tick.
    """
    if verdict.state == Moderation.IN_PART:
        raise Refused(_("Words are removed from one text at a time."))
    if verdict.state == Moderation.WITHHELD and verdict.reason not in Reason.values:
        raise Refused(_("Select why these are not published"))
    decided = 0
    for model in public_text_models():
        mine = sorted(text.pk for text in texts if type(text) is model)
        if mine:
            decided += _decide_all(model, mine, verdict, by)
    return decided


def _decide_all(model, numbers: list[int], verdict: Verdict, by) -> int:
    locked = model._default_manager.to_moderate().select_for_update(of=("self",))
    texts = [
        text
        for text in locked.filter(pk__in=numbers).order_by("pk")
        if verdict.state != Moderation.PUBLISHED or not hints.found(text.text)
    ]
    if not texts:
        return 0
    for text in texts:
        text.moderation, text.withheld_reason = verdict.state, verdict.reason
        text.moderated_at, text.moderated_by = clock.now(), by
    fields = ["moderation", "withheld_reason", "moderated_at", "moderated_by"]
    model._default_manager.bulk_update(texts, fields, batch_size=1000)
    ModerationDecision.objects.keep(texts, by=by, is_bulk=True)
    references = [str(getattr(text, text.REFERENCE)) for text in texts]
    record(
        f"{model._meta.model_name}.decided_together",
        texts[0].council,
        by=by,
        data={
            "kind": model._meta.label_lower,
            "texts": [text.pk for text in texts],
            "decision": verdict.state,
            "reason": verdict.reason,
            "manifest": hashlib.sha256("\n".join(references).encode()).hexdigest(),
        },
    )
    return len(texts)


@dataclass(frozen=True)
class Log:
    """The public log: what was decided, for which reasons, how fast, how often
    another officer agreed."""

    received: int
    waiting: int
    published: int
    in_part: int
    withheld: int
    withheld_for: list[tuple[str, int]]
    removed_for: list[tuple[str, int]]
    usual_hours: float | None
    longest_hours: float | None
    in_time: int
    decided: int
    reviews: int
    upheld: int
    target_days: int

    @property
    def usual(self) -> str:
        """How long half of all texts took at most, in words."""
        return _in_words(self.usual_hours)

    @property
    def longest(self) -> str:
        """The longest wait, in words."""
        return _in_words(self.longest_hours)


class _Middle(models.Aggregate):
    """The median, worked out by the database."""

    function = "PERCENTILE_CONT"
    name = "middle"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def log_of(council, target_days: int) -> Log:
    """The figures of a council since the beginning, from the rows themselves."""
    states, withheld, removed = Counter(), Counter(), Counter()
    for model in public_text_models():
        texts = model._default_manager.in_queue(council).order_by()
        states.update(dict(texts.values_list("moderation").annotate(Count("pk"))))
        reasons = texts.withheld().values_list("withheld_reason").annotate(Count("pk"))
        withheld.update(dict(reasons))
        cut = texts.filter(moderation=Moderation.IN_PART)
        for spans in cut.values_list("redactions", flat=True).iterator():
            removed.update({span["reason"] for span in spans})
    took = F("decided_at") - F("arrived_at")
    first = ModerationDecision.objects.for_council(council).filter(is_first=True)
    speed = first.annotate(
        took=models.ExpressionWrapper(took, models.DurationField())
    ).aggregate(
        middle=_Middle("took", output_field=models.DurationField()),
        longest=models.Max("took"),
        decided=Count("pk"),
        in_time=Count("pk", filter=Q(took__lte=dt.timedelta(days=target_days))),
    )
    reviews = ModerationReview.objects.for_council(council).decided()
    return Log(
        received=sum(states.values()),
        waiting=states[Moderation.RECEIVED],
        published=states[Moderation.PUBLISHED],
        in_part=states[Moderation.IN_PART],
        withheld=states[Moderation.WITHHELD],
        withheld_for=_by_reason(withheld),
        removed_for=_by_reason(removed),
        usual_hours=_hours(speed["middle"]),
        longest_hours=_hours(speed["longest"]),
        in_time=speed["in_time"],
        decided=speed["decided"],
        reviews=reviews.count(),
        upheld=reviews.filter(outcome=ModerationReview.Outcome.UPHELD).count(),
        target_days=target_days,
    )


def _by_reason(counts: Counter) -> list[tuple[str, int]]:
    return [(str(label), counts[code]) for code, label in Reason.choices]


def _in_words(hours: float | None) -> str:
    """Hours up to two days, and whole days from then on."""
    if hours is None:
        return ""
    if hours < 48:
        whole = math.ceil(hours)
        return ngettext("%d hour", "%d hours", whole) % whole
    days = math.ceil(hours / 24)
    return ngettext("%d day", "%d days", days) % days


def _hours(span: dt.timedelta | None) -> float | None:
    return None if span is None else round(span.total_seconds() / 3600, 1)
