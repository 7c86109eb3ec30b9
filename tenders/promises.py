"""A bid while it is a text: its promises and answers. Pure; no Django.

The same document is kept as a draft, sealed, opened, and given to the supplier as a
copy to keep. `Terms` says what a tender asks for, as far as a bid must answer it.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from metrics.sentences import Sentence
from tenders.plain_dates import plain_date, plain_number

SCHEMA = "cvc-bid/1"
MOST_WORDS = 400
FIGURES_ONLY = "One promise is kept for each measure."


class UnreadableBid(Exception):
    """The text is not a bid as this portal writes it."""


@dataclass(frozen=True)
class Measure:
    """One measure that a tender asks for."""

    priority: str
    code: str
    title: str
    unit: str
    is_whole: bool = False
    highest: Decimal | None = None


@dataclass(frozen=True)
class Terms:
    """What a bid must answer, and the dates within which its promises lie."""

    priorities: Mapping[str, str]
    measures: Sequence[Measure]
    starts_on: date
    ends_on: date

    def measure(self, priority: str, code: str) -> Measure | None:
        for one in self.measures:
            if (one.priority, one.code) == (priority, code):
                return one
        return None


@dataclass(frozen=True)
class Promise:
    """A quantified promise under one priority, on one measure."""

    priority: str
    metric: str
    level: Decimal
    due_on: date
    where: str
    who_benefits: str
    method: str
    proof: str
    is_new: bool = True
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)

    def sentence(self, measure: Measure) -> str:
        """The promise as one sentence that anyone can check."""
        return self.parts(measure).text

    def parts(self, measure: Measure) -> Sentence:
        """What the promise says: what, for whom, where, how many, when, what shows it.
        Who promises stands above it, since a bid is one organisation's."""
        return Sentence(
            who="-",
            what=measure.title,
            whom=self.who_benefits,
            where=self.where,
            how_many=f"{plain_number(self.level)} {measure.unit}",
            by_when=plain_date(self.due_on),
            evidence=self.proof,
        )

    def problems(self, terms: Terms) -> list[str]:
        """What keeps this promise from being sent, as sentences."""
        measure = terms.measure(self.priority, self.metric)
        if measure is None:
            return ["This measure is not part of the opportunity."]
        found = list(_level_problems(self.level, measure))
        if not terms.starts_on <= self.due_on <= terms.ends_on:
            found.append(
                f"The date of “{measure.title}” must be within the contract, "
                f"{plain_date(terms.starts_on)} to {plain_date(terms.ends_on)}."
            )
        if words(self.method) > MOST_WORDS:
            found.append("Delivery plan must be 400 words or less.")
        unsaid = self.parts(measure).missing
        if not self.method.strip():
            unsaid.append("how you will deliver it")
        found += [f"Enter {thing} for “{measure.title}”." for thing in unsaid]
        return found


def _level_problems(level: Decimal, measure: Measure):
    if not level.is_finite() or level < 0:
        yield f"The number of “{measure.title}” must be 0 or more."
    elif measure.is_whole and level != level.to_integral_value():
        yield f"Number of {measure.unit} must be a whole number, like 12."
    elif measure.highest is not None and level > measure.highest:
        yield f"“{measure.title}” must be {plain_number(measure.highest)} or less."


@dataclass(frozen=True)
class BidText:
    """All that a supplier writes: promises, answers and the declaration.

    `pending` keeps a promise that is being added step by step; it is never sent.
    """

    promises: tuple[Promise, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    declared: bool = False
    pending: Mapping[str, str] = field(default_factory=dict)

    def with_promise(self, promise: Promise) -> "BidText":
        """The text with a promise added, or changed when it was there."""
        if any(one.uid == promise.uid for one in self.promises):
            kept = tuple(
                promise if one.uid == promise.uid else one for one in self.promises
            )
            return replace(self, promises=kept)
        return replace(self, promises=(*self.promises, promise))

    def without_promise(self, uid: str) -> "BidText":
        return replace(
            self, promises=tuple(one for one in self.promises if one.uid != uid)
        )

    def with_answer(self, priority: str, text: str) -> "BidText":
        return replace(self, answers={**self.answers, priority: text.strip()})

    def promise(self, uid: str) -> Promise | None:
        return next((one for one in self.promises if one.uid == uid), None)

    def promise_on(self, priority: str, metric: str) -> Promise | None:
        for one in self.promises:
            if (one.priority, one.metric) == (priority, metric):
                return one
        return None

    def problems(self, terms: Terms) -> list[str]:
        """What must be done before it can be sent, as sentences."""
        found = []
        if not self.promises:
            found.append("Add at least one promise.")
        pairs = [(one.priority, one.metric) for one in self.promises]
        if len(set(pairs)) < len(pairs):
            found.append(FIGURES_ONLY)
        for promise in self.promises:
            found += promise.problems(terms)
        for code, title in terms.priorities.items():
            answer = self.answers.get(code, "")
            if not answer.strip():
                found.append(f"Answer the question on “{title}”.")
            elif words(answer) > MOST_WORDS:
                found.append(f"The answer on “{title}” must be 400 words or less.")
        if not self.declared:
            found.append("Confirm the declarations.")
        return found

    def as_document(self) -> dict:
        return {
            "schema": SCHEMA,
            "promises": [
                {
                    **asdict(one),
                    "level": str(one.level),
                    "due_on": one.due_on.isoformat(),
                }
                for one in self.promises
            ],
            "answers": dict(self.answers),
            "declared": self.declared,
            "pending": dict(self.pending),
        }

    @classmethod
    def from_document(cls, document: object) -> "BidText":
        """Read back a draft, an opened bid, or a supplier's own copy."""
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            raise UnreadableBid("This file is not a copy of a bid from this portal.")
        try:
            found = tuple(_promise(one) for one in document["promises"])
            answers = {str(k): str(v) for k, v in document["answers"].items()}
            pending = {str(k): str(v) for k, v in document["pending"].items()}
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation):
            raise UnreadableBid("A part of this copy is missing or changed.") from None
        return cls(found, answers, document.get("declared") is True, pending)


def _promise(one: Mapping) -> Promise:
    known = {name.name: one[name.name] for name in fields(Promise)}
    texts = ("priority", "metric", "where", "who_benefits", "method", "proof", "uid")
    if not all(isinstance(known[name], str) for name in texts):
        raise TypeError
    known["level"] = Decimal(known["level"])
    known["due_on"] = date.fromisoformat(known["due_on"])
    known["is_new"] = known["is_new"] is True
    return Promise(**known)


def words(text: str) -> int:
    return len(text.split())
