"""Put the change that somebody asked for before the drafters."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from audit.trail import record
from charters.models import Clause, Suggestion
from consultation.models import Comment, DraftUse


def clause_of(comment: Comment) -> Clause | None:
    """The paragraph of the draft that a comment is about, if it is still there."""
    if comment.edition_clause is None:
        return None
    found = Clause.objects.filter(section__charter=comment.round.charter_id)
    found = found.select_related("section__charter")
    return found.filter(uid=comment.edition_clause.uid).first()


def obstacles(comment: Comment) -> list[str]:
    """Why a comment cannot be used in the draft now."""
    if comment.edition_clause is None:
        return [_("Only a comment on a paragraph can be used in the draft.")]
    clause = clause_of(comment)
    if clause is None:
        return [_("The paragraph is no longer in the charter.")]
    locked = clause.section.charter.why_locked()
    return [locked] if locked else []


def label_of(comment: Comment) -> str:
    """Who asked, as everybody may read it for ever: the kind of sender and the place,
    or an organisation that shows its name. Never the name of a person, which its owner
    may want to be forgotten."""
    response = comment.response
    mandate = getattr(response, "mandate", None)
    if mandate and mandate.show_organisation:
        return f"{mandate.organisation} ({response.type_label})"[:200]
    return response.type_label[:200]


@transaction.atomic
def use_in_draft(comment: Comment, text: str, reason: str, *, by) -> Suggestion:
    """Suggest other words for the paragraph, with its sender's public label and a
    link to the comment."""
    if found := obstacles(comment):
        raise Refused(found)
    suggestion = Suggestion.pass_on(
        clause_of(comment),
        text,
        reason=reason,
        asked_for_by=label_of(comment),
        address=comment.get_workspace_url(),
        by=by,
    )
    DraftUse.objects.create(comment=comment, suggestion=suggestion, used_by=by)
    data = {"suggestion": str(suggestion.uid)}
    record("comment.used_in_draft", comment, by=by, data=data)
    return suggestion
