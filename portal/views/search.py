from django.core.paginator import Paginator
from django.views.generic import TemplateView

from councils.pages import CouncilPage
from records import search

PER_PAGE = 20


class Search(CouncilPage, TemplateView):
    """Everything of a council that holds the words, as far as this visitor may read."""

    template_name = "portal/search.html"

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "").strip()[: search.LONGEST_QUERY]
        hits = search.ask(query, self.council, self.request.user)
        page = Paginator(hits, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(query=query, page_obj=page, **kwargs)
