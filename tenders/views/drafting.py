"""Pages on which officers draft a tender, up to its publication."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView, ListView

from councils.pages import ActPage, WorkspacePage
from tenders import imports, notices
from tenders.forms import drafting as forms
from tenders.hub import tasks_of
from tenders.models import Tender
from tenders.rules import threshold


class TenderList(WorkspacePage, ListView):
    """All of the council's opportunities, drafts included."""

    permission_required = "tenders.view_tender_work"
    model = Tender
    template_name = "tenders/tender_work_list.html"
    paginate_by = 20

    def get_queryset(self):
        return super().get_queryset().order_by("-created_at")


class CouncilForm(WorkspacePage, FormView):
    """A form that makes something new in a council."""

    def form_valid(self, form):
        try:
            made = self.make(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(made.get_workspace_url())


class NewTender(CouncilForm):
    permission_required = "tenders.draft_tender"
    template_name = "tenders/tender_new.html"
    form_class = forms.BeginTender

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "council": self.council}

    def get_initial(self):
        first = forms.editions_to_cite(self.council).first()
        return {"edition": first.pk if first else None}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            has_editions=forms.editions_to_cite(self.council).exists(), **kwargs
        )

    def make(self, form):
        return Tender.draft(self.council, by=self.request.user, **form.cleaned_data)


class ImportTender(WorkspacePage, FormView):
    """Read a tender out of an open contracting file and show what was found."""

    permission_required = "tenders.draft_tender"
    template_name = "tenders/tender_import.html"
    form_class = forms.ReleaseFile

    def form_valid(self, form):
        try:
            notice = notices.read(form.cleaned_data["file"].read())
        except notices.UnreadableNotice as problem:
            form.add_error("file", str(problem))
            return self.form_invalid(form)
        self.request.session["notice"] = _to_session(notice)
        return redirect("tenders:tender_import_check", self.council.slug)


class CheckImport(CouncilForm):
    """What was found in the file; nothing is kept until it is confirmed."""

    permission_required = "tenders.draft_tender"
    template_name = "tenders/tender_import_check.html"
    form_class = forms.BeginTender

    def ask_permission(self):
        if refusal := super().ask_permission():
            return refusal
        self.notice = _from_session(self.request.session.get("notice"))
        if self.notice is None:
            return redirect("tenders:tender_import", self.council.slug)
        return None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "council": self.council}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        del form.fields["title"]
        return form

    def get_initial(self):
        first = forms.editions_to_cite(self.council).first()
        return {"edition": first.pk if first else None}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            notice=self.notice,
            category=dict(Tender.Category.choices).get(self.notice.category, ""),
            has_editions=forms.editions_to_cite(self.council).exists(),
            **kwargs,
        )

    def make(self, form):
        tender = imports.draft_from(
            self.notice,
            self.council,
            edition=form.cleaned_data["edition"],
            by=self.request.user,
        )
        del self.request.session["notice"]
        messages.success(self.request, __("The notice was read into a new draft."))
        return tender


def _to_session(notice: notices.Notice) -> dict:
    """A notice as plain text, for the time between reading and confirming."""
    found = {}
    for name, value in asdict(notice).items():
        if isinstance(value, datetime | date):
            value = value.isoformat()
        found[name] = str(value) if isinstance(value, Decimal) else value
    return found


def _from_session(found: dict | None) -> notices.Notice | None:
    if not found:
        return None
    read = dict(found)
    for name in ("questions_close_at", "closes_at"):
        read[name] = datetime.fromisoformat(read[name]) if read[name] else None
    for name in ("contract_starts_on", "contract_ends_on"):
        read[name] = date.fromisoformat(read[name]) if read[name] else None
    read["value"] = Decimal(read["value"]) if read["value"] else None
    return notices.Notice(**{**read, "remarks": tuple(read["remarks"])})


class TenderPage:
    """Finds a tender of the council by its reference."""

    model = Tender
    slug_field = "reference"
    slug_url_kwarg = "reference"
    context_object_name = "tender"


class TenderWork(TenderPage, WorkspacePage, DetailView):
    """The hub: what is done, what is left, and what can be done now."""

    permission_required = "tenders.view_tender_work"
    template_name = "tenders/tender_work.html"

    def get_queryset(self):
        return super().get_queryset().with_terms()

    def get_context_data(self, **kwargs):
        tender = self.object
        drafting = tender.status == Tender.Status.DRAFTING
        return super().get_context_data(
            tasks=tasks_of(tender, self.request.user),
            obstacles=tender.obstacles(Tender.Status.PUBLISHED) if drafting else [],
            threshold=threshold(tender),
            award=getattr(tender, "award", None),
            opening=getattr(tender, "opening", None),
            **kwargs,
        )


