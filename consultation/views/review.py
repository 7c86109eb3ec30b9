"""The sender of a comment asks that another officer looks at a decision again."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import FormView

from audit.lifecycle import Refused
from consultation.forms.reviewing import AskReviewForm
from consultation.views.own_response import PrivatePage
from records.models import ModerationReview


class AskReview(PrivatePage, FormView):
    """Once for each comment, while words of it are not shown."""

    template_name = "consultation/ask_review.html"
    form_class = AskReviewForm

    @property
    def comment(self):
        if not hasattr(self, "_comment"):
            mine = self.response.comments.for_reading()
            reference = self.kwargs["reference"]
            self._comment = get_object_or_404(mine, reference=reference)
        return self._comment

    def form_valid(self, form):
        try:
            ModerationReview.ask(self.comment, form.cleaned_data["because"])
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.back())

    def get_context_data(self, **kwargs):
        comment = self.comment
        return super().get_context_data(
            comment=comment,
            review=ModerationReview.objects.about(comment).first(),
            **kwargs,
        )
