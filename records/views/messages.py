"""What the council's letters say: samples of each, and the words that all end with."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from councils.models import Closing
from councils.pages import WorkspacePage
from records import letter_kinds
from records.forms.closing import ClosingForm

PAGE_SIZE = 20
SHOWN_BY = "follow_confirm"  # the letter that new words are tried with


class Messages(WorkspacePage, TemplateView):
    """Every kind of letter that goes out for this council."""

    permission_required = "councils.change_council"
    template_name = "records/messages.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            groups=letter_kinds.groups(self.council),
            closing=Closing.of(self.council),
            **kwargs,
        )


class MessageDetail(WorkspacePage, TemplateView):
    """One kind of letter, with made-up data in place of a person's."""

    permission_required = "councils.change_council"
    template_name = "records/message_detail.html"

    def get_context_data(self, **kwargs):
        kind = letter_kinds.kinds(self.council).get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        closing = Closing.of(self.council)
        return super().get_context_data(
            message=kind,
            letter=letter_kinds.preview(kind, self.council, closing),
            **kwargs,
        )


class ChangeClosing(WorkspacePage, FormView):
    """Write the closing words, see them at the end of a letter, then save them."""

    permission_required = "councils.change_council"
    template_name = "records/closing.html"
    form_class = ClosingForm

    def get_initial(self):
        latest = Closing.objects.for_council(self.council).first()
        return {"text": latest.text, "contact": latest.contact} if latest else {}

    def form_valid(self, form):
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if "seen" not in self.request.POST:
            return self.show(form)
        if Closing.decide(self.council, **form.cleaned_data, by=self.request.user):
            messages.success(self.request, _("From now on each email ends with this."))
        else:
            messages.info(self.request, _("Each email ends with these words already."))
        return HttpResponseRedirect(
            reverse("records:messages", args=[self.council.slug])
        )

    def show(self, form):
        """The words at the end of a letter. Nothing is saved yet."""
        closing = Closing(council=self.council, **form.cleaned_data)
        kind = letter_kinds.kinds(self.council)[SHOWN_BY]
        letter = letter_kinds.preview(kind, self.council, closing)
        self.template_name = "records/closing_preview.html"
        return self.render_to_response(
            self.get_context_data(form=form, closing=closing, letter=letter)
        )

    def get_context_data(self, **kwargs):
        kept = Closing.objects.for_council(self.council).select_related("written_by")
        page = Paginator(kept, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)
