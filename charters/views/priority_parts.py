"""What a priority says beside its words, one page for each part."""

from django.utils.translation import gettext_lazy

from charters.forms.priority_parts import (
    EasyReadForm,
    FeltForm,
    OffersForm,
    OwnerForm,
)
from charters.views.priority_work import PriorityWritePage


class PartPage(PriorityWritePage):
    """One part of a priority on a page of its own."""

    template_name = "charters/priority_part.html"
    success_message = gettext_lazy("The priority is saved.")
    title = ""

    def get_initial(self):
        priority = self.get_object()
        return {name: getattr(priority, name) for name in self.form_class.base_fields}

    def act(self, priority, form):
        priority.rewrite(by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, **kwargs)


class EditOffers(PartPage):
    form_class = OffersForm
    title = gettext_lazy("What suppliers could offer")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"council": self.council}

    def get_initial(self):
        return super().get_initial() | {"assets": self.get_object().assets.all()}


class EditFelt(PartPage):
    form_class = FeltForm
    title = gettext_lazy("How we will know that people felt it")

    def get_initial(self):
        return FeltForm.initial_of(self.get_object())

    def act(self, priority, form):
        priority.rewrite(by=self.request.user, **form.words())


class EditEasyRead(PartPage):
    form_class = EasyReadForm
    title = gettext_lazy("In easy words")


class EditOwner(PartPage):
    form_class = OwnerForm
    title = gettext_lazy("Who answers for it")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"charter": self.charter}
