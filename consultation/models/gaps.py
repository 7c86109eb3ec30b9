from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "charter": "%s",  # what the charter itself says
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
    "short_sign_off": _("Have an approver sign off the shorter period."),
    "calendar_reason": _(
        "Holidays fall into the round. Make it longer, or say why it is long enough."
    ),
    "election_sign_off": _(
        "The round opens just before an election. Have the monitoring officer sign it "
        "off, or open it later."
    ),
    "privacy_notice": _("Write the privacy notice."),
    "dpia": _("Say whether the impact on data protection is assessed."),
    "equality_analysis": _("Add the equality analysis."),
    "groups": _("Say whom you ask, or why nobody, for: %s."),
    "targets": _("Set the least number of replies for: %s."),
    "formats_missing": _("Make the promised formats, or take them back: %s."),
    "formats_stale": _("Bring these formats up to date with the text: %s."),
    "scoping_short": _("A round on an outline runs for at least %s weeks."),
    "overlap": _("Another round on this charter is open at the same time."),
}
"""What each gap in a plan is called on a page."""


def sentence(gap) -> str:
    """A gap in words, with what it names."""
    words = str(SENTENCES[gap.code])
    return words % gap.detail if gap.detail else words
