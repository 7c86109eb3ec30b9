"""The national steward's desk: which lists of measures are approved."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView
from django.views.generic.detail import SingleObjectMixin

from councils import govuk
from metrics.forms.lists import MappingForm, RetirementForm
from metrics.forms.words import TermForm
from metrics.models import Framework, MetricMapping, Term


class StewardPage:
    """A page for the national steward. Nobody else learns that it exists."""

    permission_required = "metrics.approve_framework"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm(self.permission_required):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class StewardHome(StewardPage, ListView):
    """What waits for the steward, and what has been decided."""

    template_name = "metrics/steward_home.html"
    queryset = Framework.objects.select_related("source", "replaces")
    paginate_by = 50

    def get_context_data(self, **kwargs):
        waiting = Framework.objects.proposed().order_by("published_on")
        return super().get_context_data(waiting=waiting, **kwargs)


class MapMetrics(StewardPage, FormView):
    """Say which measures of different lists count the same, or nearly."""

    template_name = "metrics/map_metrics.html"
    permission_required = "metrics.map_metric"
    form_class = MappingForm
    shown = 100

    def form_valid(self, form):
        try:
            MetricMapping.map(**form.cleaned_data, by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("The two measures are mapped."))
        return HttpResponseRedirect(reverse("map_metrics"))

    def get_context_data(self, **kwargs):
        mappings = MetricMapping.objects.select_related("metric", "other")
        return super().get_context_data(mappings=mappings[: self.shown], **kwargs)


class FrameworkAct(StewardPage, SingleObjectMixin, FormView):
    """One decision about one list of measures.

    A subclass says which in `decide(self, framework, form)`, which calls one verb.
    """

    queryset = Framework.objects.select_related("replaces")
    form_class = govuk.EmptyForm
    leads_to = ""
    done = ""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.has_perm(
            self.permission_required
        ):
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            self.decide(self.object, form)
        except ValidationError as refusal:
            self.object.refresh_from_db()
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, self.done % {"title": self.object.title})
        return HttpResponseRedirect(reverse("steward"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            obstacles=self.object.obstacles(self.leads_to),
            may_move=self.object.can_move(self.leads_to),
            **kwargs,
        )


class ApproveFramework(FrameworkAct):
    template_name = "metrics/framework_approve.html"
    leads_to = Framework.Status.APPROVED
    done = _("“%(title)s” is approved. Councils can adopt it now.")

    def decide(self, framework, form):
        framework.approve(by=self.request.user)


class SupersedeFramework(FrameworkAct):
    template_name = "metrics/framework_supersede.html"
    leads_to = Framework.Status.SUPERSEDED
    done = _("“%(title)s” is marked as replaced.")

    def decide(self, framework, form):
        framework.supersede(by=self.request.user)


class RetireFramework(FrameworkAct):
    template_name = "metrics/framework_retire.html"
    permission_required = "metrics.retire_framework"
    form_class = RetirementForm
    leads_to = Framework.Status.RETIRED
    done = _("“%(title)s” is withdrawn.")

    def decide(self, framework, form):
        framework.retire(form.cleaned_data["reason"], by=self.request.user)


class StandardWords(StewardPage, ListView):
    """The standard words, each with a way to say it better."""

    template_name = "metrics/standard_words.html"
    permission_required = "metrics.define_standard_term"
    queryset = Term.objects.current().standard().alphabetical()
    paginate_by = 50


class DefineStandardTerm(StewardPage, FormView):
    """A new version of a standard word, or a new word. Charters keep the version that
    they froze."""

    template_name = "metrics/standard_term_define.html"
    permission_required = "metrics.define_standard_term"
    form_class = TermForm

    def current(self) -> Term | None:
        slug = self.request.GET.get("word", "")
        return Term.objects.current().standard().filter(slug=slug).first()

    def get_initial(self):
        current = self.current()
        return current.content if current else {}

    def form_valid(self, form):
        try:
            term = Term.define(**form.cleaned_data, by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        said = _("“%(word)s” stands in version %(version)d.")
        about = {"word": term.term, "version": term.version}
        messages.success(self.request, said % about)
        return HttpResponseRedirect(reverse("standard_words"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(current=self.current(), **kwargs)
