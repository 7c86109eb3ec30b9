import datetime as dt
from functools import wraps

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from charters import pack
from charters.models.approval import Approval
from charters.models.edition import Edition
from councils.models import Council


def noting_refusal(verb: str):
    """Undo an act that is refused, and leave in the trail that somebody tried and what
    stood in the way. The entry names nobody."""

    def noting(act):
        @wraps(act)
        def acting(self, *args, by, **kwargs):
            try:
                with transaction.atomic():
                    return act(self, *args, by=by, **kwargs)
            except Refused as refusal:
                with transaction.atomic():
                    record(verb, self, by=by, data=_why(refusal))
                raise

        return acting

    return noting


def _why(refusal: Refused) -> dict:
    """What stood in the way: sentences about the charter, never about a person."""
    about_charter = {"obstacles", "not_a_move", "text_changed"}
    codes = {error.code or "obstacles" for error in refusal.error_list}
    says = [
        message
        for error in refusal.error_list
        for message in error.messages
        if (error.code or "obstacles") in about_charter
    ]
    return {"codes": sorted(codes), "why": says}


class Deciding(Lifecycle):
    """What a charter does when it is submitted, adopted, returned or withdrawn."""

    class Meta:
        abstract = True

    @noting_refusal("charter.submission_refused")
    def submit(
        self,
        *,
        by,
        approver=None,
        also=(),
        decide_by=None,
        note: str = "",
        risks: str = "",
    ) -> Approval:
        """Send the text to people who did not write it, and lock it meanwhile."""
        wrote = self.writers() | {by.pk}
        for person in filter(None, (approver, *also)):
            if person.pk in wrote:
                raise Refused(
                    _(
                        "%s helped to write this charter, so somebody else must "
                        "approve it."
                    )
                    % person,
                    code="four_eyes",
                )
        approval = Approval(
            charter=self,
            author=self.created_by,
            submitted_by=by,
            approver=approver,
            decide_by=decide_by,
            note=note,
            risks=risks,
            content_hash=self.content_hash(),
        )
        self.move(
            self.Status.DECIDING,
            by=by,
            verb="charter.submitted",
            data={"approval": str(approval.uid), "text": approval.content_hash},
        )
        approval.save(force_insert=True)
        approval.also_asked.set(also)
        return approval

    @transaction.atomic
    def send_back(self, reason: str, *, by) -> None:
        """Return the text to its writers, saying what needs to change.

        Comments on paragraphs may say it all.
        """
        approval = self._approval_to_decide(by)
        reason = reason.strip() or approval.summary_of_remarks()
        if not reason:
            raise Refused(_("Enter what needs to change"))
        approval.decide(Approval.Decision.RETURNED, by=by, reason=reason)
        self.move(
            self.Status.CONSULTED,
            by=by,
            verb="charter.returned",
            data={"approval": str(approval.uid)},
        )

    @transaction.atomic
    def approve_subject_to(
        self, changes: str, *, by, minute: str = "", **formal
    ) -> None:
        """Approve if these changes are made; the changed text is submitted again."""
        approval = self._approval_to_decide(by)
        changes = changes.strip() or approval.summary_of_remarks()
        if not changes:
            raise Refused(_("List the changes"))
        self.refuse_unread(by)
        approval.decide(
            Approval.Decision.CONDITIONS,
            by=by,
            reason=changes,
            minute=minute,
            **formal,
        )
        self.move(
            self.Status.CONSULTED,
            by=by,
            verb="charter.approved_subject_to_changes",
            data={"approval": str(approval.uid), "minute": minute},
        )

    @transaction.atomic
    def refer(self, to: str, *, by) -> Approval:
        """Leave the decision to another body; the text stays locked meanwhile."""
        if not to.strip():
            raise Refused(_("Enter who will decide"))
        approval = self._approval_to_decide(by)
        approval.decide(Approval.Decision.REFERRED, by=by, reason=to.strip())
        again = Approval.objects.create(
            charter=self,
            author=approval.author,
            submitted_by=approval.submitted_by,
            note=_("Referred: %s") % to.strip(),
            risks=approval.risks,
            content_hash=approval.content_hash,
        )
        data = {"approval": str(approval.uid), "next": str(again.uid)}
        record("charter.referred", self, by=by, data=data)
        return again

    @noting_refusal("charter.adoption_refused")
    def adopt(
        self,
        *,
        by,
        minute: str = "",
        decided_text: str = "",
        in_force_from: dt.date | None = None,
        **formal,
    ) -> Edition:
        """Bring the charter into force, in place of the one before: today, or on the
        later day that the decision names.

        `decided_text` is the hash of the words that the approver read. The decision
        is not saved when other words are here now.
        """
        approval = self._approval_to_decide(by)
        self.check_decided_text(approval, decided_text)
        self.refuse_unread(by)
        day = in_force_from or clock.today()
        self._refuse_day(day)
        formal["in_force_from"] = day
        approval.decide(Approval.Decision.APPROVED, by=by, minute=minute, **formal)
        self._take_the_place_of_others(day, by)
        edition = Edition.objects.freeze(
            self,
            Edition.Kind.ADOPTED,
            by=by,
            agreed_by=formal.get("minute_body") or self.council.decided_by,
            agreed_on=clock.today().isoformat(),
            in_force_from=day.isoformat(),
        )
        self.move(
            self.Status.ADOPTED,
            by=by,
            verb="charter.adopted",
            data={
                "edition": edition.number,
                "minute": minute,
                "approval": str(approval.uid),
                "in_force_from": day,
            },
            adopted_on=clock.today(),
            adopted_by=by,
            in_force_from=day,
        )
        edition.publish(by=by)
        self.changes.since_last_consultation().update(result=edition)
        return edition

    def check_decided_text(self, approval: Approval, decided_text: str = "") -> None:
        """Refuse a decision about other words than those submitted and read."""
        wanted = {approval.content_hash} & {decided_text or approval.content_hash}
        if self.content_hash() not in wanted:
            raise Refused(
                _(
                    "This version has changed since it was sent to you. Your decision "
                    "was not saved. Send it back, so that it can be submitted again."
                ),
                code="text_changed",
            )

    def _approval_to_decide(self, by) -> Approval:
        approval = self.approvals.waiting().select_for_update(of=("self",)).first()
        if approval is None:
            raise Refused(_("This charter is not waiting for a decision."))
        if by.pk in self.writers():
            raise Refused(
                _("You helped to write this charter, so somebody else must decide it."),
                code="four_eyes",
            )
        return approval

    def refuse_unread(self, by) -> None:
        """Raise while this very person has not read all that the pack holds."""
        if unread := pack.unread_by(self, by):
            raise Refused(unread, code="unread")

    def _refuse_day(self, day: dt.date) -> None:
        if day < clock.today():
            raise Refused(
                _("The day it comes into force must be today or later."),
                code="in_force_from",
            )
        if day >= self.ends_on:
            raise Refused(
                _("The charter must come into force before it ends."),
                code="in_force_from",
            )

    def _take_the_place_of_others(self, day: dt.date, by) -> None:
        """What holds until that day is replaced on it, so that one always holds."""
        Council.objects.select_for_update(no_key=True).get(pk=self.council_id)
        same = type(self).objects.filter(
            status=self.Status.ADOPTED, council=self.council, area=self.area
        )
        for old in same.exclude(pk=self.pk):
            if old.in_force_from and old.in_force_from > clock.today():
                raise Refused(
                    _("“%s” is agreed already and not yet in force. Withdraw it first.")
                    % old
                )
            old.in_force_until, old.superseded_by = day, self
            old.save(update_fields=["in_force_until", "superseded_by"])
            if day <= clock.today():
                old.be_superseded(by=by)

    def be_superseded(self, *, by) -> None:
        """Write down that its last day is over. Until then the calendar says so."""
        self.move(
            self.Status.SUPERSEDED,
            by=by,
            verb="charter.superseded",
            data={"by": self.superseded_by.slug},
            superseded_on=self.in_force_until,
        )

    @transaction.atomic
    def withdraw(self, reason: str, *, by) -> None:
        """End the charter. What was published stays readable, with the reason.

        A charter that was to make way for this one holds on.
        """
        if not reason.strip():
            raise Refused(_("Enter the reason for withdrawing this charter"))
        self.move(
            self.Status.WITHDRAWN,
            by=by,
            verb="charter.withdrawn",
            withdrawn_on=clock.today(),
            withdrawn_reason=reason.strip(),
        )
        self.supersedes.filter(status=self.Status.ADOPTED).update(
            in_force_until=None, superseded_by=None
        )
