"""What people send, as it comes in: who, what, for whom, and how it reached us."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from charters.models import EditionClause, EditionPriority
from consultation.models import Question, Response


@dataclass(frozen=True)
class Remark:
    """One comment as it comes in. About a paragraph, a section, a priority, a question
    that was asked, or the whole."""

    text: str
    stance: str = ""
    wanted_change: str = ""
    clause: EditionClause | None = None
    priority: EditionPriority | None = None
    section: "SectionPart | None" = None
    question: Question | None = None

    def plain(self) -> dict:
        return {
            "text": self.text,
            "stance": self.stance,
            "wanted_change": self.wanted_change,
            "clause": str(self.clause.uid) if self.clause else "",
            "priority": self.priority.code if self.priority else "",
            "section": self.section.key if self.section else "",
            "question": self.question.number if self.question else 0,
        }


@dataclass(frozen=True)
class SectionPart:
    """A whole section of a frozen edition."""

    key: str
    number: str
    heading: str
    edition_id: int

    @property
    def title(self) -> str:
        return f"{self.number}, {self.heading}"


@dataclass(frozen=True)
class Behalf:
    """For whom it is sent. Everything that is empty was not told."""

    organisation: str = ""
    show_organisation: bool = False
    size: str = ""
    members: int | None = None
    how_asked: str = ""
    is_user_led: bool = False
    client: str = ""
    authority: str = ""

    @property
    def is_told(self) -> bool:
        """Whether anything was told; 0 members is an answer too."""
        return self != Behalf()


@dataclass(frozen=True)
class Signed:
    """The signatures of a petition, as they were counted."""

    handed_in: int
    duplicates: int = 0
    in_area: int | None = None


@dataclass(frozen=True)
class Content:
    """Everything that one response says, beside who sends it."""

    remarks: Sequence[Remark] = ()
    answers: Mapping[Question, object] = field(default_factory=dict)
    behalf: Behalf = Behalf()
    signed: Signed | None = None
    confidential_because: str = ""


@dataclass(frozen=True)
class Sender:
    """Who sends it, as far as they want to say."""

    kind: str = Response.Kind.OTHER
    area: object | None = None
    name: str = ""
    show_name: bool = False
    email: str = ""
    wants_results: bool = False
    wants_later: bool = False


@dataclass(frozen=True)
class Receipt:
    """What the sender takes home. `token` opens the private page."""

    response: Response = field(repr=False)
    code: str
    token: str | None = field(repr=False)
    is_late: bool
    is_repeat: bool


@dataclass(frozen=True)
class Arrival:
    """How and when a response came."""

    key: str
    channel: str
    received_at: dt.datetime
    begun_at: dt.datetime | None
    postmarked_on: dt.date | None
    suspicion: str
    entered_by: object | None
