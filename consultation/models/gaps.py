from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_open_paragraph": _(
        "Mark at least one paragraph of the charter as still open to change."
    ),
    "earlier_round_unanswered": _(
        "Publish the results of the earlier round before the next one opens."
    ),
    "proposal": _("Say what is proposed."),
    "reasons": _("Say why."),
    "options": _("Say what else was considered."),
    "effect": _("Say what the charter would do, and for whom."),
    "still_open": _("Say what is still open."),
    "fixed": _("Say what is already decided, and why."),
    "decision_maker": _("Say who decides."),
    "decision_on": _("Enter the date of the decision."),
    "decision_before_close": _("The date of the decision must be after the close."),
    "how_used": _("Say how answers are used."),
    "other_ways": _("Say how else people can reply."),
    "dates": _("Enter the dates on which the round opens and closes."),
    "opens_in_the_past": _("The round must open in the future."),
    "closes_before_opening": _("Closing date must be after the opening date."),
    "short_reason": _("Explain why a shorter period is fair."),
    "results_by_on": _("Enter the date by which the results are published."),
    "results_before_close": _("The results must be published after the close."),
    "overlap": _("Another round on this charter is open at the same time."),
}
"""What each gap in a plan is called on a page."""
