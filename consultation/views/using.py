"""Officers put the change that a comment asks for before the drafters."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from consultation import using
from consultation.forms.answering import UseForm
from consultation.views.planning import RoundAct


class UseInDraft(RoundAct):
    """Turn the change that somebody wants into a suggestion for the paragraph."""

    permission_required = "consultation.use_in_draft"
    template_name = "consultation/comment_use.html"
    form_class = UseForm
    success_message = gettext_lazy("The drafters have it as a suggestion")

    @cached_property
    def comment(self):
        return get_object_or_404(
            self.object.comments.counted().for_reading(),
            reference=self.kwargs["reference"],
        )

    def obstacles_for(self, round):
        return using.obstacles(self.comment)

    def get_initial(self):
        clause = using.clause_of(self.comment)
        return {
            "text": clause.text if clause else "",
            "reason": (self.comment.wanted_change or self.comment.text)[:600],
        }

    def act(self, round, form):
        told = form.cleaned_data
        self.suggestion = using.use_in_draft(
            self.comment, told["text"], told["reason"], by=self.request.user
        )

    def get_success_url(self):
        return self.suggestion.get_absolute_url()

    def get_context_data(self, **kwargs):
        uses = self.comment.draft_uses.select_related("suggestion__charter__council")
        return super().get_context_data(
            comment=self.comment,
            label=using.label_of(self.comment),
            uses=uses,
            **kwargs,
        )
