from django.core.paginator import Paginator
from django.views.generic import ListView, TemplateView

from councils import setup, work
from councils.pages import WorkspacePage

PAGE_SIZE = 20
MOST_CHANGES = 100


class YourWork(WorkspacePage, TemplateView):
    """What waits for this person, soonest first; then what the council works on."""

    template_name = "portal/your_work.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        items = work.waiting_for(user, self.council)
        page = Paginator(items, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            shelves=work.shelves_for(user, self.council),
            changes=work.changed_for(user, self.council, work.FEW),
            left_to_set_up=self.left_to_set_up(),
            **kwargs,
        )

    def left_to_set_up(self) -> list[setup.SetupTask]:
        """The tasks of the set-up that are open, for those who can do them."""
        if not self.request.user.has_perm("councils.change_council", self.council):
            return []
        return setup.left_to_do(self.council)


class RecentlyChanged(WorkspacePage, ListView):
    """Charters, consultations, opportunities and contracts by their last change."""

    template_name = "portal/recently_changed.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self):
        return work.changed_for(self.request.user, self.council, MOST_CHANGES)
