"""Which people stand in charters, and how they are forgotten.

The words themselves belong to the council. What is personal is who changed them, kept
in the history of drafts, and what somebody wrote beside a decision.
"""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from audit import clock
from charters.models import (
    Approval,
    Borrowing,
    Champion,
    Charter,
    Check,
    Clause,
    CoDesign,
    DocumentImport,
    Endorsement,
    EndorsementRemark,
    EndorsementStep,
    EqualityAnalysis,
    Fact,
    GatewayAdvice,
    Indicator,
    IndicatorValue,
    Justification,
    Outcome,
    Priority,
    Proposal,
    Remark,
    Review,
    ReviewCall,
    Reviewer,
    Section,
    Source,
    Stakeholder,
    Suggestion,
    Support,
    SupportTrigger,
    Target,
    TimetableMove,
    UnsavedWords,
    ValueCap,
    Verdict,
)
from records import personal_data

WHY = _("To know who changed which words of a draft")


def written_by(history):
    """Finds the rows of a history that one person wrote."""

    def find(person):
        if person.user is None:
            return history.none()
        return history.filter(history_user=person.user)

    return find


for model in (
    *(Charter, Section, Clause, Fact, Priority, Outcome, Indicator, Target),
    *(Stakeholder, CoDesign, ValueCap),
):
    personal_data.register(
        model.history.model,
        fields=("history_user", "history_date"),
        find=written_by(model.history.model.objects),
        erase=lambda rows: rows.update(history_user=None),
        why=WHY,
    )


def approvals_of(person):
    if person.user is None:
        return Approval.objects.none()
    return Approval.objects.filter(submitted_by=person.user) | Approval.objects.filter(
        decided_by=person.user
    )


personal_data.register(
    Approval,
    fields=("submitted_at", "note", "decision", "decided_at", "minute"),
    find=approvals_of,
    # Who decided what stays on the record; the person's account is made nameless.
    erase=lambda approvals: approvals.update(note=""),
    why=_("To show who decided about a charter, and about which words"),
)
personal_data.register(
    Justification,
    fields=("given_at", "kind"),
    find=lambda person: (
        Justification.objects.filter(by=person.user)
        if person.user
        else Justification.objects.none()
    ),
    # The reason is public and stays; the person's account is made nameless.
    erase=lambda reasons: None,
    why=_("To show who gave the reason for a change"),
)
personal_data.register(
    UnsavedWords,
    fields=("blocks", "kept_at"),
    find=lambda person: (
        UnsavedWords.objects.filter(user=person.user)
        if person.user
        else UnsavedWords.objects.none()
    ),
    erase=lambda words: words.delete(),
    why=_("To give back what somebody typed and did not save"),
)
personal_data.register(
    Source,
    fields=("given_at", "kind"),
    find=lambda person: (
        Source.objects.filter(by=person.user) if person.user else Source.objects.none()
    ),
    # What a paragraph rests on is public and stays; the account is made nameless.
    erase=lambda sources: None,
    why=_("To show who said why a paragraph is in the charter"),
)
personal_data.register(
    IndicatorValue,
    fields=("recorded_at", "value"),
    find=lambda person: (
        IndicatorValue.objects.filter(recorded_by=person.user)
        if person.user
        else IndicatorValue.objects.none()
    ),
    # The figure is public and stays; the person's account is made nameless.
    erase=lambda values: None,
    why=_("To show who wrote a figure down"),
)


def seats_of(person):
    found = Reviewer.objects.filter(email__iexact=person.email or "-")
    if person.user is not None:
        found |= Reviewer.objects.filter(user=person.user)
    return found


personal_data.register(
    Reviewer,
    fields=("email", "seat", "invited_at", "last_seen_at"),
    find=seats_of,
    erase=lambda seats: seats.delete(),
    why=_("To let people read a draft and suggest other words"),
)
personal_data.register(
    Suggestion,
    fields=("text", "reason", "seat", "shows_name", "made_at"),
    find=lambda person: (
        Suggestion.objects.filter(by=person.user)
        if person.user
        else Suggestion.objects.none()
    ),
    # What was suggested belongs to the making of the charter and stays, without a name.
    erase=lambda suggestions: suggestions.update(shows_name=False),
    why=_("To show where the words of a charter come from"),
)
personal_data.register(
    DocumentImport,
    fields=("name", "asked_at"),
    find=lambda person: (
        DocumentImport.objects.filter(asked_by=person.user)
        if person.user
        else DocumentImport.objects.none()
    ),
    # What was found belongs to the council's draft; the account is made nameless.
    erase=lambda imports: imports.update(name="document"),
    why=_("To bring the words of an existing document into a draft"),
)


def answers_of(person):
    if person.user is None:
        return Proposal.objects.none()
    return Proposal.objects.filter(answered_by=person.user)


