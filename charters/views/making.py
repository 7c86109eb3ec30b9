"""Lists of a charter: who it touches, who helped, how large contracts may be."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from charters.forms.making import CapsForm, CoDesignForm, StakeholderForm
from charters.models import CoDesign, Stakeholder, ValueCap
from charters.views.writing import CharterWorkPage, ConfirmPage, WritePage
from councils.govuk import EmptyForm

HARM = gettext_lazy(
    "Who could be harmed by this charter, or is often missed? No group here is."
)


class Stakeholders(CharterWorkPage, TemplateView):
    """Everybody the charter touches, those harmed or missed as well."""

    template_name = "charters/stakeholders.html"

    def get_context_data(self, **kwargs):
        rows = list(self.charter.stakeholders.all())
        harmed = {Stakeholder.Effect.HARMED, Stakeholder.Effect.MISSED}
        question = "" if any(row.effect in harmed for row in rows) else HARM
        return super().get_context_data(rows=rows, question=question, **kwargs)


class CoDesignLog(CharterWorkPage, TemplateView):
    """Who took part in making the charter, when, and what changed."""

    template_name = "charters/co_design.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=self.charter.co_design.all(), **kwargs)


class RowPage(WritePage):
    """A form for one row of a list. A subclass says which list."""

    template_name = "charters/row_form.html"
    model_of_row = None
    list_name = ""
    title = ""

    def get_success_url(self):
        return self.url(self.list_name)

    def get_context_data(self, **kwargs):
        shown = {"title": self.title, "back": self.get_success_url()}
        return shown | super().get_context_data(**kwargs)


class AddRow(RowPage):
    success_message = gettext_lazy("It is added.")

    def act(self, charter, form):
        self.model_of_row.add(charter, by=self.request.user, **form.cleaned_data)


class EditRow(RowPage):
    success_message = gettext_lazy("It is saved.")

    def find(self):
        rows = self.model_of_row.objects.filter(charter=self.charter)
        rows = rows.select_related("charter__council")
        return get_object_or_404(rows, uid=self.kwargs["row"])

    def get_initial(self):
        row = self.get_object()
        return {name: getattr(row, name) for name in self.form_class.base_fields}

    def act(self, row, form):
        row.change(by=self.request.user, **form.cleaned_data)


class RemoveRow(EditRow, ConfirmPage):
    form_class = EmptyForm
    template_name = ConfirmPage.template_name
    button = gettext_lazy("Remove it")
    success_message = gettext_lazy("It is removed.")

    def get_initial(self):
        return {}

    def shown_text(self):
        return str(self.object)

    def act(self, row, form):
        row.remove(by=self.request.user)


class OfStakeholders:
    model_of_row, list_name = Stakeholder, "stakeholders"


class OfCoDesign:
    model_of_row, list_name = CoDesign, "co_design"


class AddStakeholder(OfStakeholders, AddRow):
    form_class = StakeholderForm
    title = gettext_lazy("Add a group")


class EditStakeholder(OfStakeholders, EditRow):
    form_class = StakeholderForm
    title = gettext_lazy("Change a group")


class RemoveStakeholder(OfStakeholders, RemoveRow):
    title = gettext_lazy("Remove this group?")


class AddCoDesign(OfCoDesign, AddRow):
    form_class = CoDesignForm
    title = gettext_lazy("Add a meeting")


class EditCoDesign(OfCoDesign, EditRow):
    form_class = CoDesignForm
    title = gettext_lazy("Change a meeting")


class RemoveCoDesign(OfCoDesign, RemoveRow):
    title = gettext_lazy("Remove this meeting?")


class EditCaps(WritePage):
    """The largest contract of each kind that needs neither lots nor a reason."""

    form_class = CapsForm
    template_name = "charters/value_caps.html"
    success_message = gettext_lazy("The largest contracts are saved.")

    def get_initial(self):
        return {cap.category: cap.most for cap in self.charter.value_caps.all()}

    def act(self, charter, form):
        ValueCap.set_all(charter, form.cleaned_data, by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Largest contracts"), **kwargs)
