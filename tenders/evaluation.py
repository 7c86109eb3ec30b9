"""Marking opened bids, and the ranking that follows from published rules."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from audit.trail import record
from councils.models import Role
from tenders import scoring
from tenders.models import Bid, InterestDeclaration, Mark, Tender, TenderPriority

JUDGES = {Role.EVALUATOR, Role.EVALUATION_CHAIR}


@transaction.atomic
def declare_interest(
    tender: Tender, user, *, has_interest: bool, detail: str = ""
) -> InterestDeclaration:
    """Say once, before seeing any bid, whether there is an interest in a bidder."""
    if tender.status not in (Tender.Status.OPENED, Tender.Status.EVALUATING):
        raise Refused(_("Evaluation has not begun."))
    if has_interest and not detail.strip():
        raise Refused(_("Enter what your interest is"))
    if tender.declarations.filter(user=user).exists():
        raise Refused(_("You have declared your interests for this opportunity."))
    declaration = InterestDeclaration.objects.create(
        tender=tender, user=user, has_interest=has_interest, detail=detail.strip()
    )
    record(
        "tender.interest_declared",
        tender,
        by=user,
        data={"has_interest": has_interest},
    )
    return declaration


def may_read_bids(tender: Tender, user) -> bool:
    """Whether an evaluator declared that they have no interest in any bidder."""
    return tender.declarations.filter(user=user, has_interest=False).exists()


def mark(bid: Bid, priority: TenderPriority, score: int, reason: str, *, by) -> Mark:
    """Record what one evaluator thinks of the method, and why. May be changed while
    the evaluation lasts."""
    return _mark(bid, priority, score, reason, by=by, is_agreed=False)


def agree(bid: Bid, priority: TenderPriority, score: int, reason: str, *, by) -> Mark:
    """The chair records the mark that the evaluators agreed on, and the reason."""
    if Role.EVALUATION_CHAIR not in by.roles_in(bid.council):
        raise Refused(_("Only the chair of the evaluation records an agreed mark."))
    if not bid.marks.filter(tender_priority=priority, is_agreed=False).exists():
        raise Refused(_("Nobody has marked this answer alone yet."))
    return _mark(bid, priority, score, reason, by=by, is_agreed=True)


@transaction.atomic
def _mark(bid, priority, score, reason, *, by, is_agreed) -> Mark:
    tender = Tender.objects.select_for_update(no_key=True).get(pk=bid.tender_id)
    if tender.status != Tender.Status.EVALUATING:
        raise Refused(_("The bids of this opportunity are not being evaluated now."))
    if bid.status != Bid.Status.OPENED:
        raise Refused(_("This bid is not in the running."))
    if priority.tender_id != tender.pk:
        raise Refused(_("That priority is not part of the opportunity."))
    if JUDGES.isdisjoint(by.roles_in(tender.council)):
        raise Refused(_("You are not an evaluator of this council."))
    if not may_read_bids(tender, by):
        raise Refused(_("Declare your interests first."), code="declare_first")
    if score not in range(scoring.HIGHEST_MARK + 1):
        raise Refused(_("Select a score"))
    if not reason.strip():
        raise Refused(_("Enter the reason for your score"))
    who = {} if is_agreed else {"given_by": by}
    given, _is_new = Mark.objects.update_or_create(
        bid=bid,
        tender_priority=priority,
        is_agreed=is_agreed,
        **who,
        defaults={"score": score, "reason": reason.strip(), "given_by": by},
    )
    record(
        "bid.mark_agreed" if is_agreed else "bid.marked",
        bid,
        by=by,
        data={"priority": priority.code, "score": score},
    )
    return given


def judges_of(tender: Tender) -> set[int]:
    """The people who marked a bid of this tender."""
    return set(
        Mark.objects.filter(bid__tender=tender).values_list("given_by", flat=True)
    )


def left_to_mark(tender: Tender, user) -> int:
    """How many answers an evaluator has still to mark alone; 0 for everybody else."""
    if tender.status != Tender.Status.EVALUATING:
        return 0
    return left_to_mark_in(tender.council, [tender], user)[tender.pk]


def left_to_mark_in(council, tenders: list[Tender], user) -> dict[int, int]:
    """The same for several tenders that are being evaluated, by primary key."""
    if Role.EVALUATOR not in user.roles_in(council):
        return dict.fromkeys((tender.pk for tender in tenders), 0)

    def count(rows, name: str) -> Counter:
        of_these = rows.filter(**{f"{name}__in": tenders}).order_by()
        return Counter(dict(of_these.values_list(name).annotate(Count("pk"))))

    bids = count(Bid.objects.in_the_running(), "tender")
    asked = count(TenderPriority.objects.all(), "tender")
    own = Mark.objects.filter(given_by=user, is_agreed=False)
    marked = count(own, "bid__tender")
    return {one.pk: bids[one.pk] * asked[one.pk] - marked[one.pk] for one in tenders}


def scores(tender: Tender) -> list[scoring.Score]:
    """The score of each bid in the running or decided, with its arithmetic."""
    bids = list(
        tender.bids.filter(
            status__in=[
                Bid.Status.OPENED,
                Bid.Status.SUCCESSFUL,
                Bid.Status.UNSUCCESSFUL,
            ]
        )
        .exclude(letter="")
        .order_by("letter")
        .prefetch_related("commitments", "marks")
    )
    priorities = list(
        tender.priorities.select_related("edition_priority").prefetch_related(
            "metrics__metric"
        )
    )
    return [_score(tender, bid, priorities) for bid in bids]


def ranking(tender: Tender) -> list[scoring.Ranked]:
    """Bids from best to worst on the published rules. Nothing follows by itself."""
    return scoring.rank(scores(tender))


def _score(tender, bid, priorities) -> scoring.Score:
    offers = {
        (one.tender_priority_id, one.metric_id): one.level
        for one in bid.commitments.all()
    }
    alone, agreed = defaultdict(list), {}
    for one in bid.marks.all():
        if one.is_agreed:
            agreed[one.tender_priority_id] = one.score
        else:
            alone[one.tender_priority_id].append(one.score)
    return scoring.Score(
        bid=bid.name_for_evaluators,
        criteria=[
            scoring.Criterion(
                code=one.code,
                weight=one.weight,
                amount_share=tender.amount_share,
                lines=[
                    scoring.Line(
                        name=asked.metric.title,
                        target=asked.level,
                        share=asked.share,
                        offer=offers.get((one.pk, asked.metric_id)),
                        lower_is_better=asked.lower_is_better,
                    )
                    for asked in one.metrics.all()
                ],
                mark=scoring.agreed_mark(alone[one.pk], agreed.get(one.pk)),
            )
            for one in priorities
        ],
    )


def open_questions(tender: Tender) -> list[str]:
    """What keeps the evaluation from being finished, as sentences."""
    found = []
    for score in scores(tender):
        missing = [one.code for one in score.criteria if not one.is_complete]
        if missing:
            found.append(
                _(
                    "%(bid)s has no mark that counts for %(codes)s. Mark it, or let "
                    "the chair record the agreed mark where marks differ."
                )
                % {"bid": score.bid, "codes": ", ".join(missing)}
            )
    return found