def supports_of(person):
    """The support that somebody gave, found again by working out their codes."""
    if not person.email:
        return Support.objects.none()
    codes = [proposal.voter(person.email) for proposal in Proposal.objects.all()]
    return Support.objects.filter(voter__in=codes)


personal_data.register(
    Proposal,
    fields=("answered_at", "reply"),
    find=answers_of,
    # The answer is the council's and stays; the person's account is made nameless.
    erase=lambda proposals: None,
    why=_("To show who answered for the council"),
)
personal_data.register(
    Support,
    fields=("given_on",),
    find=supports_of,
    erase=lambda supports: supports.delete(),
    why=_("To count each supporter of a proposal once"),
)
personal_data.register(
    SupportTrigger,
    fields=("from_on", "supporters"),
    find=lambda person: (
        SupportTrigger.objects.filter(set_by=person.user)
        if person.user
        else SupportTrigger.objects.none()
    ),
    erase=lambda triggers: None,
    why=_("To show who set from how much support on a proposal is answered"),
)


def made_by(model):
    """Finds the rows that name one person as their author."""

    def find(person):
        if person.user is None:
            return model.objects.none()
        return model.objects.filter(by=person.user)

    return find


personal_data.register(
    Remark,
    fields=("made_at", "label", "wording"),
    find=made_by(Remark),
    # What an approver asked for stays on the record; the account is made nameless.
    erase=lambda remarks: None,
    why=_("To show what an approver wanted changed"),
)
personal_data.register(
    EqualityAnalysis,
    fields=("attached_at", "stage"),
    find=made_by(EqualityAnalysis),
    # The analysis is public and stays; the account is made nameless.
    erase=lambda analyses: None,
    why=_("To show who attached an equality analysis"),
)
personal_data.register(
    Review,
    fields=("opened_at",),
    find=lambda person: (
        Review.objects.filter(opened_by=person.user)
        if person.user
        else Review.objects.none()
    ),
    # The review is public and stays; the person's account is made nameless.
    erase=lambda reviews: None,
    why=_("To show who opened the review of a charter"),
)
personal_data.register(
    Verdict,
    fields=("decision", "decided_at"),
    find=lambda person: (
        Verdict.objects.filter(decided_by=person.user)
        if person.user
        else Verdict.objects.none()
    ),
    # The reason is public and stays; the person's account is made nameless.
    erase=lambda verdicts: None,
    why=_("To show who decided what becomes of a priority"),
)
personal_data.register(
    ReviewCall,
    fields=("called_at", "kind"),
    find=made_by(ReviewCall),
    # The call is public and stays; the person's account is made nameless.
    erase=lambda calls: None,
    why=_("To show who called for an early review"),
)
personal_data.register(
    Borrowing,
    fields=("borrowed_at",),
    find=lambda person: (
        Borrowing.objects.filter(by=person.user)
        if person.user
        else Borrowing.objects.none()
    ),
    # Where words come from stays; the person's account is made nameless.
    erase=lambda borrowings: None,
    why=_("To show who copied a priority from another council"),
)
personal_data.register(
    GatewayAdvice,
    fields=("published_at", "adviser"),
    find=made_by(GatewayAdvice),
    # The advice is public and stays; the person's account is made nameless.
    erase=lambda advice: None,
    why=_("To show who published the advice on a draft"),
)
personal_data.register(
    TimetableMove,
    fields=("moved_at", "reason"),
    find=made_by(TimetableMove),
    # The move is public and stays; the person's account is made nameless.
    erase=lambda moves: None,
    why=_("To show who changed a day of a timetable"),
)
personal_data.register(
    Champion,
    fields=("name", "post", "contact", "from_on", "until_on"),
    find=lambda person: Champion.objects.filter(contact__iexact=person.email or "-"),
    # Who asks to be forgotten leaves the seat; that it was held stays on the record.
    erase=lambda champions: champions.update(
        name="A former champion",
        contact="gone@example.org",
        until_on=Coalesce("until_on", clock.today()),
    ),
    why=_("To name in public who answers for the charter"),
)
personal_data.register(
    Endorsement,
    fields=("sought_at", "body_name"),
    find=lambda person: (
        Endorsement.objects.filter(sought_by=person.user)
        if person.user
        else Endorsement.objects.none()
    ),
    # The request is public and stays; the person's account is made nameless.
    erase=lambda endorsements: None,
    why=_("To show who asked for an endorsement"),
)
for model, when, why in (
    (Check, "made_at", _("To show who checked the text of a charter")),
    (EndorsementStep, "taken_at", _("To show who took a step of an endorsement")),
    (EndorsementRemark, "made_at", _("To show who commented on a part of a charter")),
):
    personal_data.register(
        model,
        fields=(when,),
        find=made_by(model),
        # What was said is public and stays; the person's account is made nameless.
        erase=lambda rows: None,
        why=why,
    )
