"""Who is writing, how to reach them, and for whom they speak."""

from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from consultation.forms.behalf import (
    BehalfForm,
    ClientForm,
    OrganisationForm,
    PetitionForm,
)
from consultation.forms.introducing import ContactForm, SenderForm
from consultation.views.at_the_desk import DraftingPage, NeedsDraft


class ChangeSender(NeedsDraft, DraftingPage, FormView):
    """Say or change what describes you."""

    template_name = "consultation/sender_form.html"
    form_class = SenderForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "council": self.council}

    def get_initial(self):
        return self.draft.about

    def form_valid(self, form):
        is_first = not self.draft.is_described
        self.draft.describe(form.about())
        return HttpResponseRedirect(self.onward_first() if is_first else self.onward())


class ChangeContact(NeedsDraft, DraftingPage, FormView):
    """Give a name and an address, or neither. Who is under 13 is not asked."""

    template_name = "consultation/contact_form.html"
    form_class = ContactForm

    def dispatch(self, request, *args, **kwargs):
        self.round = self.get_object()
        if self.draft and self.draft.is_for_a_child:
            return HttpResponseRedirect(self.url("check"))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return self.draft.about

    def form_valid(self, form):
        self.draft.describe(form.contact())
        return HttpResponseRedirect(self.onward())


class BehalfPage(NeedsDraft, DraftingPage, FormView):
    """A page about the one for whom somebody answers. It needs a draft."""

    template_name = "consultation/behalf_form.html"
    heading = gettext_lazy("Who this response is for")

    def get_initial(self):
        return {**self.draft.behalf, **self.draft.behalf.get("signed", {})}

    def form_valid(self, form):
        self.draft.behalf = form.behalf()
        self.draft.keep()
        return HttpResponseRedirect(self.onward())

    def get_context_data(self, **kwargs):
        return super().get_context_data(heading=self.heading, **kwargs)


class SpeaksFor(BehalfPage):
    """Oneself or somebody else. The answer decides which page comes next."""

    form_class = BehalfForm

    def get_initial(self):
        behalf = self.draft.behalf
        if behalf.get("signed"):
            return {"speaks_for": BehalfForm.PETITION}
        if behalf.get("client"):
            return {"speaks_for": BehalfForm.CLIENT}
        return {"speaks_for": BehalfForm.ORGANISATION} if behalf else {}

    def form_valid(self, form):
        chosen = form.cleaned_data["speaks_for"]
        if chosen == form.MYSELF:
            self.draft.behalf = {}
            self.draft.keep()
            return HttpResponseRedirect(self.onward())
        pages = {
            form.ORGANISATION: "behalf_organisation",
            form.CLIENT: "behalf_client",
            form.PETITION: "behalf_petition",
        }
        return HttpResponseRedirect(self.url(pages[chosen]))


class ForOrganisation(BehalfPage):
    form_class = OrganisationForm
    heading = gettext_lazy("The organisation you answer for")


class ForClient(BehalfPage):
    form_class = ClientForm
    heading = gettext_lazy("The client you act for")


class ForPetition(BehalfPage):
    form_class = PetitionForm
    heading = gettext_lazy("The petition you hand in")
