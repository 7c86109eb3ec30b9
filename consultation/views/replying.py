"""Answer the questions, add files, and keep it for later: all without an account."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from consultation import coming_back, limits, receipts, routing
from consultation.forms.questions import AnswerForm
from consultation.forms.responding import AttachForm, ComeBackForm
from consultation.models import Attachment, Draft, Response
from consultation.submission import private_path
from consultation.views.at_the_desk import DraftingPage, NeedsDraft, PutsAside
from consultation.views.not_taken import SaysWhenNothingIsTaken


class AnswerQuestion(SaysWhenNothingIsTaken, PutsAside, DraftingPage, FormView):
    """One question. The server decides which comes next."""

    template_name = "consultation/question_answer.html"
    form_class = AnswerForm

    @cached_property
    def questions(self):
        questions = list(self.round.questions.in_order())
        for question in questions:
            question.round = self.round
        return questions

    @cached_property
    def question(self):
        wanted = (q for q in self.questions if q.number == self.kwargs["number"])
        question = next(wanted, None)
        if question is None:
            raise Http404
        return question

    @property
    def given(self) -> dict:
        return self.draft.numbered if self.draft else {}

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "question": self.question,
            "value": self.given.get(self.question.number),
        }

    def form_valid(self, form):
        if not self.round.is_open() and not self.round.takes_late_responses():
            form.add_error(
                None, _("The consultation is over, so nothing can be added.")
            )
            return self.form_invalid(form)
        draft, token = self.begun()
        draft.answer(self.question.number, form.cleaned_data["value"])
        following = self.following()
        if "later" in self.request.POST:
            following = self.url("come_back")
        return self.remember(HttpResponseRedirect(following), token)

    def post(self, request, *args, **kwargs):
        if "skip" in request.POST:
            return self.skip()
        return super().post(request, *args, **kwargs)

    def skip(self):
        """Leave the question without an answer, also one that was given before."""
        if self.draft is None:
            following = routing.following(self.questions, {}, self.question.number)
            address = self.url("respond")
            if following:
                address = self.url("answer", number=following.number)
            return HttpResponseRedirect(address)
        self.draft.answer(self.question.number, None)
        return HttpResponseRedirect(self.following())

    def put_aside(self, form) -> str:
        """Keep an answer that fits; half of one can wait."""
        draft, token = self.begun()
        if form.is_valid():
            draft.answer(self.question.number, form.cleaned_data["value"])
        else:
            draft.keep()
        return token

    def unfinished(self, form) -> str:
        if form.is_valid():
            return ""
        return _("Your answer is saved as a draft once it is complete.")

    def following(self) -> str:
        """The next question that the answers lead to, then the check."""
        number = self.question.number
        if found := routing.following(self.questions, self.given, number):
            return self.url("answer", number=found.number)
        return self.url("respond" if self.draft.is_empty else "check")

    def get_context_data(self, **kwargs):
        number, path = self.question.number, routing.path(self.questions, self.given)
        before = routing.preceding(self.questions, self.given, number)
        return super().get_context_data(
            question=self.question,
            back=self.url("answer", number=before.number)
            if before
            else self.url("respond"),
            place=1 + sum(1 for one in path if one.number < number),
            in_all=max(len(path), 1),
            **kwargs,
        )


class Attach(NeedsDraft, DraftingPage, FormView):
    """Add files to what one is writing, one at a time, and take them off again."""

    template_name = "consultation/attach.html"
    form_class = AttachForm

    def post(self, request, *args, **kwargs):
        if remove := request.POST.get("remove", ""):
            return self.take_off(remove)
        return super().post(request, *args, **kwargs)

    def take_off(self, remove: str):
        attachments = self.draft.attachments.select_related("file")
        if remove.isdecimal() and len(remove) < 10:
            attachments.filter(pk=remove).discard()
        return HttpResponseRedirect(self.request.path)

    def form_valid(self, form):
        limits.refuse_over(limits.UPLOADS, self.request)
        try:
            Attachment.add(self.draft, form.cleaned_data["file"])
        except ValidationError as refusal:
            form.add_error("file", refusal)
            return self.form_invalid(form)
        self.draft.keep()
        return HttpResponseRedirect(self.request.path)

    def get_context_data(self, **kwargs):
        files = list(self.draft.attachments.select_related("file"))
        return super().get_context_data(
            files=files, is_full=len(files) >= Attachment.MOST, **kwargs
        )


class ComeBack(NeedsDraft, DraftingPage, FormView):
    """Send oneself a link to go on writing later, on any device."""

    template_name = "consultation/come_back.html"
    form_class = ComeBackForm

    def get_initial(self):
        return {"email": self.draft.about.get("email", "")}

    def form_valid(self, form):
        if not self.token:
            return HttpResponseRedirect(self.url("respond"))
        limits.refuse_over(limits.LINKS, self.request)
        coming_back.send_link(self.draft, self.token, form.cleaned_data["email"])
        return self.render_to_response(self.get_context_data(form=form, is_sent=True))

    def get_context_data(self, **kwargs):
        link = ""
        if self.token:  # an account finds the draft without one
            path = coming_back.path(self.round, self.token)
            link = self.request.build_absolute_uri(path)
        return super().get_context_data(link=link, **kwargs)


@method_decorator(never_cache, name="dispatch")
class GoOn(DraftingPage, TemplateView):
    """The page behind the link. The button opens the draft in this browser."""

    template_name = "consultation/go_on.html"

    @property
    def token(self) -> str:
        return self.kwargs["token"]

    def dispatch(self, request, *args, **kwargs):
        answer = super().dispatch(request, *args, **kwargs)
        answer["Referrer-Policy"] = "same-origin"  # the form needs to know itself
        answer["X-Robots-Tag"] = "noindex"
        return answer

    def post(self, request, *args, **kwargs):
        if self.draft is None:
            return self.get(request, *args, **kwargs)
        self.draft.keep()
        following = HttpResponseRedirect(self.url("respond"))
        return self.remember(following, self.token)

    def get_context_data(self, **kwargs):
        sent = None
        if self.draft is None:
            key = receipts.token_hash(self.token)
            sent = Response.objects.filter(
                round=self.round, idempotency_key=key
            ).first()
        kept_until = self.draft and self.draft.changed_at + Draft.KEPT_FOR
        link = ""
        if sent and sent.link_token:
            sent.round = self.round
            link = private_path(sent, sent.link_token)
        return super().get_context_data(
            sent=sent, sent_link=link, kept_until=kept_until, **kwargs
        )
