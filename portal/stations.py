"""A thread as a reader sees it: stations in order, with what stands at each."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from charters.models import Change
from portal.thread import MOST_COMMENTS, Thread

MOST_SHOWN = MOST_COMMENTS


@dataclass(frozen=True)
class Stop:
    """One thing at a station: its words, where it is, and what may be said of it."""

    text: str
    href: str = ""
    detail: str = ""
    status: str = ""
    before: str = ""
    thread: tuple[str, str] | None = None


@dataclass(frozen=True)
class Station:
    """One step of the thread. `gap` says what is missing when nothing stands here.

    `in_all` is given where only the first stops were looked up.
    """

    key: str
    title: str
    stops: list[Stop] = field(default_factory=list)
    gap: str = ""
    is_broken: bool = False
    in_all: int = 0

    @property
    def shown(self) -> list[Stop]:
        return self.stops[:MOST_SHOWN]

    @property
    def more(self) -> int:
        return max(self.in_all, len(self.stops)) - len(self.shown)


def stations_of(thread: Thread) -> list[Station]:
    """All stations of a thread, from what was said to what was felt."""
    return [
        _said(thread),
        _decided(thread),
        _changed(thread),
        _agreed(thread),
        _asked(thread),
        _promised(thread),
        _contracted(thread),
        _due(thread),
        _proved(thread),
        _felt(thread),
        _reviewed(thread),
    ]


def _said(thread: Thread) -> Station:
    stops = [
        Stop(
            text=comment.public_plain,
            href=comment.get_absolute_url(),
            detail=f"{comment.response.public_label} · {comment.about}",
            thread=("comment", comment.reference),
        )
        for comment in thread.comments
    ]
    return Station(
        "said",
        _("What residents said"),
        stops,
        gap=_("Nobody's published comment led here."),
        is_broken=not stops,
        in_all=thread.comment_count,
    )


def _decided(thread: Thread) -> Station:
    stops = [
        Stop(
            text=issue.title,
            href=issue.get_absolute_url(),
            detail=issue.disposition.reason if issue.answer else "",
            status=f"disposition.{issue.disposition.decision}" if issue.answer else "",
            thread=("issue", str(issue.uid)),
        )
        for issue in thread.issues
    ]
    return Station(
        "decided",
        _("What we heard, and what we did"),
        stops,
        gap=_("No answer to comments stands behind this."),
        is_broken=bool(thread.comments) and not stops,
    )


def _changed(thread: Thread) -> Station:
    stops = [
        Stop(
            text=change.after or _("Removed: %s") % change.before,
            before=change.before if change.after else "",
            href=_words(change),
            detail=change.label,
            status=f"change.{change.kind}",
            thread=("paragraph", change.key)
            if change.part == Change.Part.CLAUSE
            else None,
        )
        for change in thread.changes
    ]
    return Station(
        "changed",
        _("The words that changed"),
        stops,
        gap=_("No words changed: what was said supported them, or was answered."),
    )


def _words(change) -> str:
    """Where the new words stand, at the paragraph itself if there is one."""
    if change.result is None:
        return ""
    place = f"#p-{change.key}" if change.part == Change.Part.CLAUSE else ""
    return f"{change.result.get_absolute_url()}{place}"


def _agreed(thread: Thread) -> Station:
    stops = [
        Stop(
            text=f"{priority.code} {priority.title}",
            href=priority.get_absolute_url(),
            detail=priority.statement,
            status="" if priority.was_agreed else f"edition.{priority.edition.kind}",
            thread=("priority", priority.code),
        )
        for priority in thread.priorities
    ]
    return Station(
        "agreed",
        _("Charter priority"),
        stops,
        gap=_("This touches no priority of the charter in force."),
    )


def _asked(thread: Thread) -> Station:
    stops = [
        Stop(
            text=ask.tender.title,
            href=ask.tender.get_absolute_url(),
            detail=_("%(code)s counts for %(weight)s%% of the marks. “%(question)s”")
            % {
                "code": ask.edition_priority.code,
                "weight": _plain(ask.weight),
                "question": ask.question,
            },
            status=f"tender.{ask.tender.status}",
            thread=("tender", ask.tender.reference),
        )
        for ask in thread.asks
    ]
    return Station(
        "asked",
        _("What suppliers were asked"),
        stops,
        gap=_("No opportunity has asked for this yet."),
        is_broken=any(one.was_agreed for one in thread.priorities) and not stops,
    )


def _promised(thread: Thread) -> Station:
    stops = [
        Stop(
            text=promise.wording,
            detail=promise.bid.organisation.name,
        )
        for promise in thread.promises
    ]
    awarded = any(ask.tender.status == "awarded" for ask in thread.asks)
    return Station(
        "promised",
        _("What the winner promised"),
        stops,
        gap=_("The winner promised nothing for this.")
        if awarded
        else _("Nothing is awarded yet."),
        is_broken=awarded and not stops,
    )


def _contracted(thread: Thread) -> Station:
    stops = [
        Stop(
            text=commitment.wording,
            href=commitment.get_absolute_url(),
            detail=_("Contract %(contract)s with %(organisation)s")
            % {
                "contract": commitment.contract.reference,
                "organisation": commitment.contract.organisation.name,
            },
            status=_state(thread.standings[commitment.pk]),
            thread=("promise", commitment.reference),
        )
        for commitment in thread.commitments
    ]
    return Station(
        "contracted",
        _("The promise in the contract"),
        stops,
        gap=_("No contract holds this yet."),
        is_broken=bool(thread.promises) and not stops,
    )


def _state(standing) -> str:
    """The key of a promise's word: delivered but not felt is a paper success."""
    if standing.is_paper_success:
        return "promise.paper_success"
    return f"promise.{standing.state}"


