"""Officers check what people sent before others read it."""

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView

from consultation.forms.answering import ModerationForm, SetAsideForm
from consultation.hints import marked
from consultation.models import Comment, Response
from consultation.views.rounds import OfRound
from councils.pages import ActPage, WorkspacePage
from records.redaction import spans_of

PAGE_SIZE = 20


class CommentQueue(OfRound, WorkspacePage, DetailView):
    """All comments of a round; those that nobody has checked come first."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/comment_queue.html"

    def get_context_data(self, **kwargs):
        every = self.object.comments.counted()
        state = self.request.GET.get("state", Comment.Moderation.RECEIVED)
        comments = every.filter(moderation=state) if state != "all" else every
        page = Paginator(comments.for_reading().order_by("pk"), PAGE_SIZE)
        return super().get_context_data(
            page=page.get_page(self.request.GET.get("page")),
            state=state,
            states=[*Comment.Moderation.choices, ("all", _("All"))],
            to_check=every.to_moderate().count(),
            held=self.object.responses.held().count(),
            **kwargs,
        )


class ModerateComment(ActPage):
    """Publish, publish with words removed, or do not publish."""

    model = Comment
    slug_field = "reference"
    slug_url_kwarg = "reference"
    permission_required = "consultation.moderate_comment"
    template_name = "consultation/comment_moderate.html"
    form_class = ModerationForm

    def get_queryset(self):
        comments = Comment.objects.for_council(self.council)
        return comments.filter(
            round__consultation__slug=self.kwargs["slug"]
        ).for_reading()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "comment": self.object}

    def act(self, comment, form):
        chosen = form.cleaned_data
        by = self.request.user
        if chosen["decision"] == form.PUBLISH:
            comment.publish(by)
        elif chosen["decision"] == form.IN_PART:
            spans = [
                span
                for passage in chosen["passages"]
                for span in spans_of(comment.text, passage, chosen["removed_because"])
            ]
            comment.publish_in_part(spans, by)
        else:
            comment.withhold(chosen["withheld_because"], by)
        for report in comment.reports.filter(answered_at=None):
            report.answer(by=by)

    def get_success_message(self):
        left = self.object.round.comments.counted().to_moderate().count()
        if not left:
            return _("Saved. Nothing is left to check.")
        words = ngettext("Saved. %s comment left.", "Saved. %s comments left.", left)
        return words % left

    def get_success_url(self):
        """The next comment to check, or the queue when there is none."""
        waiting = self.object.round.comments.counted().to_moderate()
        following = waiting.filter(pk__gt=self.object.pk).order_by("pk").first()
        following = following or waiting.order_by("pk").first()
        if following:
            following.round = self.object.round
            return following.get_workspace_url()
        return f"{self.object.round.get_workspace_url()}comments/"

    def get_context_data(self, **kwargs):
        comment = self.object
        return super().get_context_data(
            comment=comment,
            round=comment.round,
            hints=marked(comment.text),
            reports=comment.reports.filter(answered_at=None),
            queue_url=f"{comment.round.get_workspace_url()}comments/",
            left=comment.round.comments.counted().to_moderate().count(),
            **kwargs,
        )


class HeldResponses(OfRound, WorkspacePage, DetailView):
    """Responses that look automatic. Each waits for a person."""

    permission_required = "consultation.moderate_comment"
    template_name = "consultation/held_list.html"

    def get_context_data(self, **kwargs):
        held = self.object.responses.held().prefetch_related("comments")
        page = Paginator(held.order_by("pk"), PAGE_SIZE)
        return super().get_context_data(
            page=page.get_page(self.request.GET.get("page")), **kwargs
        )


class DecideHeld(ActPage):
    """Is this from a person?"""

    model = Response
    slug_field = "uid"
    slug_url_kwarg = "uid"
    permission_required = "consultation.moderate_comment"
    template_name = "consultation/held_decide.html"
    form_class = SetAsideForm
    success_message = gettext_lazy("Decision saved")

    def get_queryset(self):
        responses = Response.objects.for_council(self.council).held()
        return responses.filter(
            round__consultation__slug=self.kwargs["slug"]
        ).select_related("round__consultation__council", "area")

    def act(self, response, form):
        if form.cleaned_data["decision"] == form.RELEASE:
            response.release(by=self.request.user)
        else:
            response.set_aside(form.cleaned_data["reason"], by=self.request.user)

    def get_success_url(self):
        return f"{self.object.round.get_workspace_url()}held/"

    def get_context_data(self, **kwargs):
        response = self.object
        return super().get_context_data(
            response=response,
            round=response.round,
            comments=response.comments.for_reading(),
            **kwargs,
        )
