"""In which nation a council lies, and what that changes."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from councils.pages import ActPage
from metrics import nations
from metrics.forms.nation import NationForm
from metrics.models import Framework
from metrics.views.settings import OnCouncil


class ChooseNation(OnCouncil, ActPage):
    """The nation, with what the portal states and follows for each."""

    template_name = "metrics/nation.html"
    permission_required = "councils.change_council"
    form_class = NationForm
    success_message = _("Saved. Pages state the law of this nation from now on.")

    def get_initial(self):
        return {"nation": self.council.nation}

    def act(self, council, form):
        nations.choose(council, form.cleaned_data["nation"], by=self.request.user)

    def get_success_url(self):
        return reverse("metrics:nation", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        profiles = [nations.profile_for(nation) for nation in Council.Nation]
        mine = next(one for one in profiles if one.nation == self.council.nation)
        return super().get_context_data(
            mine=mine,
            ending=nations.ending(self.council),
            others=[one for one in profiles if one is not mine],
            lists=Framework.objects.public().filter(slug__in=mine.lists),
            **kwargs,
        )
