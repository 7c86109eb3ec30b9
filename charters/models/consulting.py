from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Lifecycle, Refused
from audit.trail import record
from charters.models.change import Change
from charters.models.edition import Edition
from charters.models.hold import Hold


class Consulting(Lifecycle):
    """What a charter does while people are asked about it."""

    class Meta:
        abstract = True

    @transaction.atomic
    def freeze(self, kind: str, *, by) -> Edition:
        """Freeze the working text as a numbered edition.

        The same words frozen again for the same purpose are the same edition.
        """
        locked = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        if kind == Edition.Kind.CONSULTATION:
            if not locked.can_move(self.Status.CONSULTING):
                raise Refused(locked._refusal(locked.status, self.Status.CONSULTING))
            if found := locked.obstacles(self.Status.CONSULTING):
                raise Refused(found, code="obstacles")
        elif kind == Edition.Kind.ADOPTED:
            raise Refused(_("An adopted version is frozen by adopting the charter."))
        elif locked.status != self.Status.DRAFTING:
            raise Refused(_("An outline can be frozen only while it is drafted."))
        return Edition.objects.freeze(locked, Edition.Kind(kind), by=by)

    @transaction.atomic
    def begin_consultation(
        self, edition: Edition, *, by, public_from: datetime | None = None
    ) -> None:
        """Put a frozen edition to consultation; public from `public_from` or now."""
        if edition.charter_id != self.pk or edition.kind != Edition.Kind.CONSULTATION:
            raise Refused(_("Choose a consultation edition of this charter."))
        if edition.text_hash != self.content_hash():
            raise Refused(
                _("The text has changed since this version. Freeze it again.")
            )
        self.move(
            self.Status.CONSULTING,
            by=by,
            verb="charter.consultation_begun",
            data={"edition": edition.number},
        )
        if before := self.consultation_edition:
            self.changes.since(before).real().update(result=edition)
        edition.publish(by=by, public_from=public_from)
        Change.objects.refresh(self)

    @transaction.atomic
    def cancel_consultation(self, *, by) -> None:
        """Take a consultation back before it has opened."""
        self._refuse_unless_consulting()
        edition = self.consultation_edition
        if edition is not None and edition.take_back(by=by):
            self.changes.filter(result=edition).update(result=None)
        before = self.Status.CONSULTED if self.consulted_on else self.Status.DRAFTING
        self.move(before, by=by, verb="charter.consultation_cancelled")

    @transaction.atomic
    def conclude_consultation(self, *, by) -> None:
        """Every comment has its answer; the text can go to the approver."""
        self._refuse_unless_consulting()
        self.move(
            self.Status.CONSULTED,
            by=by,
            verb="charter.consultation_concluded",
            consulted_on=clock.today(),
        )

    def _refuse_unless_consulting(self) -> None:
        """Returning leads to the same status, so the move alone is no guard."""
        locked = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        if locked.status != self.Status.CONSULTING:
            raise Refused(self._refusal(locked.status, self.Status.CONSULTED))

    @transaction.atomic
    def hold(self, key: str, sentence: str, *, by, locks_text_until=None) -> Hold:
        """Let nobody submit or adopt until `lift(key)`. The sentence says why.

        The text cannot be edited either before `locks_text_until`.
        """
        held, _is_new = self.holds.update_or_create(
            key=key,
            defaults={"sentence": sentence, "locks_text_until": locks_text_until},
        )
        record("charter.held", self, by=by, data={"key": key})
        return held

    @transaction.atomic
    def lift(self, key: str, *, by) -> None:
        """Take a hold away. Lifting what is not held changes nothing."""
        gone, _kinds = self.holds.filter(key=key).delete()
        if gone:
            record("charter.hold_lifted", self, by=by, data={"key": key})
