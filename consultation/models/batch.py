import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation.models.issue import IssueMember
from consultation.models.ledger import IngestItem, OfRoundQuerySet
from consultation.models.response import Response
from consultation.models.round import Round
from records.models import StoredFile


class ImportBatch(models.Model):
    """A table of responses that was read in at once, and can be undone at once."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="import_batches"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    source_name = models.CharField(max_length=80)
    channel = models.CharField(max_length=6, choices=Response.Channel)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(default=clock.now)
    rows = models.PositiveIntegerField(default=0)
    look = models.JSONField(default=dict)
    looked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    responses = models.ManyToManyField(Response, related_name="import_batches")

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.source_name

    @property
    def council(self):
        return self.round.council

    @property
    def trail_reference(self):
        return str(self.uid)

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    def get_workspace_url(self):
        return f"{self.round.get_workspace_url()}import/{self.uid}/"

    @transaction.atomic
    def confirm(self, *, by) -> None:
        """Say that the rows shall be read in. A worker does it."""
        mine = ImportBatch.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if mine.confirmed_at:
            raise Refused(_("This import has already been confirmed."))
        self.confirmed_at = clock.now()
        self.save(update_fields=["confirmed_at"])
        record("import.confirmed", self, by=by, data={"rows": self.rows})

    @transaction.atomic
    def undo(self, *, by) -> int:
        """Take the whole import back, before anybody has worked with its comments.

        Nothing is deleted: the responses are set aside and the ledger says why. The
        same rows can be imported again. Returns how many responses went.
        """
        mine = ImportBatch.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not mine.is_done or mine.is_undone:
            raise Refused(_("There is nothing to undo."))
        if IssueMember.objects.filter(comment__response__import_batches=self).exists():
            raise Refused(
                _(
                    "Comments of this import already stand in issues. Take them out "
                    "of the issues first."
                )
            )
        reason = _("Import “%s” was undone.") % self.source_name
        items = IngestItem.objects.filter(response__import_batches=self).kept()
        pks = list(items.values_list("response", flat=True))
        items.update(state=IngestItem.State.UNDONE, key="", reason=reason[:200])
        going = Response.objects.filter(pk__in=pks)
        for response in going:
            # the row may come again: its key is free for another import
            response.idempotency_key = f"undone:{response.uid.hex}"
            response.standing = Response.Standing.SET_ASIDE
            response.standing_reason = reason
        Response.objects.bulk_update(
            going, ["idempotency_key", "standing", "standing_reason"], batch_size=500
        )
        self.undone_at = clock.now()
        self.save(update_fields=["undone_at"])
        record("import.undone", self, by=by, data={"responses": len(pks)})
        return len(pks)
