"""Officers check every text that the public may read, in one queue."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView

from audit import clock
from councils.filtering import Field, Filters
from councils.pages import ActPage, WorkspacePage
from records import hints, moderation
from records.forms.moderating import ModerationForm, ReviewForm, TogetherForm
from records.models import Moderation, ModerationReview, WaitingText

PAGE_SIZE = 20


class QueuePage(WorkspacePage):
    """What the queue and the act on several of its texts share."""

    template_name = "records/moderation.html"

    @property
    def filters(self) -> Filters:
        kinds = {
            name: model._meta.verbose_name for name, model in moderation.kinds().items()
        }
        states = dict(Moderation.choices) | {
            moderation.MINE: _("Taken by me"),
            moderation.REPORTED: _("Reported by a reader"),
            moderation.ALL: _("All"),
        }
        return Filters(
            self.request.GET,
            Field("state", _("Show: %s"), states, usual=Moderation.RECEIVED),
            Field("kind", _("Kind of text: %s"), kinds),
            Field("in", _("Only in: %s")),
            Field("words", _("Words: %s"), longest=100),
        )

    @property
    def wanted(self) -> moderation.Wanted:
        asked = self.filters
        return moderation.Wanted(
            state=asked["state"],
            kind=asked["kind"],
            scope=asked["in"],
            words=asked["words"],
            by=self.request.user,
        )

    def address(self, name: str) -> str:
        """A page of the queue, with the filters that are on."""
        address = reverse(name, args=[self.council.slug])
        query = self.request.GET.urlencode()
        return f"{address}?{query}" if query else address

    def row(self, text, officers) -> dict:
        """What the list shows of one text."""
        kind, reference = text._meta.model_name, getattr(text, text.REFERENCE)
        value = f"{kind}/{reference}"
        return {
            "text": text,
            "officer": officers.get((text._meta.label_lower, text.pk)),
            "days": waiting_days(text),
            "hints": len(hints.found(text.text)),
            "id": f"{kind}-{reference}",
            "value": value,
            "ticked": value in self.request.POST.getlist("texts"),
        }

    def get_context_data(self, **kwargs):
        wanted = self.wanted
        rows = Paginator(moderation.entries(self.council, wanted), PAGE_SIZE)
        page = rows.get_page(self.request.GET.get("page"))
        texts = moderation.texts_of(page.object_list)
        kwargs.setdefault("form", TogetherForm())
        taken = WaitingText.objects.about(texts).exclude(officer=None)
        officers = {(one.kind, one.text_id): one.officer for one in taken}
        return super().get_context_data(
            page=page,
            rows=[self.row(text, officers) for text in texts],
            together_url=self.address("records:moderate_together"),
            wanted=wanted,
            chosen=self.filters.chosen,
            states=[
                *Moderation.choices,
                (moderation.MINE, _("Taken by me")),
                (moderation.REPORTED, _("Reported by a reader")),
                (moderation.ALL, _("All")),
            ],
            kinds=[
                (name, model._meta.verbose_name)
                for name, model in moderation.kinds().items()
            ],
            to_check=moderation.to_check(self.council),
            reviews=ModerationReview.objects.for_council(self.council).waiting(),
            **kwargs,
        )


class Queue(QueuePage, TemplateView):
    """What nobody has checked, longest waiting first, whichever app it belongs to."""

    permission_required = "records.read_moderation"


class DecideTogether(QueuePage, FormView):
    """One decision about several texts. Shown again as the queue when refused."""

    permission_required = "records.moderate_text"
    form_class = TogetherForm

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.get_success_url())

    def get_form_kwargs(self):
        chosen = self.request.POST.getlist("texts")
        return {**super().get_form_kwargs(), "texts": chosen}

    def form_valid(self, form):
        chosen = form.cleaned_data["texts"]
        texts = [find(self.council, *name.split("/", 1)) for name in chosen]
        by = self.request.user
        count = moderation.decide_together(texts, form.cleaned_data["verdict"], by=by)
        words = ngettext("%s text decided.", "%s texts decided.", count) % count
        if left := len(texts) - count:
            words += (
                " "
                + ngettext(
                    "%s needs a look of its own.", "%s need a look of their own.", left
                )
                % left
            )
        messages.success(self.request, words)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return self.address("records:moderation")


def find(council, kind: str, reference: str):
    """The text that an address names, or 404."""
    model = moderation.kinds().get(kind)
    if model is None:
        raise Http404
    texts = model._default_manager.in_queue(council).for_moderators()
    try:
        return get_object_or_404(texts, **{model.REFERENCE: reference})
    except (ValueError, TypeError) as no_such_reference:
        raise Http404 from no_such_reference


def waiting_days(text) -> int | None:
    """For how many whole days a text has waited; None once it is checked."""
    if text.moderation != Moderation.RECEIVED:
        return None
    return (clock.now() - text.arrived_at).days


class ModerateText(ActPage):
    """Publish, publish with words removed, or do not publish."""

    permission_required = "records.moderate_text"
    template_name = "records/moderate_text.html"
    form_class = ModerationForm

    def get_object(self, queryset=None):
        if not hasattr(self, "_fetched"):
            kind, reference = self.kwargs["kind"], self.kwargs["reference"]
            self._fetched = find(self.council, kind, reference)
        return self._fetched

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "text": self.object}

    def act(self, text, form):
        form.cleaned_data["verdict"].give(text, by=self.request.user)
        text.after_decision(by=self.request.user)

    def get_success_message(self):
        left = moderation.to_check(self.council)
        if not left:
            return _("Saved. Nothing is left to check.")
        words = ngettext("Saved. %s text left.", "Saved. %s texts left.", left)
        return words % left

    def get_success_url(self):
        """The next text to check, or the queue when there is none."""
        waiting = moderation.entries(self.council, moderation.Wanted())
        for text in moderation.texts_of(waiting[:1]):
            return text.get_moderation_url()
        return reverse("records:moderation", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        text = self.object
        return super().get_context_data(
            text=text,
            hints=hints.marked(text.text),
            review=ModerationReview.objects.about(text).first(),
            queue_url=reverse("records:moderation", args=[self.council.slug]),
            left=moderation.to_check(self.council),
            take_url=f"{text.get_moderation_url()}take/",
            days=waiting_days(text),
            taken=WaitingText.objects.about([text]).exclude(officer=None).first(),
            **kwargs,
        )


class TakeText(ModerateText):
    """Say that one looks at a text oneself, or leave it to whoever comes."""

    form_class = None

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.get_object().get_moderation_url())

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["text"]
        return kwargs

    def form_valid(self, form):
        try:
            self.act(self.object, form)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
        return HttpResponseRedirect(self.object.get_moderation_url())

    def act(self, text, form):
        if "give_back" in self.request.POST:
            WaitingText.give_back(text, by=self.request.user)
            messages.success(self.request, _("You no longer have this text."))
        else:
            WaitingText.take(text, by=self.request.user)
            messages.success(self.request, _("You have taken this text."))


class SettleReview(ActPage):
    """Look again at what another officer decided."""

    model = ModerationReview
    permission_required = "records.review_moderation"
    template_name = "records/moderation_review.html"
    form_class = ReviewForm

    def get_object(self, queryset=None):
        if not hasattr(self, "_fetched"):
            reviews = ModerationReview.objects.for_council(self.council)
            self._fetched = get_object_or_404(reviews, pk=self.kwargs["pk"])
        return self._fetched

    def obstacles_for(self, review):
        if review.decided_at:
            return [_("This review has been decided.")]
        if review.first_by_id == self.request.user.pk:
            return [_("You made the first decision. Another officer reviews it.")]
        return []

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "text": self.object.text}

    def act(self, review, form):
        cleaned = form.cleaned_data
        review.settle(cleaned["verdict"], cleaned["answer"], by=self.request.user)

    def get_success_message(self):
        return _("The review is decided and the sender is told.")

    def get_success_url(self):
        return reverse("records:moderation", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        text = self.object.text
        return super().get_context_data(
            review=self.object,
            text=text,
            hints=hints.marked(text.text),
            queue_url=self.get_success_url(),
            **kwargs,
        )
