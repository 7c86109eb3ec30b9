"""What the pages of a charter's writers share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from charters.models import Charter
from councils.pages import ActPage, WorkspacePage


class CharterWorkPage(WorkspacePage):
    """A workspace page below one charter of the council."""

    permission_required = "charters.view_charter"
    model = Charter

    @cached_property
    def charter(self) -> Charter:
        found = (
            Charter.objects.for_council(self.council)
            .visible_to(self.request.user)
            .select_related("council", "area", "revises")
        )
        return get_object_or_404(found, slug=self.kwargs["slug"])

    def permission_object(self):
        return self.charter

    def get_object(self, queryset=None):
        """The charter, or what a subclass finds below it; fetched once."""
        if not hasattr(self, "_fetched"):
            self._fetched = self.find()
        return self._fetched

    def find(self):
        return self.charter

    def url(self, name: str, *args) -> str:
        """The address of another page of this charter."""
        return reverse(
            f"charters:{name}", args=[self.council.slug, self.charter.slug, *args]
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            charter=self.charter,
            locked=self.charter.why_locked(),
            hub=self.url("charter_work"),
            **kwargs,
        )


class WritePage(CharterWorkPage, ActPage):
    """A page that changes the working text of a charter."""

    permission_required = "charters.change_charter"

    def get_success_url(self):
        return self.url("charter_work")


class ConfirmPage(WritePage):
    """A question before something is taken away: what goes, and a button."""

    template_name = "charters/confirm.html"
    title = ""
    button = ""
    button_kind = "warning"

    def get_title(self) -> str:
        return str(self.title)

    def get_effect(self) -> str:
        """What happens, in one or two sentences."""
        return ""

    def shown_text(self) -> str:
        """The words that go, for the reader to see once more."""
        return ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.get_title(),
            effect=self.get_effect(),
            shown_text=self.shown_text(),
            button=self.button,
            button_kind=self.button_kind,
            back=self.get_success_url(),
            **kwargs,
        )
