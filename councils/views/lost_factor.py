"""Taking away an officer's lost second step, by two people."""

from django.urls import reverse
from django.utils.translation import gettext as _

from councils import lost_factor
from councils.forms.people import DecideResetForm, LostFactorForm
from councils.models import FactorReset
from councils.pages import ActPage
from councils.views.people import OnePerson

ACT = "councils.reset_second_factor"


class AskFactorReset(OnePerson):
    """The first of the two: says who it is and how they made sure."""

    permission_required = ACT
    template_name = "councils/factor_reset_ask.html"
    form_class = LostFactorForm

    def get_success_url(self):
        return reverse("portal:your_work", args=[self.council.slug])

    def act(self, form):
        lost_factor.ask(
            self.council,
            self.person,
            form.cleaned_data["how_known"],
            by=self.request.user,
        )
        return _("A second person has been asked to confirm this.")

    def get_context_data(self, **kwargs):
        obstacle = FactorReset.obstacle(self.council, self.person, by=self.request.user)
        return super().get_context_data(obstacle=obstacle, **kwargs)


class DecideFactorReset(ActPage):
    """The second of the two: confirms it or refuses."""

    model = FactorReset
    slug_field = "uid"
    slug_url_kwarg = "reset"
    permission_required = ACT
    template_name = "councils/factor_reset_decide.html"
    form_class = DecideResetForm
    context_object_name = "asked"

    def get_queryset(self):
        return super().get_queryset().open().select_related("person", "asked_by")

    def act(self, asked, form):
        is_confirmed = form.cleaned_data["decision"] == "confirm"
        lost_factor.decide(asked, is_confirmed=is_confirmed, by=self.request.user)

    def get_success_message(self):
        return _("Your decision is kept, and the person has been told.")

    def get_success_url(self):
        return reverse("portal:your_work", args=[self.council.slug])
