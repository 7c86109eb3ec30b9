"""The consultation statement: built from the record, never typed.

Who was asked and how, how many replied, what the main points were and what was done
about each. Built again from the same facts it is the same, byte for byte, so that its
hash tells whether anybody changed it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.trail import actor_of, record
from charters import compare
from consultation import answers, burden, campaigns, equality, figures, targets, telling
from consultation.models import Round, Statement
from records import canonical, moderation, renditions
from records.models import Rendition

FORMAT = "consultation-statement/2"
FEW = 2  # a point that no more comments than this make is marked, so that it is seen


@transaction.atomic
def build(round: Round, *, by=None) -> Statement:
    """The statement of a round as the record says now: a new version if that differs
    from every earlier one."""
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    equality.release(round)
    with override("en-gb"):
        document = document_of(round)
    found = canonical.digest(document)
    if known := round.statements.filter(document_hash=found).first():
        return known
    last = round.statements.aggregate(last=Max("number"))["last"] or 0
    statement = Statement.objects.create(
        round=round,
        number=last + 1,
        document=canonical.canonical(document),
        document_hash=found,
        actor=actor_of(by),
    )
    data = {"number": statement.number, "hash": found}
    record("statement.built", statement, by=by, data=data)
    if last and round.status == Round.Status.CONCLUDED:
        round.ask_to_read_pack(by=by)
    return statement


def as_pdf(statement: Statement) -> Rendition:
    """The statement as a PDF file: made once for its hash."""
    return renditions.ask(
        statement.content,
        template="statement",
        title=_("Consultation statement: %s") % statement.round,
        council=statement.council,
        subject=statement,
        public_from=statement.built_at,
    )


def document_of(round: Round) -> dict[str, Any]:
    """Everything that the statement says, as plain values."""
    consultation, comments = round.consultation, round.comments.counted()
    return {
        "format": FORMAT,
        "as_of": telling.as_of(round),
        "council": {"slug": round.council.slug, "name": round.council.name},
        "consultation": {
            "title": consultation.title,
            "slug": consultation.slug,
            "charter": consultation.charter.title,
            **consultation.texts,
            "decision_on": telling.day(consultation.decision_on),
        },
        "round": {
            "number": round.number,
            "kind": round.get_kind_display(),
            "opened": telling.moment(round.opens_at),
            "closed": telling.moment(round.closes_at),
            "reported": telling.moment(round.reported_at),
            "edition": round.edition.number,
            "edition_hash": round.edition.content_hash,
            "late_rule": round.late_rule,
        },
        "asked": telling.asked(round),
        "outreach": telling.outreach(round),
        "formats": telling.formats(round),
        "notices": telling.notices(round),
        "figures": round.figures(),
        **_taken_back(round),
        "kinds": figures.kinds(round),
        "channels": figures.channels(round),
        "areas": figures.areas(round),
        "groups": targets.as_plain(round),
        "views": figures.views(comments),
        "views_by_kind": figures.views_by_kind(comments),
        "organisations": telling.organisations(round),
        "petitions": telling.petitions(round),
        "questions": answers.plain_results(round),
        "fewest": answers.percentage_base(),
        **_of_organisations(round),
        "equality_analyses": telling.equality_analyses(round),
        "equality_answers": telling.equality_answers(round),
        "campaigns": [
            {
                "title": campaign.title,
                "comments": campaign.member_count,
                "with_own_words": campaign.addition_count,
                "method": campaign.method,
            }
            for campaign in round.campaigns.confirmed().with_counts().order_by("number")
        ],
        "with_and_without": [
            {"what": line.label, "comments": line.comments, "views": list(line.views)}
            for line in campaigns.with_and_without(round)
        ],
        "moderation": _moderation(round),
        "keying": telling.keying(round),
        "agreement": _agreement(round),
        "issues": [_issue(issue) for issue in round.issues.with_answers()],
    }


def _taken_back(round: Round) -> dict[str, int]:
    """How many were taken back after the close; they are in no figure."""
    gone = round.responses.withdrawn_after_close().count()
    return {"taken_back_after_close": gone} if gone else {}


def _of_organisations(round: Round) -> dict[str, Any]:
    """What organisations of each size could do, if they were asked."""
    told = burden.figures(round)
    return {"burden": told} if told else {}


def _issue(issue) -> dict[str, Any]:
    comments = issue.comments.counted()
    answer = issue.answer
    return {
        "number": issue.number,
        "reference": issue.reference,
        "title": issue.title,
        "heard": issue.heard,
        "comments": issue.comment_count,
        "made_by_few": 0 < issue.comment_count <= FEW,
        "kinds": figures.kinds_of_comments(comments),
        "views": figures.views(comments),
        "views_by_kind": figures.views_by_kind(comments),
        "decision": answer.get_decision_display() if answer else "",
        "reason": answer.reason if answer else "",
        "changes": [_change(citation) for citation in issue.citations.all()],
    }


def _change(citation) -> dict[str, Any]:
    change = citation.change
    said = {"what": change.label, "kind": change.get_kind_display()}
    if not citation.shows_words:
        return said  # drafters still work on the words
    return said | {
        "before": change.before,
        "after": change.after,
        "sentences": spoken(change.before, change.after),
    }


def spoken(before: str, after: str) -> list[str]:
    """A change as sentences that read aloud well."""
    if not before:
        return [_("New words: “%s”") % after]
    if not after:
        return [_("Words taken out: “%s”") % before]
    said: list[str] = []
    for kind, text in _swaps(compare.words(before, after)):
        words = {"was": text[0], "now": text[1]}
        if kind == "swapped":
            said.append(_("Instead of “%(was)s” it now says “%(now)s”.") % words)
        elif kind == "added":
            said.append(_("It now also says “%(now)s”.") % words)
        else:
            said.append(_("It no longer says “%(was)s”.") % words)
    return said


def _swaps(runs: Iterable) -> Iterable[tuple[str, tuple[str, str]]]:
    """Neighbouring words out and words in, taken together."""
    removed = added = ""
    for run in [*runs, None]:
        kind = run.kind if run else "kept"
        text = run.text.strip() if run else ""
        if kind == "removed":
            removed = f"{removed} {text}".strip()
        elif kind == "added":
            added = f"{added} {text}".strip()
        elif removed or added:
            if removed and added:
                yield "swapped", (removed, added)
            else:
                yield ("added" if added else "removed"), (removed, added)
            removed = added = ""


def _moderation(round: Round) -> list[dict[str, Any]]:
    labels = dict(moderation.Moderation.choices)
    states = figures.counted(round.comments.counted(), "moderation", labels)
    reasons = dict(moderation.Reason.choices)
    withheld = round.comments.counted().withheld()
    found = figures.counted(withheld, "withheld_reason", reasons)
    return [*states, *({**one, "withheld": True} for one in found)]


def _agreement(round: Round) -> dict[str, Any] | None:
    frame = round.code_frames.order_by("-version").first()
    found = frame.agreement() if frame else None
    if found is None:
        return None
    return {
        "version": frame.version,
        "comments": found.comments,
        "same": found.same,
        "kappa": decimal_of(found.kappa),
        "alpha": decimal_of(found.alpha),
    }


def decimal_of(value) -> str:
    """A fraction with two places, or "" where there is none."""
    return "" if value is None else f"{float(value):.2f}"
