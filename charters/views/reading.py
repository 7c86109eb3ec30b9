"""The reading check: the page for a whole charter, and a button while one writes."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from charters import reading_check
from charters.views.writing import CharterWorkPage
from records import markup

LONGEST_TEXT = 10_000


class ReadingCheck(CharterWorkPage, TemplateView):
    """How easy each section and priority is to read, and what would help."""

    template_name = "charters/reading_check.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            check=reading_check.check(self.charter), **kwargs
        )


class CheckWords(CharterWorkPage, View):
    """What the check finds in a few words, for the page's script to show in place."""

    http_method_names = ["post"]
    permission_required = "charters.change_charter"

    def post(self, request, *args, **kwargs) -> HttpResponse:
        text = markup.to_text(request.POST.get("text", "")[:LONGEST_TEXT])
        (found,) = reading_check.check_texts(self.council, [("", text)])
        return render(request, "charters/_words_found.html", {"found": found})


class ChecksWords:
    """A form with the button “Check the words”: the page comes back with advice about
    each long text, keeps what was typed, and saves nothing."""

    def post(self, request, *args, **kwargs):
        if request.POST.get("do") != "look":
            return super().post(request, *args, **kwargs)
        self.object = self.get_object()
        form = self.get_form()
        form.errors.clear()  # nothing is sent yet, so nothing is missing yet
        return self.render_to_response(
            self.get_context_data(form=form, found=self.check_words(form))
        )

    def check_words(self, form) -> list[reading_check.Found]:
        texts = [
            (bound.label or _("New paragraph"), markup.to_text(bound.value()))
            for bound in form
            if isinstance(bound.field.widget, forms.Textarea)
            and str(bound.value() or "").strip()
        ]
        texts = [(label, text[:LONGEST_TEXT]) for label, text in texts]
        return reading_check.check_texts(self.council, texts)
