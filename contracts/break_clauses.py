"""The right to end a contract early: how it opens, and how it is used.

The grounds are proven from findings, never typed in. They open a right; an officer
decides, a second person gives notice, and the contract ends when the notice has run.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from contracts import rules
from contracts.models import BreakNotice, Contract, ReEvaluation, RemedyStep

INADEQUATE = "inadequate"
PLAN = "improvement_plan"


@dataclass(frozen=True)
class Ground:
    """One ground, with the findings that prove it."""

    kind: str  # inadequate_running or weighted_share
    sentence: str
    found_on: str  # ISO date of the re-evaluation that proved it
    re_evaluations: tuple[int, ...]
    commitment: str = ""


@dataclass(frozen=True)
class Right:
    """Whether the contract may be ended early today, and if not, why not."""

    grounds: tuple[Ground, ...]
    obstacles: tuple[str, ...]
    cure_ends_on: dt.date | None = None

    @property
    def is_open(self) -> bool:
        return bool(self.grounds) and not self.obstacles


def right_to_break(contract: Contract) -> Right:
    """What the findings so far allow."""
    if not contract.has_teeth:
        return Right((), (_("The contract has no break clause."),))
    rule = rules.break_rule(contract.break_clause.rule_from_on)
    grounds = tuple(_grounds(contract, rule))
    if not grounds:
        return Right((), (_("No re-evaluation has found grounds for it."),))
    last = max(dt.date.fromisoformat(ground.found_on) for ground in grounds)
    cure_ends_on = last + dt.timedelta(days=rule.cure_days)
    obstacles = []
    if clock.today() <= cure_ends_on:
        obstacles.append(
            _("The supplier has until %(day)s to put things right.")
            % {"day": f"{cure_ends_on.day} {cure_ends_on:%B %Y}"}
        )
    if _plan_is_running(contract, last):
        obstacles.append(_("An improvement plan that the council accepted is running."))
    if not contract.is_running:
        obstacles.append(_("The contract has ended."))
    return Right(grounds, tuple(obstacles), cure_ends_on)


def _grounds(contract: Contract, rule: rules.BreakRule):
    concluded = list(
        contract.re_evaluations.concluded()
        .order_by("number")
        .prefetch_related("findings__commitment__metric")
    )
    if not concluded:
        return
    yield from _inadequate_running(concluded, rule.inadequate_running)
    last = concluded[-1]
    part = last.weighted_share()
    if part is not None and part < rule.weighted_under:
        yield Ground(
            kind="weighted_share",
            sentence=_(
                "Of all that was due, %(part)s%% was delivered and checked. "
                "The bar is %(bar)s%%."
            )
            % {"part": f"{part:.2f}", "bar": rule.weighted_under},
            found_on=last.concluded_on.isoformat(),
            re_evaluations=(last.number,),
        )


def _inadequate_running(concluded: list[ReEvaluation], times: int):
    """Promises rated inadequate at each of the latest re-evaluations."""
    latest = concluded[-times:]
    if len(latest) < times:
        return
    failing = [
        {f.commitment_id: f for f in one.findings.all() if f.rating == INADEQUATE}
        for one in latest
    ]
    for key, finding in failing[-1].items():
        if all(key in found for found in failing):
            yield Ground(
                kind="inadequate_running",
                sentence=_("“%(title)s” was inadequate at %(times)s re-evaluations.")
                % {"title": finding.commitment.metric.title, "times": times},
                found_on=latest[-1].concluded_on.isoformat(),
                re_evaluations=tuple(one.number for one in latest),
                commitment=finding.commitment.reference,
            )


def _plan_is_running(contract: Contract, since: dt.date) -> bool:
    plans = contract.remedies.filter(
        rung=PLAN, status=RemedyStep.Status.TAKEN, taken_on__gte=since
    )
    return plans.exclude(reply="").exists()


def to_propose(contract: Contract) -> list[str]:
    """What keeps an officer from proposing to end it today, as sentences."""
    if contract.break_notices.running().exists():
        return [_("A break notice is under way already.")]
    return list(right_to_break(contract).obstacles)


@transaction.atomic
def propose(contract: Contract, reason: str, *, by) -> BreakNotice:
    """Propose to end the contract. The grounds of today go on the record."""
    locked = contract.stay_running()
    if not reason.strip():
        raise Refused(_("Enter why the contract should end"))
    known = Contract.objects.with_parties().get(pk=locked.pk)
    if obstacles := to_propose(known):
        raise Refused(obstacles, code="no_right")
    right = right_to_break(known)
    last = contract.break_notices.order_by("-number").first()
    notice = BreakNotice.objects.create(
        contract=contract,
        number=last.number + 1 if last else 1,
        grounds=[asdict(ground) for ground in right.grounds],
        reason=reason.strip(),
        proposed_by=by,
    )
    record(
        "break_notice.proposed",
        notice,
        by=by,
        data={"grounds": [ground.kind for ground in right.grounds]},
    )
    return notice


def weighted_percent(contract: Contract) -> Decimal | None:
    """The weighted share at the last concluded re-evaluation, for a page to show."""
    last = contract.re_evaluations.concluded().order_by("-number").first()
    return last.weighted_share() if last else None
