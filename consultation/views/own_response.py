"""What only the sender's link opens: see it, change it, take it back."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from audit.lifecycle import Refused
from consultation import later, receipts
from consultation.forms.questions import AnswerForm
from consultation.forms.responding import WordsForm
from consultation.models import Answer, Comment, Response
from consultation.submission import private_path
from councils.pages import CouncilPage


@method_decorator(never_cache, name="dispatch")
class PrivatePage(CouncilPage):
    """A page that only the sender's link opens."""

    def dispatch(self, request, *args, **kwargs):
        self.response = get_object_or_404(
            Response.objects.for_council(self.council).select_related(
                "round__consultation__council", "round__edition", "area", "contact"
            ),
            link_hash=receipts.token_hash(self.kwargs["token"]),
        )
        answer = super().dispatch(request, *args, **kwargs)
        # nothing goes to other sites; with "no-referrer" a browser would send the forms
        # of this page as if they came from nowhere, and they would be refused
        answer["Referrer-Policy"] = "same-origin"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    def back(self) -> str:
        return private_path(self.response, self.kwargs["token"])

    def get_context_data(self, **kwargs):
        round = self.response.round
        return super().get_context_data(
            response=self.response,
            round=round,
            consultation=round.consultation,
            phase=round.phase(),
            back=self.back(),
            may_change=self.response.may_be_changed(),
            **kwargs,
        )


class MyResponse(PrivatePage, TemplateView):
    """What you said, whether it is published, and what came of it."""

    template_name = "consultation/my_response.html"

    def get_context_data(self, **kwargs):
        contact = getattr(self.response, "contact", None)
        comments = (
            self.response.comments.for_reading()
            .prefetch_related(
                "issues__citations__change__result__release",
                "issues__citations__change__result__charter__council",
            )
            .order_by("pk")
        )
        answers = list(self.response.answers.select_related("question"))
        for answer in answers:
            answer.question.round = self.response.round
        return super().get_context_data(
            comments=comments,
            answers=answers,
            versions=self.response.versions.count(),
            requests=list(self.response.requests.all()),
            steps=later.steps_of(self.response),
            wants_later=getattr(contact, "wants_later", False),
            files=list(self.response.attachments.select_related("file")),
            **kwargs,
        )


class AmendComment(PrivatePage, FormView):
    """Put new words in place of the old, until the close."""

    template_name = "consultation/comment_amend.html"
    form_class = WordsForm

    def comment(self) -> Comment:
        if not hasattr(self, "_comment"):
            self._comment = get_object_or_404(
                self.response.comments.for_reading(), reference=self.kwargs["reference"]
            )
            self._comment.response = self.response
        return self._comment

    def get_initial(self):
        comment = self.comment()
        return {n: getattr(comment, n) for n in ("stance", "text", "wanted_change")}

    def form_valid(self, form):
        try:
            self.comment().amend(
                form.cleaned_data["text"],
                wanted_change=form.cleaned_data["wanted_change"],
                stance=form.cleaned_data["stance"],
            )
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.back())

    def get_context_data(self, **kwargs):
        return super().get_context_data(comment=self.comment(), **kwargs)


class AmendAnswer(PrivatePage, FormView):
    """Answer one question otherwise, until the close."""

    template_name = "consultation/answer_amend.html"
    form_class = AnswerForm

    def answer(self) -> Answer:
        if not hasattr(self, "_answer"):
            self._answer = get_object_or_404(
                self.response.answers.select_related("question"),
                question__number=self.kwargs["number"],
            )
            self._answer.response = self.response
            self._answer.question.round = self.response.round
        return self._answer

    def get_form_kwargs(self):
        answer = self.answer()
        given = {"question": answer.question, "value": answer.value}
        return {**super().get_form_kwargs(), **given}

    def post(self, request, *args, **kwargs):
        if "take_back" in request.POST:
            return self.save(None, self.get_form())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        return self.save(form.cleaned_data["value"], form)

    def save(self, value, form):
        try:
            self.answer().amend(value)
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.back())

    def get_context_data(self, **kwargs):
        return super().get_context_data(question=self.answer().question, **kwargs)


class Withdraw(PrivatePage, TemplateView):
    """Take the whole response back, until the close."""

    template_name = "consultation/response_withdraw.html"

    def post(self, request, *args, **kwargs):
        try:
            self.response.withdraw()
        except Refused as refusal:
            context = self.get_context_data(errors=refusal.messages)
            return self.render_to_response(context)
        return HttpResponseRedirect(self.back())
