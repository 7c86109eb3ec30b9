"""Officers look at a random sample of the signatures of a petition."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from consultation.forms.sampling import SampleForm
from consultation.models import PetitionSample
from consultation.views.handling import ResponseAct


class OfPetition(ResponseAct):
    """An act on the signatures of one petition."""

    permission_required = "consultation.add_response"

    @cached_property
    def petition(self):
        petition = getattr(self.object, "petition", None)
        if petition is None:
            raise Http404
        petition.response = self.object
        return petition

    @cached_property
    def sample(self) -> PetitionSample | None:
        sample = PetitionSample.objects.filter(petition=self.petition).first()
        if sample:
            sample.petition = self.petition
        return sample

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            petition=self.petition, sample=self.sample, **kwargs
        )

    def get_success_url(self):
        return f"{super().get_success_url()}signatures/"


class DrawSample(OfPetition):
    """Draw the sample, by a seed that nobody chooses."""

    template_name = "consultation/sample_draw.html"
    success_message = gettext_lazy("The sample is drawn")

    def act(self, response, form):
        PetitionSample.draw(self.petition, by=self.request.user)


class CheckSample(OfPetition):
    """Mark which of the drawn signatures are not good."""

    template_name = "consultation/sample_check.html"
    form_class = SampleForm
    success_message = gettext_lazy("The result of the sample is saved")

    def get_form_kwargs(self):
        if self.sample is None:
            raise Http404
        return {**super().get_form_kwargs(), "sample": self.sample}

    def get_initial(self):
        return {"wrong": self.sample.wrong if self.sample else []}

    def act(self, response, form):
        self.sample.settle(form.cleaned_data["wrong"], by=self.request.user)
