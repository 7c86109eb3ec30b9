"""Bringing an existing document into a draft."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters import importing
from charters.forms.importing import DocumentForm, KeepForm
from charters.models import DocumentImport
from charters.views.writing import WritePage


class ImportDocument(WritePage):
    """Choose a file; a worker reads it while the job's page says how it goes."""

    form_class = DocumentForm
    template_name = "charters/import_document.html"

    def act(self, charter, form):
        self.job = importing.take(
            charter, form.cleaned_data["file"], by=self.request.user
        )

    def get_context_data(self, **kwargs):
        earlier = self.charter.imports.filter(done_at__isnull=False, kept_at=None)
        return super().get_context_data(
            earlier=earlier.filter(refusal="").select_related("charter__council"),
            **kwargs,
        )

    def get_success_url(self):
        return reverse("job", args=[self.job.uid])


class CheckImport(WritePage):
    """What was found, part by part. Nothing is kept unless it is ticked."""

    form_class = KeepForm
    template_name = "charters/import_check.html"

    def find(self):
        jobs = DocumentImport.objects.filter(charter=self.charter)
        job = get_object_or_404(
            jobs.select_related("charter__council"), uid=self.kwargs["uid"]
        )
        if job.status != "ready":
            raise Http404
        return job

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "found": self.get_object().found,
            "sections": list(self.charter.sections.all()),
        }

    def act(self, job, form):
        self.count = job.keep(form.choices(), by=self.request.user)

    def get_success_message(self):
        return (
            ngettext(
                "%d paragraph is in the charter now.",
                "%d paragraphs are in the charter now.",
                self.count,
            )
            % self.count
            + " "
            + _("Read each section and change what you need to.")
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(job=self.object, **kwargs)
