"""The one dictionary of statuses: for each, the words people read and a colour.

Keys are `<model>.<status>`; computed ones (`round.open`, `promise.late`) stand beside
the stored ones. A tag always carries its words, so colour never says anything alone.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StatusWords(NamedTuple):
    text: str | Promise
    colour: str = "grey"


WORDS: dict[str, StatusWords] = {
    # requests about one's own data
    "datarequest.waiting": StatusWords(_("Waiting for an answer"), "yellow"),
    "datarequest.overdue": StatusWords(_("Overdue"), "red"),
    "datarequest.done": StatusWords(_("Done as asked"), "green"),
    "datarequest.partly": StatusWords(_("Done in part"), "blue"),
    "datarequest.refused": StatusWords(_("Refused, with the reason"), "grey"),
    # charters
    "charter.drafting": StatusWords(_("Being drafted"), "grey"),
    "charter.consulting": StatusWords(_("In consultation"), "teal"),
    "charter.consulted": StatusWords(_("Consulted"), "purple"),
    "charter.deciding": StatusWords(_("With the approver"), "yellow"),
    "charter.adopted": StatusWords(_("In force"), "green"),
    "charter.to_come": StatusWords(_("Agreed, not yet in force"), "yellow"),
    "charter.superseded": StatusWords(_("Superseded"), "grey"),
    "charter.due_for_review": StatusWords(_("Due for review"), "yellow"),
    "charter.out_of_date": StatusWords(_("Out of date"), "red"),
    "charter.withdrawn": StatusWords(_("Withdrawn"), "red"),
    "edition.outline": StatusWords(_("Outline"), "grey"),
    "edition.consultation": StatusWords(_("Draft for consultation"), "teal"),
    "edition.adopted": StatusWords(_("Adopted"), "green"),
    "change.kept": StatusWords(_("The same"), "grey"),
    "change.reworded": StatusWords(_("Reworded"), "blue"),
    "change.moved": StatusWords(_("Only moved"), "grey"),
    "change.new": StatusWords(_("New"), "green"),
    "change.dropped": StatusWords(_("Removed"), "red"),
    "suggestion.waiting": StatusWords(_("Waiting for an answer"), "yellow"),
    "suggestion.accepted": StatusWords(_("Accepted"), "green"),
    "suggestion.partly": StatusWords(_("Accepted in part"), "blue"),
    "suggestion.declined": StatusWords(_("Declined"), "grey"),
    "suggestion.taken_back": StatusWords(_("Taken back"), "grey"),
    "proposal.open": StatusWords(_("Waiting for an answer"), "yellow"),
    "proposal.taken_up": StatusWords(_("Taken up"), "green"),
    "proposal.partly": StatusWords(_("Taken up in part"), "blue"),
    "proposal.declined": StatusWords(_("Not taken up"), "grey"),
    "proposal.closed": StatusWords(_("Closed"), "grey"),
    "endorsement.not_sought": StatusWords(_("Not sought"), "grey"),
    "endorsement.submitted": StatusWords(_("Submitted for endorsement"), "yellow"),
    "endorsement.returned": StatusWords(_("Returned with comments"), "orange"),
    "endorsement.conditions": StatusWords(_("Endorsed with conditions"), "blue"),
    "endorsement.endorsed": StatusWords(_("Endorsed"), "green"),
    # consultation
    "round.drafted": StatusWords(_("Being planned"), "grey"),
    "round.scheduled": StatusWords(_("Scheduled"), "blue"),
    "round.open": StatusWords(_("Open"), "teal"),
    "round.paused": StatusWords(_("Paused"), "yellow"),
    "round.closed": StatusWords(_("Closed, being answered"), "purple"),
    "round.analysed": StatusWords(_("Responses read"), "purple"),
    "round.reported": StatusWords(_("Results published"), "blue"),
    "round.concluded": StatusWords(_("Concluded"), "green"),
    "round.cancelled": StatusWords(_("Cancelled"), "red"),
    "burden.heavy": StatusWords(_("Heavy"), "red"),
    "burden.some": StatusWords(_("Some extra work"), "yellow"),
    "burden.light": StatusWords(_("Light"), "green"),
    "burden.few": StatusWords(_("Too few to show"), "grey"),
    "burden.none": StatusWords(_("Nobody answered"), ""),
    "evidence.met": StatusWords(_("Met"), "green"),
    "evidence.missing": StatusWords(_("Not yet met"), "red"),
    "moderation.received": StatusWords(_("Not yet read"), "yellow"),
    "moderation.published": StatusWords(_("Published"), "green"),
    "moderation.published_in_part": StatusWords(_("Published in part"), "blue"),
    "moderation.withheld": StatusWords(_("Not published"), "red"),
    "disposition.accepted": StatusWords(_("Changed"), "green"),
    "disposition.partly": StatusWords(_("Partly changed"), "blue"),
    "disposition.not_accepted": StatusWords(_("Not changed"), "grey"),
    "disposition.out_of_scope": StatusWords(_("Out of scope"), "grey"),
    "disposition.answered": StatusWords(_("Answered"), "blue"),
    # tenders
    "tender.drafting": StatusWords(_("Being drafted"), "grey"),
    "tender.draft": StatusWords(_("Being drafted"), "grey"),
    "tender.published": StatusWords(_("Published"), "teal"),
    "tender.open": StatusWords(_("Open for bids"), "teal"),
    "tender.closed": StatusWords(_("Closed for bids"), "purple"),
    "tender.opened": StatusWords(_("Bids opened"), "purple"),
    "tender.evaluating": StatusWords(_("Being evaluated"), "yellow"),
    "tender.awarded": StatusWords(_("Awarded"), "green"),
    "tender.cancelled": StatusWords(_("Cancelled"), "red"),
    "bid.draft": StatusWords(_("Being written"), "grey"),
    "bid.sealed": StatusWords(_("Sent and sealed"), "green"),
    "bid.replaced": StatusWords(_("Replaced"), "grey"),
    "bid.withdrawn": StatusWords(_("Withdrawn"), "grey"),
    "bid.opened": StatusWords(_("Opened"), "blue"),
    "bid.damaged": StatusWords(_("Could not be opened"), "red"),
    "bid.successful": StatusWords(_("Successful"), "green"),
    "bid.unsuccessful": StatusWords(_("Not successful"), "grey"),
    "bid.excluded": StatusWords(_("Excluded"), "red"),
    # contracts
    "contract.in_force": StatusWords(_("In force"), "green"),
    "contract.re_evaluation": StatusWords(_("Under re-evaluation"), "yellow"),
    "contract.under_re_evaluation": StatusWords(_("Under re-evaluation"), "yellow"),
    "contract.completed": StatusWords(_("Completed"), "blue"),
    "contract.broken": StatusWords(_("Ended early"), "red"),
    "promise.promised": StatusWords(_("Promised"), "grey"),
    "promise.started": StatusWords(_("Started"), "blue"),
    "promise.done": StatusWords(_("Done, the supplier says"), "teal"),
    "promise.claimed": StatusWords(_("Done, the supplier says"), "teal"),
    "promise.checked": StatusWords(_("Checked by the council"), "green"),
    "promise.felt": StatusWords(_("Felt by residents"), "green"),
    "promise.kept": StatusWords(_("Kept"), "green"),
    "promise.late": StatusWords(_("Late"), "orange"),
    "promise.broken": StatusWords(_("Broken"), "red"),
    "promise.paper_success": StatusWords(_("Paper success"), "magenta"),
    "milestone.due": StatusWords(_("Due soon"), "blue"),
    "milestone.overdue": StatusWords(_("Overdue"), "orange"),
    "milestone.to_come": StatusWords(_("To come"), "grey"),
    "milestone.met": StatusWords(_("Met"), "green"),
    "breaknotice.proposed": StatusWords(_("Waits for a second person"), "yellow"),
    "breaknotice.given": StatusWords(_("Notice given"), "orange"),
    "breaknotice.exercised": StatusWords(_("Contract ended"), "red"),
    "breaknotice.withdrawn": StatusWords(_("Withdrawn"), "grey"),
    "reevaluation.scheduled": StatusWords(_("Scheduled"), "blue"),
    "reevaluation.opened": StatusWords(_("Under way"), "yellow"),
    "reevaluation.concluded": StatusWords(_("Concluded"), "green"),
    "remedystep.proposed": StatusWords(_("Waits for a second person"), "yellow"),
    "remedystep.taken": StatusWords(_("Taken"), "orange"),
    "remedystep.declined": StatusWords(_("Not taken"), "grey"),
    "remedystep.closed": StatusWords(_("Closed"), "green"),
    "evidence.submitted": StatusWords(_("Waiting to be checked"), "yellow"),
    "evidence.accepted": StatusWords(_("Accepted"), "green"),
    "evidence.returned": StatusWords(_("More needed"), "orange"),
    "rating.good": StatusWords(_("Good"), "green"),
    "rating.approaching_target": StatusWords(_("Approaching target"), "yellow"),
    "rating.requires_improvement": StatusWords(_("Requires improvement"), "orange"),
    "rating.inadequate": StatusWords(_("Inadequate"), "red"),
    "rating.other": StatusWords(_("Other"), "grey"),
    # metrics
    "framework.proposed": StatusWords(_("Proposed"), "grey"),
    "framework.approved": StatusWords(_("Approved"), "green"),
    "framework.superseded": StatusWords(_("Replaced"), "grey"),
    "framework.retired": StatusWords(_("Withdrawn"), "grey"),
    "metric.proposed": StatusWords(_("Proposed"), "grey"),
    "metric.approved": StatusWords(_("Approved"), "green"),
    "metric.superseded": StatusWords(_("Replaced"), "grey"),
    "metric.retired": StatusWords(_("Withdrawn"), "grey"),
    # records
    "rendition.waiting": StatusWords(_("Waiting"), "grey"),
    "rendition.rendering": StatusWords(_("Being made"), "blue"),
    "rendition.ready": StatusWords(_("Ready"), "green"),
    "rendition.failed": StatusWords(_("Not made"), "red"),
    "letter.waiting": StatusWords(_("Waiting to be sent"), "yellow"),
    "letter.sent": StatusWords(_("Sent"), "green"),
    "letter.failed": StatusWords(_("Not sent"), "red"),
    "letter.parked": StatusWords(_("Not sent"), "red"),
    # tasks of a task list: finished ones are plain black text
    "task.not_started": StatusWords(_("Not yet started"), "blue"),
    "task.in_progress": StatusWords(_("In progress"), "teal"),
    "task.completed": StatusWords(_("Completed"), ""),
    "task.cannot_start": StatusWords(_("Cannot start yet"), "plain"),
    "task.problem": StatusWords(_("There is a problem"), "red"),
}


def words_for(thing: object) -> StatusWords:
    """The words for a record with a status, or for a key such as `promise.late`."""
    if isinstance(thing, str):
        key = thing
    else:
        shown = getattr(thing, "status_shown", thing.status)
        key = f"{thing._meta.model_name}.{shown}"
    if key in WORDS:
        return WORDS[key]
    if not isinstance(thing, str):
        return StatusWords(thing.get_status_display())
    return StatusWords(key.rpartition(".")[2].replace("_", " ").capitalize())
