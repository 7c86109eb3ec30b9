from django.views.generic import TemplateView

from councils import work
from councils.pages import WorkspacePage


class YourWork(WorkspacePage, TemplateView):
    """What waits for this person, soonest first."""

    template_name = "portal/your_work.html"

    def get_context_data(self, **kwargs):
        items = work.waiting_for(self.request.user, self.council)
        return super().get_context_data(items=items, **kwargs)
