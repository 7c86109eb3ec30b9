"""Priorities of other councils, to copy with their origin."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import ListView

from charters import commons
from charters.models import EditionPriority, Theme
from charters.views.writing import CharterWorkPage, WritePage


class Commons(CharterWorkPage, ListView):
    """What other councils work for, and what became of it there."""

    permission_required = "charters.change_charter"
    template_name = "charters/commons.html"
    paginate_by = 20

    def get_queryset(self):
        theme = self.request.GET.get("theme", "")
        self.theme = theme if theme in Theme.values else ""
        self.words = self.request.GET.get("q", "").strip()
        return commons.on_offer(self.council, self.words, self.theme)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            themes=Theme.choices, theme=self.theme, words=self.words, **kwargs
        )
        uses = commons.uses_of(one.uid for one in context["object_list"])
        context["offers"] = [(one, uses[one.uid]) for one in context["object_list"]]
        return context


class BorrowPriority(WritePage):
    """One of them in full, with what became of it; the button copies it."""

    template_name = "charters/commons_priority.html"

    def find(self):
        return self.charter

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            origin=self.origin,
            said=self.origin.document,
            use=commons.uses_of([self.origin.uid])[self.origin.uid],
            left_behind=commons.left_behind(self.origin),
            **kwargs,
        )

    @property
    def origin(self) -> EditionPriority:
        if not hasattr(self, "_origin"):
            offers = commons.on_offer(self.council)
            self._origin = get_object_or_404(offers, uid=self.kwargs["uid"])
        return self._origin

    def act(self, charter, form):
        self.priority = commons.borrow(charter, self.origin, by=self.request.user)

    def get_success_message(self):
        return _(
            "The priority is copied as %(code)s. Say why it matters here, where, and "
            "where it stands now."
        ) % {"code": self.priority.code}

    def get_success_url(self):
        return self.priority.get_absolute_url()
