"""The tasks of a tender, as its hub lists them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tenders import readiness
from tenders.models import Tender


@dataclass(frozen=True)
class Task:
    """One line of the task list; no address while it cannot be started."""

    key: str
    title: str
    status: str
    href: str = ""
    hint: str = ""


def tasks_of(tender: Tender, user) -> list[Task]:
    """What is done and what is left while a tender is drafted."""
    if tender.status != Tender.Status.DRAFTING:
        return []
    may_change = user.has_perm("tenders.change_tender", tender)

    def task(key, title, name, problems, begun, hint="", may=may_change):
        status = "completed" if not problems else "in_progress"
        if problems and not begun:
            status = "not_started"
        href = reverse(f"tenders:{name}", args=[tender.council.slug, tender.reference])
        return Task(key, title, status, href if may else "", hint)

    openers = list(tender.openers.all())
    rehearsed = sum(one.rehearsed_at is not None for one in openers)
    named = user.has_perm("tenders.rehearse_opening", tender)
    mine = next((one for one in openers if one.user_id == user.pk), None)
    tasks = [
        task(
            "details",
            _("What the council wants to buy"),
            "tender_details",
            readiness.about(tender),
            bool(tender.description or tender.value),
        ),
        task(
            "dates",
            _("Dates"),
            "tender_dates_change",
            readiness.dates(tender),
            tender.bids_close_at is not None,
        ),
        task(
            "weights",
            _("Weights of price, quality and social value"),
            "tender_weights",
            readiness.weights(tender),
            True,
        ),
        task(
            "priorities",
            _("Priorities, questions and measures"),
            "tender_priorities",
            readiness.priorities(tender),
            tender.priorities.exists(),
        ),
        task(
            "openers",
            _("Who will open the bids"),
            "tender_openers",
            [] if len(openers) == readiness.OPENERS else ["missing"],
            bool(openers),
        ),
        Task(
            "rehearsal",
            _("Rehearse the opening"),
            _rehearsal_status(openers, rehearsed),
            _rehearsal_address(tender) if named and mine else "",
            _("%(done)s of 3 openers have rehearsed.") % {"done": rehearsed},
        ),
    ]
    if user.has_perm("tenders.make_recovery_sheets", tender):
        made = hasattr(tender, "recovery_sheets")
        tasks.append(
            Task(
                "recovery",
                _("Recovery sheets (optional)"),
                "completed" if made else "not_started",
                reverse(
                    "tenders:tender_recovery",
                    args=[tender.council.slug, tender.reference],
                ),
            )
        )
    return tasks


def _rehearsal_status(openers, rehearsed: int) -> str:
    if len(openers) < readiness.OPENERS:
        return "cannot_start"
    if rehearsed == readiness.OPENERS:
        return "completed"
    return "in_progress" if rehearsed else "not_started"


def _rehearsal_address(tender: Tender) -> str:
    return reverse(
        "tenders:tender_rehearse", args=[tender.council.slug, tender.reference]
    )
