"""The page that says what a new list of measures means here."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from charters import list_effects
from councils.pages import WorkspacePage
from metrics.models import Framework, FrameworkAdoption


class ListEffects(WorkspacePage, TemplateView):
    """Which charters, priorities and targets a new version of a list concerns."""

    template_name = "charters/list_effects.html"

    def get_context_data(self, **kwargs):
        lists = Framework.objects.public().select_related("replaces")
        framework = get_object_or_404(lists, slug=self.kwargs["slug"])
        if framework.replaces is None:
            raise Http404
        used = FrameworkAdoption.objects.current().for_council(self.council)
        touched = list_effects.touched_by(framework, self.council)
        return super().get_context_data(
            framework=framework,
            in_force=[one for one in touched if not one.is_draft],
            drafts=[one for one in touched if one.is_draft],
            uses_it=used.filter(framework=framework).exists(),
            **kwargs,
        )
