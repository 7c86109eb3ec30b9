"""What the council sent and what is stuck, for its administrators and auditors."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from audit.models import Delivery
from audit.trail import chain_of
from councils.pages import ActPage, WorkspacePage
from records import letters
from records.models import Letter


class Outbox(WorkspacePage, ListView):
    """All letters of the council, newest first, and what could not be told."""

    model = Letter
    permission_required = "records.read_outbox"
    template_name = "records/outbox.html"
    paginate_by = 20
    context_object_name = "letters"

    def get_queryset(self):
        all_letters = super().get_queryset().select_related("council").defer("text")
        narrowed = {
            "waiting": all_letters.waiting,
            "failed": all_letters.parked,
            "sent": all_letters.done,
        }
        return narrowed.get(self.request.GET.get("status", ""), all_letters.all)()

    def get_context_data(self, **kwargs):
        stuck = Delivery.objects.parked().filter(event__chain=chain_of(self.council))
        return super().get_context_data(
            stuck=stuck.select_related("event").order_by("-parked_at")[:50],
            chosen=self.request.GET.get("status", ""),
            statuses=STATUSES,
            **kwargs,
        )


STATUSES = [
    ("", _("All")),
    ("waiting", _("Waiting to be sent")),
    ("failed", _("Not sent")),
    ("sent", _("Sent")),
]


class LetterDetail(WorkspacePage, DetailView):
    """One letter. Its words are shown on a trial installation only: a letter may hold
    a link that is its reader's alone."""

    model = Letter
    permission_required = "records.read_outbox"
    slug_field = "uid"
    slug_url_kwarg = "uid"
    template_name = "records/letter_detail.html"

    def get_context_data(self, **kwargs):
        shows_words = not settings.PRODUCTION
        words = letters.paragraphs(self.object.text) if shows_words else ""
        return super().get_context_data(shows_words=shows_words, words=words, **kwargs)


class RetryLetter(ActPage):
    """Send a letter again that could not be sent."""

    model = Letter
    permission_required = "records.retry_letter"
    slug_field = "uid"
    slug_url_kwarg = "uid"
    template_name = "records/letter_retry.html"
    success_message = _("The letter is waiting to be sent again")

    def get_queryset(self):
        return super().get_queryset().parked()

    def act(self, letter, form):
        letter.retry()


class RetryDelivery(ActPage):
    """Tell a part of the portal again of something that happened."""

    model = Delivery
    permission_required = "records.retry_delivery"
    template_name = "records/delivery_retry.html"
    success_message = _("We will try again within a minute")

    def get_queryset(self):
        ours = Delivery.objects.parked().filter(event__chain=chain_of(self.council))
        return ours.select_related("event")

    def permission_object(self):
        self.get_object()
        return self.council

    def act(self, delivery, form):
        delivery.retry()

    def get_success_url(self):
        return reverse("records:outbox", args=[self.council.slug])
