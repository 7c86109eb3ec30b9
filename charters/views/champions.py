"""The council's champions: named in public, with an empty seat shown as a gap."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from charters.forms.making import ChampionForm, StatementForm
from charters.models import Champion
from councils.pages import ActPage, CouncilPage, WorkspacePage


class Champions(CouncilPage, TemplateView):
    """Who answers for the charter in public, and what they said of each year."""

    template_name = "charters/champions.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(seats=Champion.seats(self.council), **kwargs)


class ChampionWork(WorkspacePage, TemplateView):
    permission_required = "charters.name_champion"
    template_name = "charters/champion_work.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(seats=Champion.seats(self.council), **kwargs)


class NameChampion(WorkspacePage, FormView):
    permission_required = "charters.name_champion"
    template_name = "charters/champion_form.html"
    form_class = ChampionForm

    def form_valid(self, form):
        found = form.cleaned_data
        Champion.name_one(
            self.council, found.pop("seat"), by=self.request.user, **found
        )
        messages.success(self.request, _("The champion is named in public."))
        return HttpResponseRedirect(
            reverse("charters:champion_work", args=[self.council.slug])
        )


class ChampionAct(ActPage):
    """An act about one champion in their seat."""

    model = Champion
    permission_required = "charters.name_champion"
    slug_field = "seat"
    slug_url_kwarg = "seat"

    def get_queryset(self):
        found = Champion.objects.for_council(self.council).current()
        return found.select_related("council")

    def get_success_url(self):
        return reverse("charters:champion_work", args=[self.council.slug])


class MakeStatement(ChampionAct):
    form_class = StatementForm
    template_name = "charters/champion_statement.html"
    success_message = gettext_lazy("The statement is published.")

    def act(self, champion, form):
        champion.state(form.cleaned_data["text"], by=self.request.user)


class LeaveSeat(ChampionAct):
    template_name = "charters/champion_leave.html"
    success_message = gettext_lazy("The seat is empty, and the public page says so.")

    def act(self, champion, form):
        champion.leave(by=self.request.user)
