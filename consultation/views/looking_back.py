"""What earlier rounds tell: weighing changes, points made before, the year."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView

from consultation import asking_again, memory, rehearsal, yearly
from consultation.forms.weighing import WeighForm
from consultation.views.planning import RoundAct
from consultation.views.preparing import Preparing
from consultation.views.rounds import OfRound
from councils.filtering import Field, Filters
from councils.pages import CouncilPage, WorkspacePage


class WeighChanges(Preparing):
    """How much each change since the round weighs, and whether to ask again."""

    permission_required = "consultation.weigh_changes"
    form_class = WeighForm
    heading = gettext_lazy("Must people be asked again?")
    intro = gettext_lazy(
        "Look at each change since people replied. If the changes are fundamental, "
        "people are asked again before the charter goes to its approver. Something "
        "new needs a new round, or the monitoring officer's signature."
    )
    button = gettext_lazy("Record the answer")
    success_message = gettext_lazy("Your answer is recorded")

    def get_form_kwargs(self):
        changes = asking_again.changes_of(self.object)
        return {**super().get_form_kwargs(), "changes": changes}

    def act(self, round, form):
        asking_again.weigh(
            round,
            form.weights(),
            is_fundamental=form.cleaned_data["is_fundamental"],
            reason=form.cleaned_data["words"],
            by=self.request.user,
        )


class Rehearse(RoundAct):
    """Run the whole round with made-up responses. Nothing of it is kept."""

    permission_required = "consultation.schedule_round"
    template_name = "consultation/rehearse.html"

    def obstacles_for(self, round):
        if round.is_announced:
            return [_("Rehearse a round before it is announced.")]
        return round.obstacles("scheduled")

    def form_valid(self, form):
        try:
            steps = rehearsal.rehearse(self.object, by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, steps=steps))


class Memory(OfRound, WorkspacePage, DetailView):
    """What people said before on the same matter, and what the council answered."""

    permission_required = "consultation.view_plan"
    template_name = "consultation/memory.html"
    page_size = 20

    def get_context_data(self, **kwargs):
        wanted = Filters(self.request.GET, Field("q", _("Words: %s"), longest=200))
        issues = memory.issues_before(self.object, wanted["q"])
        page = Paginator(issues, self.page_size).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, wanted=wanted, **kwargs)


class Years(CouncilPage, TemplateView):
    """One year of consultations: each figure is the sum of its rounds."""

    template_name = "consultation/years.html"

    def get_context_data(self, **kwargs):
        years = yearly.years_of(self.council)
        wanted = self.kwargs.get("year", years[0] if years else None)
        if "year" in self.kwargs and wanted not in years:
            raise Http404
        told = yearly.year_of(self.council, wanted) if wanted else None
        return super().get_context_data(years=years, told=told, **kwargs)
