"""The review of a charter in force: priority by priority, in the open."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView

from charters import early
from charters.forms import CallForm, ConclusionForm, VerdictForm
from charters.forms.review import KeepForm
from charters.models import Charter, Review
from charters.views.writing import CharterWorkPage
from councils.pages import ActPage, CouncilPage


class ReviewWork(CharterWorkPage, TemplateView):
    """The clock, the calls for an early review, and the open review if there is one."""

    template_name = "charters/review_work.html"

    def get_context_data(self, **kwargs):
        reviews = self.charter.reviews.prefetch_related("verdicts")
        review = reviews.filter(published_at=None).first()
        return super().get_context_data(
            review=review,
            published=reviews.exclude(published_at=None),
            calls=self.charter.review_calls.all(),
            triggers=early.triggers(self.charter),
            **kwargs,
        )


class ReviewPage(CharterWorkPage, ActPage):
    """An act of the review of one charter."""

    permission_required = "charters.review_charter"

    def open_review(self) -> Review:
        return get_object_or_404(self.charter.reviews, published_at=None)

    def get_success_url(self):
        return self.url("review_work")


class OpenReview(ReviewPage):
    """Draft a proposal for each priority from what is known of it."""

    template_name = "charters/review_open.html"
    success_message = gettext_lazy("The review is open. Each priority has a draft.")

    def obstacles_for(self, charter):
        if charter.is_in_force:
            return []
        return [gettext_lazy("Only a charter that is in force can be reviewed.")]

    def act(self, charter, form):
        Review.open(charter, by=self.request.user)


class SettleVerdict(ReviewPage):
    """Accept or edit what is proposed for one priority."""

    form_class = VerdictForm
    template_name = "charters/verdict.html"
    success_message = gettext_lazy("The decision is saved.")

    def find(self):
        verdicts = self.open_review().verdicts.all()
        return get_object_or_404(verdicts, code=self.kwargs["code"])

    def get_initial(self):
        verdict = self.get_object()
        return {
            "decision": verdict.decision or verdict.proposal,
            "reason": verdict.reason or verdict.proposed_reason,
        }

    def act(self, verdict, form):
        verdict.settle(by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(verdict=self.object, **kwargs)


class PublishReview(ReviewPage):
    """Tell everyone what becomes of each priority."""

    template_name = "charters/review_publish.html"
    success_message = gettext_lazy("The review is published.")

    def find(self):
        return self.open_review()

    def obstacles_for(self, review):
        open_ones = [one for one in review.verdicts.all() if not one.decision]
        sentence = gettext_lazy("Decide about %s.")
        return [sentence % one for one in open_ones]

    @cached_property
    def latest(self):
        """The last day for the next review, when this one keeps everything."""
        keeps = self.open_review().keeps_everything
        return self.charter.latest_next_review() if keeps else None

    def get_form_class(self):
        return KeepForm if self.latest else ConclusionForm

    def get_form_kwargs(self):
        found = super().get_form_kwargs()
        return found | {"latest": self.latest} if self.latest else found

    def get_initial(self):
        return {"next_review_on": self.charter.usual_next_review()}

    def act(self, review, form):
        review.publish(by=self.request.user, **form.cleaned_data)


class CallForReview(ReviewPage):
    """Say why the charter must be reviewed before its date."""

    form_class = CallForm
    template_name = "charters/review_call.html"
    success_message = gettext_lazy(
        "Everyone can now see that a review of this charter is due."
    )

    def get_initial(self):
        """What suggests an early review is a start; a person decides."""
        wanted = self.request.GET.get("because", "")
        for one in early.triggers(self.charter):
            if one.kind == wanted:
                return {"kind": one.kind, "wording": one.sentence}
        return {}

    def act(self, charter, form):
        charter.call_for_review(by=self.request.user, **form.cleaned_data)


class ReviewPublic(CouncilPage, DetailView):
    """When a charter is reviewed, why early, and what earlier reviews decided."""

    model = Charter
    template_name = "charters/review_public.html"

    def get_queryset(self):
        return super().get_queryset().public().select_related("council")

    def get_context_data(self, **kwargs):
        reviews = self.object.reviews.exclude(published_at=None)
        return super().get_context_data(
            reviews=reviews.prefetch_related("verdicts").order_by("-published_at"),
            calls=self.object.review_calls.all(),
            **kwargs,
        )