def _due(thread: Thread) -> Station:
    stops = [
        Stop(
            text=milestone.title,
            href=milestone.get_absolute_url(),
            detail=_("Due on %s") % _day(milestone.due_on),
            status=milestone.state,
            thread=("milestone", milestone.reference),
        )
        for milestone in thread.milestones
    ]
    is_late = any(milestone.is_overdue() for milestone in thread.milestones)
    return Station(
        "due",
        _("When it falls due"),
        stops,
        gap=_("No dated step is agreed yet."),
        is_broken=bool(thread.commitments) and (not stops or is_late),
    )


def _proved(thread: Thread) -> Station:
    stops = [
        Stop(
            text=_proof(evidence),
            detail=_("Sent on %s") % _day(clock.london(evidence.submitted_at).date()),
            status=f"evidence.{evidence.status}",
        )
        for evidence in thread.evidence
    ]
    today = clock.today()
    has_passed = any(milestone.due_on < today for milestone in thread.milestones)
    return Station(
        "proved",
        _("Proof, and the officer's check"),
        stops,
        gap=_("A date has passed and no proof was sent.")
        if has_passed
        else _("No proof is due yet."),
        is_broken=has_passed and not stops,
    )


def _proof(evidence) -> str:
    """How much was reported and accepted; the story itself is between the parties."""
    if evidence.accepted_amount is None:
        return _("%(amount)s reported") % {"amount": _plain(evidence.amount)}
    return _("%(amount)s reported, %(accepted)s accepted") % {
        "amount": _plain(evidence.amount),
        "accepted": _plain(evidence.accepted_amount),
    }


def _felt(thread: Thread) -> Station:
    felt = thread.felt
    if felt.answers:
        words = ngettext(
            "%(helped)s of %(answers)s resident who answered says that it helped.",
            "%(helped)s of %(answers)s residents who answered say that it helped.",
            felt.answers,
        ) % {"helped": felt.helped, "answers": felt.answers}
        is_paper = any(one.is_paper_success for one in thread.standings.values())
        return Station(
            "felt", _("Felt by residents"), [Stop(text=words)], is_broken=is_paper
        )
    was_accepted = any(one.status == "accepted" for one in thread.evidence)
    return Station(
        "felt",
        _("Felt by residents"),
        gap=_("Proof was accepted, but no resident has said that they felt it.")
        if was_accepted
        else _("Nobody has been asked yet: there is nothing to feel so far."),
        is_broken=was_accepted,
    )


def _reviewed(thread: Thread) -> Station:
    stops = [  # notices first: they are few, and many re-evaluations are cut short
        Stop(
            text=_("Notice to end the contract, given on %s") % _day(notice.given_on),
            href=notice.get_absolute_url(),
            detail=" ".join(ground["sentence"] for ground in notice.grounds),
            status=f"breaknotice.{notice.status}",
        )
        for notice in thread.notices
    ]
    stops += [
        Stop(
            text=_("Re-evaluation %(number)s on %(day)s")
            % {"number": review.number, "day": _day(review.scheduled_on)},
            href=review.get_absolute_url(),
            detail=review.decision,
            status=f"reevaluation.{review.status}",
        )
        for review in thread.reviews
    ]
    return Station(
        "reviewed",
        _("Looked at again"),
        stops,
        gap=_("No re-evaluation is planned yet."),
        is_broken=bool(thread.commitments) and not stops,
    )


def _day(date) -> str:
    return f"{date.day} {date:%B %Y}"


def _plain(number) -> str:
    return f"{number.normalize():,f}"
