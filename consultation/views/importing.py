"""Officers read a table of responses in, after a look, and can undo it."""

from celery import current_app
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from audit.lifecycle import Refused
from consultation import import_tables, importing
from consultation.forms.importing import ImportForm
from consultation.models import ImportBatch
from consultation.views.ledger import OpenedAct
from consultation.views.rounds import OfRound
from councils.pages import WorkspacePage
from records import exports

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
        if self.batch.rows <= importing.LOOKED_AT_ONCE:
            importing.keep_look(self.batch)
        else:
            current_app.send_task("consultation.tasks.run_imports")

    def get_success_url(self):
        return self.batch.get_workspace_url()

    def get_context_data(self, **kwargs):
        batches = self.object.import_batches.select_related("made_by")
        for batch in batches:
            batch.round = self.object
        return super().get_context_data(
            batches=batches, questions=self.object.questions.in_order(), **kwargs
        )


class ImportTemplate(OfRound, WorkspacePage, SingleObjectMixin, View):
    """An empty table with every column that this round can take."""

    permission_required = "consultation.import_responses"

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        name = f"{round.consultation.slug}-import"
        return exports.download(name, import_tables.columns(round), ())


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
        self.refuse_obstacles(round)
        self.batch.confirm(by=self.request.user)
        current_app.send_task("consultation.tasks.run_imports")

    def obstacles_for(self, round):
        found = super().obstacles_for(round)
        if self.request.method == "POST" and not self.batch.looked_at:
            found = [*found, _("The rows are still being looked at.")]
        if refusal := self.batch.look.get("refusal"):
            found = [*found, refusal]
        return found

    def get_context_data(self, **kwargs):
        look = self.batch.look
        return super().get_context_data(
            look=look if "new" in look else None,
            refusal=look.get("refusal", ""),
            problems=look.get("problems", [])[:MOST_PROBLEMS],
            taken=self.batch.responses.count(),
            **kwargs,
        )


class ImportProblems(OfRound, WorkspacePage, SingleObjectMixin, View):
    """What is wrong with the rows of one table, as a file."""

    permission_required = "consultation.import_responses"

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        batch = get_object_or_404(round.import_batches, uid=self.kwargs["uid"])
        name = f"{round.consultation.slug}-import-problems"
        rows = batch.look.get("problems", [])
        return exports.download(name, ["row", "problem"], rows)


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
