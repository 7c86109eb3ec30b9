from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from charters.models.approval import Approval
from charters.models.edition import Edition
from councils.models import Council


class Deciding(Lifecycle):
    """What a charter does when it is submitted, adopted, returned or withdrawn."""

    class Meta:
        abstract = True

    @transaction.atomic
    def submit(
        self, *, by, approver=None, decide_by=None, note: str = "", risks: str = ""
    ) -> Approval:
        """Send the text to somebody who did not write it, and lock it meanwhile."""
        if approver is not None and approver.pk in self.writers() | {by.pk}:
            raise Refused(
                _("%s helped to write this charter, so somebody else must approve it.")
                % approver
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
    def approve_subject_to(self, changes: str, *, by, minute: str = "") -> None:
        """Approve if these changes are made; the changed text is submitted again."""
        approval = self._approval_to_decide(by)
        changes = changes.strip() or approval.summary_of_remarks()
        if not changes:
            raise Refused(_("List the changes"))
        approval.decide(
            Approval.Decision.CONDITIONS, by=by, reason=changes, minute=minute
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
        record("charter.referred", self, by=by, data={"approval": str(approval.uid)})
        return Approval.objects.create(
            charter=self,
            author=approval.author,
            submitted_by=approval.submitted_by,
            note=_("Referred: %s") % to.strip(),
            risks=approval.risks,
            content_hash=approval.content_hash,
        )

    @transaction.atomic
    def adopt(self, *, by, minute: str = "", decided_text: str = "") -> Edition:
        """Bring the charter into force from today, in place of the one before.

        `decided_text` is the hash of the words that the approver read. The decision
        is not saved when other words are here now.
        """
        approval = self._approval_to_decide(by)
        if self.content_hash() not in (
            {approval.content_hash} & {decided_text or approval.content_hash}
        ):
            raise Refused(
                _(
                    "This version has changed since it was sent to you. Your decision "
                    "was not saved. Send it back, so that it can be submitted again."
                ),
                code="text_changed",
            )
        approval.decide(Approval.Decision.APPROVED, by=by, minute=minute)
        self._supersede_what_is_in_force(by)
        edition = Edition.objects.freeze(self, Edition.Kind.ADOPTED, by=by)
        self.move(
            self.Status.ADOPTED,
            by=by,
            verb="charter.adopted",
            data={
                "edition": edition.number,
                "minute": minute,
                "approval": str(approval.uid),
            },
            adopted_on=clock.today(),
            adopted_by=by,
        )
        edition.publish(by=by)
        self.changes.since_last_consultation().update(result=edition)
        return edition

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

    def _supersede_what_is_in_force(self, by) -> None:
        Council.objects.select_for_update(no_key=True).get(pk=self.council_id)
        current = (
            type(self).objects.in_force().filter(council=self.council, area=self.area)
        )
        for old in current.exclude(pk=self.pk):
            old.move(
                self.Status.SUPERSEDED,
                by=by,
                verb="charter.superseded",
                data={"by": self.slug},
                superseded_on=clock.today(),
                superseded_by=self,
            )

    def withdraw(self, reason: str, *, by) -> None:
        """End the charter. What was published stays readable, with the reason."""
        if not reason.strip():
            raise Refused(_("Enter the reason for withdrawing this charter"))
        self.move(
            self.Status.WITHDRAWN,
            by=by,
            verb="charter.withdrawn",
            withdrawn_on=clock.today(),
            withdrawn_reason=reason.strip(),
        )
