"""Whom a contract touches, those harmed or missed as well."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from charters.forms.making import StakeholderForm
from contracts.models import Stakeholder
from contracts.views.work import ContractAct, OneContract
from councils.govuk import EmptyForm
from councils.pages import WorkspacePage


class Stakeholders(OneContract, WorkspacePage, DetailView):
    """The map, with a question while nobody on it could lose."""

    permission_required = "contracts.view_contract_work"
    template_name = "contracts/stakeholders.html"

    def get_context_data(self, **kwargs):
        groups = list(self.object.stakeholders.all())
        may_lose = any(group.effect in Stakeholder.MAY_LOSE for group in groups)
        return super().get_context_data(groups=groups, may_lose=may_lose, **kwargs)


class GroupAct(ContractAct):
    """One act on the map of a contract; goes back to it."""

    permission_required = "contracts.map_stakeholders"
    template_name = "contracts/stakeholder_form.html"
    form_class = StakeholderForm
    title = ""

    def get_success_url(self):
        return reverse(
            "contracts:stakeholders", args=[self.council.slug, self.object.reference]
        )

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if "effect" in form.fields:
            form.fields["effect"].label = _("What does the contract mean for them?")
        return form

    @property
    def group(self) -> Stakeholder:
        if not hasattr(self, "_group"):
            groups = self.get_object().stakeholders.select_related("contract__council")
            self._group = get_object_or_404(groups, uid=self.kwargs["group"])
        return self._group

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, **kwargs)


class AddGroup(GroupAct):
    title = _("Add a group")
    success_message = _("The group is added.")

    def act(self, contract, form):
        Stakeholder.add(contract, by=self.request.user, **form.cleaned_data)


class ChangeGroup(GroupAct):
    title = _("Change a group")
    success_message = _("The group is saved.")

    def get_initial(self):
        return {name: getattr(self.group, name) for name in Stakeholder.WORDS}

    def act(self, contract, form):
        self.group.change(by=self.request.user, **form.cleaned_data)


class RemoveGroup(GroupAct):
    title = _("Remove this group?")
    form_class = EmptyForm
    template_name = "contracts/stakeholder_remove.html"
    success_message = _("The group is removed.")

    def act(self, contract, form):
        self.group.remove(by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.group, **kwargs)
