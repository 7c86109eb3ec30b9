"""What changed since the consultation, and why."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from charters.forms import JustifyForm
from charters.models import Change
from charters.views.writing import CharterWorkPage
from councils.pages import ActPage


class ChangeList(CharterWorkPage, TemplateView):
    """Every change since the consultation version, with the reasons so far."""

    template_name = "charters/change_list.html"

    def get_context_data(self, **kwargs):
        changes = list(self.charter.changes.since_last_consultation())
        return super().get_context_data(
            base=self.charter.consultation_edition,
            changes=changes,
            explained=sum(change.is_explained for change in changes),
            **kwargs,
        )


class JustifyChange(CharterWorkPage, ActPage):
    """Give the reason for one change."""

    permission_required = "charters.justify_change"
    form_class = JustifyForm
    template_name = "charters/change_justify.html"
    success_message = gettext_lazy("The reason is saved.")

    def find(self):
        changes = self.charter.changes.real().select_related("charter__council", "base")
        return get_object_or_404(
            changes.prefetch_related("justifications"), pk=self.kwargs["number"]
        )

    def get_initial(self):
        """The reason given for an earlier wording, to be confirmed or changed."""
        stale = self.get_object().stale_reasons
        if not stale:
            return {}
        last = stale[-1]
        return {"kind": last.kind, "wording": last.wording, "address": last.address}

    def act(self, change: Change, form):
        change.justify(
            form.cleaned_data["kind"],
            form.cleaned_data["wording"],
            by=self.request.user,
            address=form.cleaned_data["address"],
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(change=self.object, **kwargs)

    def get_success_url(self):
        return self.url("change_list")
