"""Check what you wrote, send it, and come back to it later."""

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from audit import clock
from audit.lifecycle import Refused
from consultation import copies, drafts, limits, receipts
from consultation.forms.responding import CopyForm, ReceiptForm
from consultation.models import Comment, EqualitySheet, Response
from consultation.submission import private_path
from consultation.views.asking import note_reply
from consultation.views.at_the_desk import DraftingPage
from consultation.views.drafting import answered, area_name, entries
from consultation.views.equality import hand_ticket
from councils.pages import CouncilPage

RECEIPT_COOKIE = "receipt"
LATEST_COOKIE = "sent"
COPY_COOKIE = "copy"  # a copy may be asked for: never by who is under 13
RECEIPT_SECONDS = 3600  # long enough to write it down, short on a shared computer


class Check(DraftingPage, TemplateView):
    """Everything that will be sent, with a way to change each part."""

    template_name = "consultation/check.html"

    def get(self, request, *args, **kwargs):
        if not self.draft or self.draft.is_empty:
            return HttpResponseRedirect(self.url("respond"))
        if (following := self.onward()) != self.url("check"):
            return HttpResponseRedirect(following)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        lately = limits.refuse_over(limits.RESPONSES, request)
        if self.draft and lately > limits.HELD_AFTER:
            self.draft.suspicion = (
                self.draft.suspicion or "Many responses came from one address."
            )
            self.draft.keep()
        may_copy = self.draft is not None and not self.draft.is_for_a_child
        try:
            receipt = drafts.send(self.round, self.key) if self.key else None
        except Refused as refusal:
            return self.render_to_response(
                self.get_context_data(errors=refusal.messages)
            )
        if receipt is None:
            return HttpResponseRedirect(self.url("respond"))
        # The transaction has committed, so the receipt may be shown.
        address = self.url("sent", ref=receipt.response.printed_code)
        asks = EqualitySheet.is_taken(self.round)
        following = self.url("about_you") if asks else address
        answer = self.forget(HttpResponseRedirect(following))
        if receipt.token:
            self.lend(answer, RECEIPT_COOKIE, receipt.token, address)
        if may_copy:
            self.lend(answer, COPY_COOKIE, "yes", address)
        note_reply(request, answer, self.round)
        if asks:
            self.ask_about_you(answer, receipt.response.printed_code)
        return answer

    def ask_about_you(self, answer, code: str) -> None:
        """Two cookies: a ticket for the questions, and what finds the receipt after
        them. The browser never brings both to one page."""
        hand_ticket(
            answer,
            self.round,
            path=self.url("about_you"),
            is_secure=self.request.is_secure(),
        )
        self.lend(answer, LATEST_COOKIE, code, self.url("latest_sent"))

    def lend(self, answer, name: str, value: str, path: str) -> None:
        """A cookie for the time after sending, on one page only."""
        answer.set_cookie(
            name,
            value,
            path=path,
            max_age=RECEIPT_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=self.request.is_secure(),
        )

    def get_context_data(self, **kwargs):
        draft = self.draft
        labels = dict(Response.Kind.choices)
        return super().get_context_data(
            entries=entries(draft),
            answered=answered(draft),
            behalf=draft.behalf,
            files=list(draft.attachments.select_related("file")),
            about=draft.about,
            kind_label=labels.get(draft.about.get("kind"), ""),
            area_name=area_name(self.council, draft.about.get("area", "")),
            is_late=self.round.has_closed(),
            in_grace=self.round.is_in_grace(draft.begun_at, clock.now()),
            **kwargs,
        )


class LatestSent(DraftingPage, View):
    """From the questions about you on to the receipt of what this browser sent."""

    def get(self, request, *args, **kwargs):
        code = receipts.read(request.COOKIES.get(LATEST_COOKIE, ""))
        if code is None:
            council = {"council": self.council.slug}
            return HttpResponseRedirect(
                reverse("consultation:find_receipt", kwargs=council)
            )
        return HttpResponseRedirect(self.url("sent", ref=receipts.printed(code)))


@method_decorator(never_cache, name="dispatch")
class Sent(CouncilPage, FormView):
    """The receipt. It shows what is public, and to the browser that has just sent the
    response the private link and a way to have a copy."""

    template_name = "consultation/sent.html"
    form_class = CopyForm

    def form_valid(self, form):
        limits.refuse_over(limits.COPIES, self.request)
        try:
            if not self.may_copy:
                raise Refused(
                    _(
                        "We send a copy only in the hour after sending, from the same "
                        "browser. Print this page, or open your private link."
                    )
                )
            copies.send(self.response, form.cleaned_data["email"])
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(f"{self.request.path}?copy=sent")

    @property
    def is_just_sent(self) -> bool:
        """Whether this is the browser that sent it, within the hour."""
        token = self.request.COOKIES.get(RECEIPT_COOKIE, "")
        return bool(token) and receipts.token_hash(token) == self.response.link_hash

    @property
    def may_copy(self) -> bool:
        is_asked = COPY_COOKIE in self.request.COOKIES
        return is_asked and self.is_just_sent and copies.may_be_sent(self.response)

    def get_context_data(self, **kwargs):
        response, link = self.response, ""
        if self.is_just_sent:
            token = self.request.COOKIES[RECEIPT_COOKIE]
            link = self.request.build_absolute_uri(private_path(response, token))
        return super().get_context_data(
            response=response,
            round=response.round,
            consultation=response.round.consultation,
            phase=response.round.phase(),
            link=link,
            may_copy=self.may_copy,
            is_copied=self.request.GET.get("copy") == "sent",
            comments=self.public_comments(response),
            **kwargs,
        )

    @cached_property
    def response(self) -> Response:
        """The response with the code in the address. Wrong codes are counted."""
        limits.refuse_reached(limits.WRONG_CODES, self.request)
        code = receipts.read(self.kwargs["ref"])
        found = (
            Response.objects.for_council(self.council)
            .select_related("round__consultation__council", "round__edition")
            .filter(receipt_code=code, round__consultation__slug=self.kwargs["slug"])
            .first()
        )
        if found is None:
            limits.count(limits.WRONG_CODES, self.request)
            raise Http404
        return found

    def public_comments(self, response):
        """What a reader of the public list could see anyway."""
        if not response.round.shows_comments():
            return []
        comments = Comment.objects.filter(response=response).counted().public()
        return comments.for_reading()


@method_decorator(never_cache, name="dispatch")
class FindReceipt(CouncilPage, FormView):
    """Type in a receipt code."""

    template_name = "consultation/find_receipt.html"
    form_class = ReceiptForm

    def form_valid(self, form):
        limits.refuse_reached(limits.WRONG_CODES, self.request)
        code = receipts.read(form.cleaned_data["code"])
        found = None
        if code:
            found = (
                Response.objects.for_council(self.council)
                .filter(receipt_code=code)
                .select_related("round__consultation__council")
                .first()
            )
        if found is None:
            limits.count(limits.WRONG_CODES, self.request)
            form.add_error(
                "code", _("No response here has this code. Check each sign again.")
            )
            return self.form_invalid(form)
        return HttpResponseRedirect(
            reverse(
                "consultation:sent",
                kwargs={
                    "council": self.council.slug,
                    "slug": found.round.slug,
                    "ref": found.printed_code,
                },
            )
        )
