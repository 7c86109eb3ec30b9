"""What each priority would ask of organisations: asked, counted by size, lightened."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from consultation import burden
from consultation.forms.burden import EasingForm
from consultation.views.planning import RoundAct
from consultation.views.questions import QuestionAct
from consultation.views.rounds import OfAnnouncedRound, OfRound
from councils.pages import CouncilPage, WorkspacePage
from records import exports


class AskOrganisations(QuestionAct):
    """Add the ready-made questions for organisations to a round that is planned."""

    template_name = "consultation/burden_ask.html"

    def act(self, round, form):
        self.added = burden.ask_organisations(round, by=self.request.user)

    def get_success_message(self):
        if not self.added:
            return _("The round asks all of these questions already")
        words = ngettext("%s question added", "%s questions added", self.added)
        return words % self.added

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            words=burden.rule(self.object),
            priorities=self.object.charter.priorities.order_by("position"),
            **kwargs,
        )


class Burden(OfRound, WorkspacePage, DetailView):
    """How hard each priority is for organisations of each size, as it stands now."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/burden.html"

    def get_context_data(self, **kwargs):
        round = self.object
        proof = round.questions.filter(purpose="proof").first()
        return super().get_context_data(
            told=burden.figures(round), proof=proof, **kwargs
        )


class BurdenTable(OfRound, WorkspacePage, SingleObjectMixin, View):
    """The same figures as CSV, for officers."""

    permission_required = "consultation.read_responses"

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        told = burden.figures(round)
        if told is None:
            raise Http404
        name = f"{round.consultation.slug}-organisations"
        return exports.download(name, burden.HEAD, burden.rows(told))


class BurdenFile(OfAnnouncedRound, CouncilPage, SingleObjectMixin, View):
    """The figures as open data, once the results are published: those that the
    statement tells, so that none can be worked out from two files."""

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        newest = round.statements.order_by("-number").first()
        told = newest.content.get("burden") if round.has_results and newest else None
        if told is None:
            raise Http404
        name = f"{round.consultation.slug}-organisations"
        return exports.download(name, burden.HEAD, burden.rows(told), is_public=True)


class Ease(RoundAct):
    """Put a measure that lightens a burden before the drafters."""

    permission_required = "consultation.use_in_draft"
    template_name = "consultation/burden_ease.html"
    form_class = EasingForm
    success_message = gettext_lazy("The drafters have it as a suggestion")

    @property
    def cell(self):
        if not hasattr(self, "_cell"):
            named = self.kwargs["code"], self.kwargs["size"]
            self._cell = burden.cell_of(self.get_object(), *named)
            if self._cell is None:
                raise Http404
        return self._cell

    def obstacles_for(self, round):
        locked = round.charter.why_locked()
        return [locked] if locked else []

    def get_form_kwargs(self):
        size = self.cell["size"]
        return {**super().get_form_kwargs(), "round": self.object, "size": size}

    def act(self, round, form):
        told = form.cleaned_data
        self.suggestion = burden.ease(
            round,
            self.kwargs["code"],
            self.kwargs["size"],
            told["way"],
            told["clause"],
            told["words"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.suggestion.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            citation=burden.citation(self.object, self.cell),
            back=burden.address_of(self.object),
            **kwargs,
        )
