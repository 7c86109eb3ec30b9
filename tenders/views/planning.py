"""Who helped to shape what is bought: the charter's log and the tender's own."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from charters.forms.making import CoDesignForm
from councils.pages import WorkspacePage
from tenders.models import Tender, TenderCoDesign
from tenders.views.drafting import TenderAct, TenderPage


class Planning(TenderPage, WorkspacePage, DetailView):
    """With whom the charter and this procurement were made."""

    permission_required = "tenders.view_tender_work"
    template_name = "tenders/tender_planning.html"

    def get_queryset(self):
        return super().get_queryset().select_related("edition__charter", "council")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            own=self.object.co_design.all(),
            can_remove=self.object.status == Tender.Status.DRAFTING,
            can_add=self.object.status != Tender.Status.CANCELLED,
            **kwargs,
        )


class PlanningAct(TenderAct):
    permission_required = "tenders.change_tender"

    def get_success_url(self):
        return reverse(
            "tenders:tender_planning", args=[self.council.slug, self.object.reference]
        )


class AddCoDesign(PlanningAct):
    template_name = "tenders/tender_co_design_add.html"
    form_class = CoDesignForm
    success_message = _("It is added.")

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["changed"].label = _("What changed in what you buy because of it?")
        return form

    def act(self, tender, form):
        TenderCoDesign.add(tender, by=self.request.user, **form.cleaned_data)


class RemoveCoDesign(PlanningAct):
    template_name = "tenders/tender_co_design_remove.html"
    success_message = _("It is removed.")

    @property
    def entry(self) -> TenderCoDesign:
        entries = self.get_object().co_design.select_related("tender")
        return get_object_or_404(entries, uid=self.kwargs["entry"])

    def act(self, tender, form):
        self.entry.remove(by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(entry=self.entry, **kwargs)
