"""What waits for the people who run a consultation."""

from collections.abc import Iterator

from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Greatest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit import clock
from audit.trail import chain_of, last_moment
from charters import hub
from consultation.models import (
    Assignment,
    EqualityAnalysis,
    IngestItem,
    Keying,
    LateFind,
    Notice,
    Reconciliation,
    Response,
    Round,
    SenderRequest,
)
from consultation.reach import is_half_way
from councils.models import Role
from councils.work import (
    FEW,
    Change,
    Entry,
    Shelf,
    WorkItem,
    register,
    register_changes,
    register_shelf,
)
from metrics.models import DatedRule

MOST = 50  # of what is counted in hundreds; the next ones follow as these are done


@register
def waiting(user, council) -> list[WorkItem]:
    roles = user.roles_in(council)
    items: list[WorkItem] = [*to_group(user, council)]
    if Role.MODERATOR in roles:
        items += to_moderate(council)
    if Role.CONSULTATION_LEAD in roles:
        items += to_lead(council)
        items += to_answer_senders(council)
        items += to_reconcile(council)
        items += to_reach(council)
        items += to_settle(council)
    if roles & {Role.CONSULTATION_LEAD, Role.MODERATOR}:
        items += to_compare(user, council)
    return items


def to_answer_senders(council) -> Iterator[WorkItem]:
    """What senders ask after the close: the law gives a month to answer."""
    waiting = SenderRequest.objects.for_council(council).open().for_reading()
    for request in waiting:
        title = _("Answer the sender of %s") % request.response.printed_code
        due = clock.add_months(clock.london(request.asked_at).date(), 1)
        yield WorkItem(due, title, request.get_workspace_url(), _("Consultations"))


def to_group(user, council) -> Iterator[WorkItem]:
    """Comments that were given to this officer and stand in no issue yet."""
    over = [Round.Status.REPORTED, Round.Status.CONCLUDED, Round.Status.CANCELLED]
    mine = (
        Assignment.objects.filter(officer=user, round__consultation__council=council)
        .exclude(round__status__in=over)
        .with_comments_left()
    )
    for one in mine.select_related("round__consultation__council"):
        title = _("Read and group: %(part)s (“%(round)s”)") % {
            "part": one.label,
            "round": one.round,
        }
        yield WorkItem(None, title, one.get_workspace_url(), _("Comments"))


def to_reconcile(council) -> Iterator[WorkItem]:
    """Rounds whose ledger did not agree with what is kept, last night."""
    latest = Reconciliation.objects.filter(round=OuterRef("pk")).values("differences")
    rounds = (
        Round.objects.for_council(council)
        .exclude(status=Round.Status.CONCLUDED)
        .annotate(missing=Subquery(latest.order_by("-made_at", "-pk")[:1]))
        .for_reading()
    )
    for round in rounds:
        if round.missing:
            title = _("Find out what is missing in “%s”: the sums do not agree") % round
            url = f"{round.get_workspace_url()}ledger/"
            yield WorkItem(None, title, url, _("Consultations"))


def to_reach(council) -> Iterator[WorkItem]:
    """Half-way: rounds in which nobody has logged what was done for those missing."""
    rounds = Round.objects.for_council(council).open().filter(outreach=None)
    for round in rounds.for_reading():
        if is_half_way(round):
            title = _("Look who is missing in “%s”, and log what you do") % round
            url = f"{round.get_workspace_url()}reach/"
            yield WorkItem(None, title, url, _("Consultations"))


def to_compare(user, council) -> Iterator[WorkItem]:
    """Responses that somebody else keyed in, and what still waits to be keyed in."""
    others = (
        Keying.objects.for_council(council)
        .unchecked()
        .exclude(keyed_by=user)
        .select_related("response__round__consultation__council")
    )
    for keying in others[:MOST]:
        code = keying.response.printed_code
        url = (
            f"{keying.response.round.get_workspace_url()}"
            f"responses/{keying.response.uid}/compare/"
        )
        yield WorkItem(None, _("Compare %s with the paper") % code, url, _("Post"))
    waiting = (  # in the order in which they came
        IngestItem.objects.for_council(council)
        .waiting()
        .exclude(source__in=[IngestItem.Source.WEB, IngestItem.Source.IMPORT])
        .select_related("round__consultation__council")
    )
    for item in waiting[:MOST]:
        title = _("Key in item %(number)s of “%(round)s”") % {
            "number": item.number,
            "round": item.round,
        }
        yield WorkItem(None, title, item.get_workspace_url(), _("Post"))


def to_moderate(council) -> Iterator[WorkItem]:
    """Held responses, per round. What is to be read stands in the one queue."""
    rounds = Round.objects.for_council(council).public().for_reading()
    waiting = Count(
        "responses",
        filter=Q(responses__standing="held", responses__withdrawn_at=None),
    )
    for round in rounds.annotate(held=waiting).filter(held__gt=0):
        title = _("Decide about held responses to “%s”") % round
        url = f"{round.get_workspace_url()}held/"
        yield WorkItem(None, title, url, _("Comments"))


def to_lead(council) -> Iterator[WorkItem]:
    """The next step of each round that is not concluded."""
    now = clock.now()
    rule = DatedRule.objects.through_time("consultation_outcome")
    for round in with_what_is_owed(
        Round.objects.for_council(council)
        .exclude(status__in=[Round.Status.CONCLUDED, Round.Status.CANCELLED])
        .for_reading()
    ):
        yield from extra_steps(round, now, rule)
        if step := next_step(round, now):
            yield WorkItem(
                round.results_by_on if round.is_announced else None,
                step % {"round": round},
                round.get_workspace_url(),
                _("Consultations"),
            )