class TenderAct(TenderPage, ActPage):
    """One act on a tender; goes back to the hub."""

    def get_success_url(self):
        return self.object.get_workspace_url()


class ChangeTender(TenderAct):
    """Change some fields of a draft. A subclass says which form."""

    permission_required = "tenders.change_tender"
    template_name = "tenders/tender_change.html"
    success_message = _("Saved.")
    heading = ""

    def get_initial(self):
        names = self.form_class.base_fields
        return {name: getattr(self.object, name) for name in names}

    def act(self, tender, form):
        tender.change(by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(heading=self.heading, **kwargs)


class ChangeDetails(ChangeTender):
    form_class = forms.Details
    heading = _("What the council wants to buy")

    def act(self, tender, form):
        try:
            super().act(tender, form)
        except ValidationError as refusal:
            if getattr(refusal, "code", "") == "over_cap":
                raise ValidationError({"over_cap_reason": refusal.messages}) from None
            raise


class ChangeDates(ChangeTender):
    form_class = forms.Dates
    heading = _("Dates")


class ChangeWeights(ChangeTender):
    form_class = forms.Weights
    heading = _("Weights")


class Priorities(TenderPage, WorkspacePage, DetailView):
    """The priorities that the tender asks for, with weights and measures."""

    permission_required = "tenders.change_tender"
    template_name = "tenders/tender_priorities.html"

    def get_queryset(self):
        return super().get_queryset().with_terms()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            weights=self.object.priority_weights(), **kwargs
        )


class PriorityAct(TenderAct):
    permission_required = "tenders.change_tender"

    def get_success_url(self):
        return reverse(
            "tenders:tender_priorities", args=[self.council.slug, self.object.reference]
        )

    @property
    def asked(self):
        """The priority of the tender that the address names."""
        if not hasattr(self, "_asked"):
            self._asked = get_object_or_404(
                self.get_object().priorities.select_related("edition_priority"),
                edition_priority__code=self.kwargs["code"],
            )
        return self._asked

    def get_context_data(self, **kwargs):
        if "code" in self.kwargs:
            kwargs["asked"] = self.asked
        return super().get_context_data(**kwargs)


class AddPriority(PriorityAct):
    form_class = forms.ChoosePriority
    template_name = "tenders/tender_priority_add.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "tender": self.object}

    def act(self, tender, form):
        tender.add_priority(
            form.cleaned_data["priority"],
            weight=form.cleaned_data["weight"],
            weight_reason=form.cleaned_data.get("weight_reason", ""),
            question=form.cleaned_data["question"],
            by=self.request.user,
        )


class ChangePriority(PriorityAct):
    form_class = forms.PriorityForm
    template_name = "tenders/tender_priority_change.html"

    def get_form_kwargs(self):
        has_weight = self.asked.charter_weight is not None
        return {**super().get_form_kwargs(), "has_charter_weights": has_weight}

    def get_initial(self):
        asked = self.asked
        return {
            "weight": None if asked.follows_charter else asked.weight,
            "weight_reason": asked.weight_reason,
            "question": asked.question,
        }

    def act(self, tender, form):
        given = form.cleaned_data
        changes = {
            "weight": given["weight"],
            "weight_reason": given.get("weight_reason", ""),
        }
        if given["question"]:
            changes["question"] = given["question"]
        self.asked.change(by=self.request.user, **changes)


class RemovePriority(PriorityAct):
    template_name = "tenders/tender_priority_remove.html"

    def act(self, tender, form):
        self.asked.remove(by=self.request.user)


class AddMeasure(PriorityAct):
    form_class = forms.ChooseMeasure
    template_name = "tenders/tender_measure_add.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "asked": self.asked}

    def get_context_data(self, **kwargs):
        targets = self.asked.edition_priority.targets.select_related("metric")
        return super().get_context_data(targets=targets, **kwargs)

    def act(self, tender, form):
        metric = form.cleaned_data["metric"]
        target = self.asked.edition_priority.targets.filter(metric=metric).first()
        self.asked.add_metric(
            metric,
            level=form.cleaned_data["level"],
            share=form.cleaned_data["share"],
            edition_target=target,
            by=self.request.user,
        )


class RemoveMeasure(PriorityAct):
    template_name = "tenders/tender_measure_remove.html"

    @property
    def measure(self):
        found = self.asked.metrics.filter(metric__code=self.kwargs["metric"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(measure=self.measure, **kwargs)

    def act(self, tender, form):
        self.measure.remove(by=self.request.user)
