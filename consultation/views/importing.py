"""Officers read a table of responses in, after a look, and can undo it."""

from celery import current_app
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from audit.lifecycle import Refused
from consultation import importing
from consultation.forms.importing import ImportForm
from consultation.models import ImportBatch
from consultation.views.ledger import OpenedAct

MOST_PROBLEMS = 50


class BeginImport(OpenedAct):
    """Choose the file. Nothing is read in yet."""

    permission_required = "consultation.import_responses"
    template_name = "consultation/import_begin.html"
    form_class = ImportForm

    def act(self, round, form):
        if obstacles := self.obstacles_for(round):
            raise Refused(obstacles)
        told = form.cleaned_data
        self.batch = importing.begin(
            round,
            told["file"],
            told["source_name"],
            told["channel"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.batch.get_workspace_url()

    def get_context_data(self, **kwargs):
        batches = self.object.import_batches.select_related("made_by")
        for batch in batches:
            batch.round = self.object
        return super().get_context_data(
            batches=batches, columns=importing.COLUMNS, **kwargs
        )


class BatchAct(OpenedAct):
    """An act on one import."""

    permission_required = "consultation.import_responses"

    @cached_property
    def batch(self) -> ImportBatch:
        batches = self.object.import_batches.select_related("file", "made_by")
        batch = get_object_or_404(batches, uid=self.kwargs["uid"])
        batch.round = self.object
        return batch

    def get_success_url(self):
        return self.batch.get_workspace_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(batch=self.batch, **kwargs)


class CheckImport(BatchAct):
    """What the import would do, row by row; the button does it."""

    template_name = "consultation/import_check.html"
    success_message = gettext_lazy("The rows are being read in")

    def act(self, round, form):
        self.batch.confirm(by=self.request.user)
        current_app.send_task("consultation.tasks.run_imports")

    def get_context_data(self, **kwargs):
        look, refusal = None, ""
        if not self.batch.confirmed_at:
            try:
                look = importing.look(self.batch)
            except ValidationError as problem:
                refusal = " ".join(problem.messages)
        return super().get_context_data(
            look=look,
            refusal=refusal,
            problems=look.problems[:MOST_PROBLEMS] if look else [],
            taken=self.batch.responses.count(),
            **kwargs,
        )


class UndoImport(BatchAct):
    """Take a whole import back."""

    template_name = "consultation/import_undo.html"

    def act(self, round, form):
        self.gone = self.batch.undo(by=self.request.user)

    def get_success_message(self):
        words = ngettext(
            "%s response was taken back", "%s responses were taken back", self.gone
        )
        return words % self.gone
