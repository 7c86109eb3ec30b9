"""Starting a charter, and the hub from which it is written."""

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView, View

from charters import at_a_glance, previews, task_list
from charters.forms import DetailsForm, StartForm
from charters.history import changes_of
from charters.models import Charter, Edition
from charters.reading import preview_of
from charters.views.writing import CharterWorkPage, WritePage
from councils.pages import ActPage, WorkspacePage
from records import exports

PAGE_SIZE = 20


class CharterWorkList(WorkspacePage, ListView):
    """All charters of the council, what is being written first."""

    permission_required = "charters.view_charter"
    model = Charter
    template_name = "charters/charter_work_list.html"
    paginate_by = 20

    def permission_object(self):
        return self.council

    def get_queryset(self):
        every = super().get_queryset().select_related("council", "area", "revises")
        return every.unfinished_first()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = context["object_list"]
        unfinished = [c for c in shown if c.status in Charter.UNFINISHED]
        finished = [c for c in shown if c.status not in Charter.UNFINISHED]
        return context | {"unfinished": unfinished, "finished": finished}


class StartCharter(WorkspacePage, FormView):
    """Begin a charter from a template, a blank page or a copy."""

    permission_required = "charters.begin_charter"
    form_class = StartForm
    template_name = "charters/charter_start.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"council": self.council}

    def form_valid(self, form):
        found = form.cleaned_data
        charter = Charter.start(
            self.council,
            by=self.request.user,
            title=found["title"],
            starts_on=found["starts_on"],
            ends_on=found["ends_on"],
            area=found["area"],
            outline=found["outline"],
            first_words=found["first_words"],
            copy_of=form.copy_of,
        )
        bring_in = reverse(
            "charters:import_document", args=[self.council.slug, charter.slug]
        )
        return HttpResponseRedirect(
            bring_in if form.has_document else charter.get_workspace_url()
        )


class CharterWork(CharterWorkPage, TemplateView):
    """The task list of one charter."""

    template_name = "charters/charter_work.html"

    def get_context_data(self, **kwargs):
        charter = self.charter
        charter.read_once()
        step = charter.next_step()
        editions = list(charter.editions.select_related("release").defer("document"))
        return super().get_context_data(
            groups=task_list.groups(charter, self.request.user),
            step=step,
            obstacles=charter.obstacles(step) if step else [],
            advice=charter.advice(),
            editions=editions,
            glance=at_a_glance.glance(charter, editions),
            approval=charter.waiting_approval,
            returned=charter.approvals.decided()
            .filter(decision__in=["returned", "conditions"])
            .first()
            if charter.status == Charter.Status.CONSULTED
            else None,
            holds=charter.holds.all(),
            **kwargs,
        )


class ChangeDetails(WritePage):
    """Name, summary and dates."""

    form_class = DetailsForm
    template_name = "charters/charter_details.html"
    success_message = gettext_lazy("The details are saved.")

    def get_initial(self):
        return {name: getattr(self.charter, name) for name in Charter.DESCRIBED}

    def act(self, charter, form):
        charter.describe(by=self.request.user, **form.cleaned_data)


class Preview(CharterWorkPage, TemplateView):
    """The working text as it would be published."""

    template_name = "charters/charter_preview.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(reading=preview_of(self.charter), **kwargs)


class PreviewPdf(CharterWorkPage, ActPage):
    """A PDF of the working text: asked for by a button, made by a worker."""

    template_name = "charters/charter_preview_pdf.html"

    def act(self, charter, form):
        previews.ask(charter)

    def get_success_url(self):
        return self.url("preview_pdf")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rendition=previews.found(self.charter), **kwargs
        )

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


class History(CharterWorkPage, TemplateView):
    """Who changed which words, and when each version was frozen."""

    template_name = "charters/charter_history.html"

    @cached_property
    def editions(self):
        return Edition.objects.filter(charter=self.charter).select_related(
            "frozen_by", "release"
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            page=Paginator(changes_of(self.charter), PAGE_SIZE).get_page(
                self.request.GET.get("page")
            ),
            editions=self.editions.defer("document").order_by("-number"),
            **kwargs,
        )


class HistoryFile(CharterWorkPage, View):
    """The same changes as a table to keep."""

    def get(self, request, *args, **kwargs):
        rows = (
            (one.at.isoformat(), one.by, one.what, one.act, one.words, one.reason)
            for one in changes_of(self.charter)
        )
        header = ("When", "Who", "What", "Act", "Words", "Why")
        name = f"{self.council.slug}-{self.charter.slug}-history"
        return exports.download(name, header, rows)
