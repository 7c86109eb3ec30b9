"""The reading check: the page for a whole charter, and a score while one writes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView, View

from charters import reading_check
from charters.views.writing import CharterWorkPage
from metrics import plain_english
from metrics.models import rules_for
from records import markup

LONGEST_TEXT = 10_000


class ReadingCheck(CharterWorkPage, TemplateView):
    """How easy each section and priority is to read, and what would help (O8)."""

    template_name = "charters/reading_check.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            check=reading_check.check(self.charter), **kwargs
        )


class CheckWords(CharterWorkPage, View):
    """What the page would say about a few words that are being written."""

    http_method_names = ["post"]
    permission_required = "charters.change_charter"

    def post(self, request, *args, **kwargs) -> HttpResponse:
        text = markup.to_text(request.POST.get("text", "")[:LONGEST_TEXT])
        rules = rules_for(self.council)
        found = plain_english.read(text, rules)
        context = {"reading": found, "rules": rules}
        return render(request, "charters/_words_found.html", context)
