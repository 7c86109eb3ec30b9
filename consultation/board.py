"""The readiness board: the four Gunning principles, each with its live evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation import holidays, preparing, readiness
from consultation.models import EqualityAnalysis, Round
from councils.templatetags.portal_tags import day, moment


@dataclass(frozen=True)
class Evidence:
    """One fact that shows a principle is kept, or that it is not yet."""

    fact: str
    is_met: bool
    detail: str = ""
    address: str = ""

    @property
    def status_key(self) -> str:
        return "evidence.met" if self.is_met else "evidence.missing"


@dataclass(frozen=True)
class Column:
    """One principle and what is known about it now."""

    key: str
    title: str | Promise
    asks: str | Promise
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        return all(one.is_met for one in self.evidence)

    @property
    def status_key(self) -> str:
        return "evidence.met" if self.is_met else "evidence.missing"


PRINCIPLES = (
    (
        "formative",
        gettext_lazy("Views can still change things"),
        gettext_lazy("Consult while proposals are still being formed."),
    ),
    (
        "reasons",
        gettext_lazy("Enough is said to reply"),
        gettext_lazy("Give reasons, options and facts that people can answer."),
    ),
    (
        "time",
        gettext_lazy("There is enough time"),
        gettext_lazy("Give everybody time to consider and reply."),
    ),
    (
        "considered",
        gettext_lazy("Replies are truly considered"),
        gettext_lazy("Take replies into account before the decision."),
    ),
)


def board_of(round: Round) -> list[Column]:
    """The four columns, worked out from the records as they are at this moment."""
    gaps = {gap.code for gap in round.gaps()} if not round.is_announced else set()
    makers = {
        "formative": _formative,
        "reasons": _reasons,
        "time": _time,
        "considered": _considered,
    }
    return [
        Column(key, title, asks, list(makers[key](round, gaps)))
        for key, title, asks in PRINCIPLES
    ]


def _page(round: Round, name: str) -> str:
    return reverse(
        f"consultation:{name}",
        kwargs={"council": round.council.slug, "slug": round.slug},
    )


def _formative(round: Round, gaps: set[str]) -> Iterator[Evidence]:
    told = round.consultation
    texts = _page(round, "information")
    number = round.open_paragraphs()
    yield Evidence(
        _("Paragraphs that are open to change"),
        number > 0,
        str(number),
        round.charter.get_workspace_url(),
    )
    yield _text(_("What is still open is said"), told.still_open, texts)
    yield _text(_("What is fixed is said, and why"), told.fixed, texts)
    decides = told.decision_maker and told.decision_on
    yield Evidence(
        _("Who decides, and when"),
        bool(decides) and "decision_before_close" not in gaps,
        f"{told.decision_maker}, {day(told.decision_on)}" if decides else "",
        texts,
    )
    holds = round.charter.holds.filter(key=round.hold_key).exists()
    yield Evidence(
        _("Nobody can adopt the charter before the replies are answered"),
        holds or not round.is_announced or round.may_be_followed,
        _("Held until the round is concluded") if holds else _("From announcing on"),
    )
    yield Evidence(
        _("The results of earlier rounds are published"),
        "earlier_round_unanswered" not in gaps,
    )


def _text(fact: str, text: str, address: str) -> Evidence:
    words = len(text.split())
    said = _("%s words") % words if words else ""
    return Evidence(fact, bool(words), said, address)


def _reasons(round: Round, gaps: set[str]) -> Iterator[Evidence]:
    told, texts = round.consultation, _page(round, "information")
    yield _text(_("What is proposed"), told.proposal, texts)
    yield _text(_("Why"), told.reasons, texts)
    yield _text(_("What else was considered, or why nothing else"), told.options, texts)
    yield _text(_("Costs, benefits and who might lose"), told.effect, texts)
    newest = told.equality_analyses.last()
    yield Evidence(
        _("Equality analysis before opening"),
        newest is not None,
        _("Version %(number)s, %(day)s")
        % {"number": newest.number, "day": day(newest.written_at)}
        if newest
        else "",
        _page(round, "equality"),
    )
    standing = list(told.formats.standing())
    stale = preparing.stale_formats(told)
    missing = [one for one in standing if not one.made_at]
    late = [one.label for one in standing if one.pk in stale or one in missing]
    yield Evidence(
        _("Promised formats are there and up to date"),
        not late,
        ", ".join(late) if late else _("%s promised") % len(standing),
        _page(round, "formats"),
    )


def _time(round: Round, gaps: set[str]) -> Iterator[Evidence]:
    dates = _page(round, "round_dates")
    has_dates = bool(round.opens_at and round.closes_at)
    length = readiness.days_open(round.opens_at, round.closes_at)
    rule = round.length_rule
    yield Evidence(
        _("Dates"),
        has_dates,
        f"{moment(round.opens_at)} – {moment(round.closes_at)}" if has_dates else "",
        dates,
    )
    if has_dates:
        short = round.is_short()
        answered = bool(round.short_reason.strip()) and round.is_signed_off("short")
        yield Evidence(
            _("Long enough: %s weeks are usual") % rule.usual_weeks,
            not short or answered,
            _("%s days") % length,
            _page(round, "sign_off") if short else dates,
        )
        advice = round.calendar_advice()
        names = ", ".join(sorted({one.period.name for one in advice.overlaps}))
        yield Evidence(
            _("Holidays are allowed for"),
            not advice.is_needed or bool(round.calendar_reason.strip()),
            names or _("None in the way"),
            dates,
        )
        election = round.opens_before_election()
        yield Evidence(
            _("Not opened just before an election, or signed off"),
            election is None or round.is_signed_off("election_opening"),
            election.name if election else "",
            _page(round, "sign_off") if election else "",
        )
        close = round.closes_at
        first, last = round.opens_at.date(), close.date()
        if faiths := holidays.faith_days(first, last):
            names = ", ".join(f"{one.name} ({day(one.first_on)})" for one in faiths)
            yield Evidence(_("Faith days to keep free of events"), True, names)
    names = preparing.groups()
    left = [names[code] for code in round.groups_without_plan()]
    yield Evidence(
        _("Every group has somebody to ask, or a reason"),
        not left,
        ", ".join(left) if left else _("All %s groups") % len(names),
        _page(round, "audience"),
    )
    unset = [names[code] for code in round.groups_without_target()]
    yield Evidence(
        _("Every group has a least number of replies"),
        not unset,
        ", ".join(unset),
        _page(round, "reach_targets"),
    )
    yield _text(
        _("Other ways to reply"),
        round.consultation.other_ways,
        _page(round, "information"),
    )


def _considered(round: Round, gaps: set[str]) -> Iterator[Evidence]:
    told = round.consultation
    yield _text(_("How answers are used"), told.how_used, _page(round, "information"))
    notice = told.privacy_notices.last()
    yield Evidence(
        _("Privacy notice"),
        notice is not None,
        _("Version %s") % notice.number if notice else "",
        _page(round, "privacy_plan"),
    )
    yield Evidence(
        _("Data protection impact"),
        told.dpia_is_settled,
        told.get_dpia_display(),
        _page(round, "data_protection"),
    )
    yield Evidence(
        _("Date by which the results are published"),
        round.results_by_on is not None,
        day(round.results_by_on),
        _page(round, "round_dates"),
    )
    if round.has_closed() and not round.is_cancelled:
        yield from _after_the_close(round)


def _after_the_close(round: Round) -> Iterator[Evidence]:
    yield Evidence(
        _("Half-way, somebody looked at who is missing"),
        round.had_halfway_check(),
        "",
        _page(round, "equality"),
    )
    left = round.left_to_read()
    yield Evidence(
        _("Every response is read and stands in an issue"),
        not left,
        " ".join(left),
        round.get_workspace_url(),
    )
    unanswered = round.issues.unanswered().count()
    yield Evidence(
        _("Every issue has a reasoned answer"),
        not unanswered,
        _("%s left") % unanswered if unanswered else "",
        _page(round, "changes"),
    )
    yield Evidence(
        _("The outcome is published, or its delay explained"),
        round.has_results or not round.is_overdue() or round.delay_is_explained(),
        "",
        round.get_workspace_url(),
    )
    newest = round.consultation.equality_analyses.filter(
        stage=EqualityAnalysis.Stage.DECISION
    ).last()
    fresh = round.equality_is_fresh()
    yield Evidence(
        _("Equality analysis after the replies were read"),
        fresh,
        day(newest.written_at) if newest else "",
        _page(round, "equality"),
    )