def to_settle(council) -> Iterator[WorkItem]:
    """What was found after the results, and is not settled yet."""
    finds = LateFind.objects.for_council(council).open()
    for find in finds.select_related("round__consultation__council"):
        title = _("Read and settle what was found late for “%s”") % find.round
        yield WorkItem(None, title, find.get_workspace_url(), _("Consultations"))


def with_what_is_owed(rounds):
    """Adds what `extra_steps` asks about each round, whatever their number."""
    this = OuterRef("pk")
    late = Response.objects.to_decide().filter(round=this)
    told = Notice.objects.filter(round=this, kind="delayed").exclude(published_by=None)
    looked = EqualityAnalysis.objects.filter(
        consultation=OuterRef("consultation"),
        stage="midpoint",
        written_at__gte=OuterRef("opens_at"),
    )
    return rounds.annotate(
        has_late_to_decide=Exists(late),
        told_of_delay=Exists(told),
        looked_half_way=Exists(looked),
    )


def extra_steps(round: Round, now, rule) -> Iterator[WorkItem]:
    """What the calendar asks of an announced round beside its next step."""
    if not round.is_announced:
        return
    base, kind = round.get_workspace_url(), _("Consultations")
    if round.is_past_half_way(now) and not round.looked_half_way:
        title = _("Half-way: look at who has not replied to “%s”") % round
        due = clock.london(round.closes_at).date()
        yield WorkItem(due, title, f"{base}equality/", kind)
    if not round.has_closed(now):
        return
    if round.has_late_to_decide:
        title = _("Decide about late responses to “%s”") % round
        yield WorkItem(None, title, f"{base}late/", kind)
    due_at = round.outcome_due_at(rule(clock.london(round.closes_at).date()))
    if now >= due_at and not round.may_be_followed and not round.told_of_delay:
        title = _("Late: say in public why “%s” has no results yet") % round
        due = clock.london(due_at).date()
        yield WorkItem(due, title, f"{base}explain-delay/", kind)


def next_step(round: Round, now) -> str:
    if round.status == Round.Status.DRAFTED:
        return _("Plan and schedule “%(round)s”")
    if not round.has_closed(now):
        return ""
    if round.status == Round.Status.SCHEDULED:
        return _("Read and group the comments on “%(round)s”")
    if round.status == Round.Status.ANALYSED:
        return _("Answer the issues of “%(round)s” and publish the results")
    return _("Name the changes and conclude “%(round)s”")


@register_shelf
def rounds_in_work(user, council) -> Iterator[Shelf]:
    """The council's rounds, the newest first."""
    if not user.has_perm("consultation.view_plan", council):
        return
    every = Round.objects.for_council(council)
    yield Shelf(
        20,
        _("Consultations"),
        [
            Entry(str(round), round.get_workspace_url(), round.status_key, note(round))
            for round in every.for_reading().order_by("-pk")[:FEW]
        ],
        every.count(),
        reverse("consultation:workspace_list", args=[council.slug]),
        _("All consultations"),
        _("No consultations yet. They appear here once somebody plans one."),
    )


def note(round: Round) -> str:
    if not round.is_announced or round.is_cancelled:
        return ""
    day = date_format(clock.london(round.closes_at).date(), "j F Y")
    return (_("Closed on %s") if round.has_closed() else _("Closes on %s")) % day


@register_changes
def rounds_changed(user, council, most) -> Iterator[Change]:
    """Rounds by the last act on them."""
    if not user.has_perm("consultation.view_plan", council):
        return
    uid = Cast(OuterRef("uid"), CharField())
    found = Round.objects.for_council(council).annotate(
        changed_at=Greatest(
            "consultation__planned_at", last_moment(chain_of(council), "round", uid)
        )
    )
    for round in found.for_reading().order_by("-changed_at", "-pk")[:most]:
        url = round.get_workspace_url()
        yield Change(round.changed_at, str(round), url, _("Consultation"))


@hub.register
def consultation_tasks(charter, user) -> Iterator[hub.Task]:
    """A charter's rounds on its task list, or the plan of the first one."""
    rounds = Round.objects.filter(charter=charter).for_reading().order_by("pk")
    for round in rounds:
        yield hub.Task(
            hub.CONSULT,
            str(round),
            round.get_workspace_url(),
            status=hub_status(round),
            hint=round.get_status_display(),
        )
    if not rounds and user.has_perm("consultation.plan_consultation", charter):
        address = reverse(
            "consultation:begin_consultation", kwargs={"council": charter.council.slug}
        )
        yield hub.Task(
            hub.CONSULT,
            _("Plan the consultation"),
            f"{address}?charter={charter.slug}",
        )


@hub.register_dates
def days_of_rounds(charter) -> Iterator[hub.NextDate]:
    """When a round that is announced opens, and then when it closes."""
    now = clock.now()
    rounds = Round.objects.filter(
        charter=charter, status=Round.Status.SCHEDULED, closes_at__gt=now
    )
    for round in rounds.select_related("consultation"):
        is_coming = round.opens_at > now
        words = _("“%s” opens") if is_coming else _("“%s” closes")
        at = round.opens_at if is_coming else round.closes_at
        yield hub.NextDate(clock.london(at).date(), words % round)


def hub_status(round: Round) -> str:
    if round.status in {Round.Status.CONCLUDED, Round.Status.CANCELLED}:
        return "completed"
    return "in_progress" if round.is_announced else "not_started"
