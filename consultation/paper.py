"""The form that people fill in by hand, as one document: on its page and as a file."""

from typing import Any

from django.utils.translation import gettext as _

from consultation import codes
from consultation.models import Comment, Mandate, Question, Response, Round
from records import renditions
from records.models import Rendition

FORMAT = "consultation-form/1"
PRINT, LARGE_PRINT = "response_form", "response_form_large"
COMMENTS = 3  # boxes for comments on the form; more go on another sheet


def as_pdf(round: Round, *, large: bool = False) -> Rendition:
    """The form as a PDF file: made once for what it says now."""
    return renditions.ask(
        document_of(round),
        template=LARGE_PRINT if large else PRINT,
        title=_("Response form: %s") % round,
        council=round.council,
        subject=round,
        public_from=round.opens_at,
    )


def document_of(round: Round) -> dict[str, Any]:
    """Everything that the form says, as plain values."""
    council, told = round.council, round.consultation
    notice = told.privacy_notices.order_by("-number").first()
    return {
        "format": FORMAT,
        "code": f"{told.slug}/{round.number}",
        "council": {
            "name": council.name,
            "address": council.address,
            "email": council.contact_email,
            "phone": council.contact_phone,
        },
        "title": told.title,
        "charter": round.charter.title,
        "version": round.edition.number,
        "closes_at": round.closes_at.isoformat(),
        "hand_in": told.html["other_ways"],
        "privacy": [
            {"label": str(label), "html": html} for label, html in notice.sections
        ]
        if notice
        else [],
        "comments": [comment(number) for number in range(1, COMMENTS + 1)],
        "questions": [asked(one, round) for one in round.questions.in_order()],
        "who": who(),
        "petition": petition(),
        "sender": sender(),
    }


def box(code: str, label, *, kind: str = "line", options=(), hint="") -> dict:
    """One thing to fill in. `kind` is line, lines, ticks or tick."""
    return {
        "code": code,
        "label": str(label),
        "kind": kind,
        "options": [str(option) for option in options],
        "hint": str(hint),
    }


def comment(number: int) -> dict:
    """Room for one comment."""
    part = codes.of_comment
    return {
        "number": number,
        "boxes": [
            box(
                part(number, "subject"),
                _("Which paragraph, priority or section is it about?"),
                hint=_("Write its number, like 2.3 or P1, or “all of it”."),
            ),
            box(
                part(number, "stance"),
                _("What do you think of it?"),
                kind="ticks",
                options=Comment.Stance.labels,
            ),
            box(part(number, "text"), _("Your comment"), kind="lines"),
            box(
                part(number, "wanted_change"),
                _("What would you change?"),
                kind="lines",
            ),
        ],
    }


def asked(question: Question, round: Round) -> dict:
    """Room for the answer to one question."""
    question.round = round
    kinds = Question.Kind
    kind = {kinds.TEXT: "lines", kinds.RANKING: "places", kinds.POINTS: "points"}
    words = {
        kinds.CHOICE: _("Tick one."),
        kinds.SEVERAL: _("Tick as many as you like."),
        kinds.SCALE: _("Tick one."),
        kinds.RANKING: _("Write 1, 2 and 3 beside your first three choices."),
        kinds.POINTS: _("Share out 100 points. Together they must make 100."),
    }
    made = box(
        codes.of_question(question.number),
        question.wording,
        kind=kind.get(question.kind, "ticks"),
        options=[option.label for option in question.options],
        hint=" ".join(filter(None, [question.hint, words.get(question.kind, "")])),
    )
    return {**made, "only_if": _only_if(question)}


def _only_if(question: Question) -> str:
    cause = question.only_after
    if cause is None:
        return ""
    cause.round = question.round
    return _("Only if your answer to %(code)s is “%(answer)s”.") % {
        "code": codes.of_question(cause.number),
        "answer": cause.labels.get(question.only_if, question.only_if),
    }


def who() -> list[dict]:
    """For whom it speaks."""
    code = codes.of_field
    return [
        box(
            code("kind"),
            _("Which best describes you?"),
            kind="ticks",
            options=Response.Kind.labels,
        ),
        box(code("area"), _("Ward, if you know it")),
        box(code("organisation"), _("If you speak for an organisation: its name")),
        box(
            code("show_organisation"),
            _("Show this name with our comments"),
            kind="tick",
        ),
        box(
            code("size"),
            _("How many people work there?"),
            kind="ticks",
            options=Mandate.Size.labels,
        ),
        box(code("members"), _("How many members or people do you speak for?")),
        box(code("how_asked"), _("How did you ask them?"), kind="lines"),
        box(
            code("is_user_led"),
            _("The people it speaks for lead this organisation"),
            kind="tick",
        ),
        box(code("client"), _("If you write for a client: who is it?")),
        box(code("authority"), _("What allows you to act for them?")),
    ]


def petition() -> list[dict]:
    """How many signed; the sheets are handed in with the form."""
    code = codes.of_field
    return [
        box(code("signatures"), _("How many people signed?")),
        box(code("duplicates"), _("How many of these signed twice?")),
        box(code("in_area"), _("How many live, work or study here?")),
    ]


def sender() -> list[dict]:
    """How to reach the sender. All of it can stay empty."""
    code = codes.of_field
    return [
        box(
            code("is_child"),
            _("I am under 13. Then leave N2 to N6 empty."),
            kind="tick",
        ),
        box(code("name"), _("Name")),
        box(code("show_name"), _("Show my name with my comments"), kind="tick"),
        box(code("email"), _("Email, for your receipt")),
        box(
            code("wants_results"),
            _("Email me once with what came of my response"),
            kind="tick",
        ),
        box(
            code("wants_later"),
            _("Tell me later too, at each step of what came of it"),
            kind="tick",
        ),
        box(
            code("confidential_because"),
            _("What should stay confidential, and why? We cannot promise it."),
            kind="lines",
        ),
    ]
