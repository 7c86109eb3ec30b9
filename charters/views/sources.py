"""Why each paragraph is in the charter: officers say it, everyone can read it."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from charters import provenance
from charters.forms import SourceForm
from charters.models import Clause, Source
from charters.views.writing import CharterWorkPage, ConfirmPage, WritePage


class SourceList(CharterWorkPage, TemplateView):
    """Every paragraph with what it rests on."""

    template_name = "charters/source_list.html"

    def get_context_data(self, **kwargs):
        written = self.charter.body()
        return super().get_context_data(
            sections=written["sections"],
            counted=provenance.of_document(written),
            **kwargs,
        )


class ClausePage:
    """A page about one paragraph of the charter's working text."""

    @cached_property
    def clause(self) -> Clause:
        clauses = Clause.objects.filter(section__charter=self.charter)
        found = clauses.select_related("section__charter__council")
        return get_object_or_404(found, uid=self.kwargs["uid"])

    def get_success_url(self):
        return f"{self.url('source_list')}#p-{self.clause.uid}"


class AddSource(ClausePage, WritePage):
    """Say why one paragraph is here."""

    form_class = SourceForm
    template_name = "charters/source_add.html"
    success_message = gettext_lazy("The reason is saved.")

    def get_success_url(self):
        if self.request.GET.get("back") != "text":
            return super().get_success_url()
        edit = self.url("section_edit", self.clause.section.key)
        return f"{edit}#block-{self.clause.uid}"

    def act(self, charter, form):
        Source.give(self.clause, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        sources = self.charter.sources.filter(clause_uid=self.clause.uid)
        return super().get_context_data(
            clause=self.clause, sources=sources, back=self.get_success_url(), **kwargs
        )


class RemoveSource(ClausePage, ConfirmPage):
    """Take one reason away from a paragraph."""

    title = gettext_lazy("Do you want to remove this reason?")
    button = gettext_lazy("Remove the reason")
    success_message = gettext_lazy("The reason is removed.")

    @cached_property
    def source(self) -> Source:
        sources = self.charter.sources.filter(clause_uid=self.clause.uid)
        return get_object_or_404(sources, pk=self.kwargs["number"])

    def shown_text(self):
        return str(self.source)

    def act(self, charter, form):
        self.source.take_back(by=self.request.user)
