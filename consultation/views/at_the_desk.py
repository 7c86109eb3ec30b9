"""What all pages share on which somebody writes: the round, the draft, the cookie.

Nothing here refuses a person for being slow, late or on a shared computer.
"""

from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from audit import clock
from consultation import receipts
from consultation.models import Draft, Response
from consultation.views.rounds import OfAnnouncedRound
from councils.govuk_fields import say_time
from councils.pages import CouncilPage

COOKIE = "draft"


@method_decorator(never_cache, name="dispatch")
class DraftingPage(OfAnnouncedRound, CouncilPage):
    """A page on which somebody writes. It knows the round and the draft, if any."""

    object = None

    def dispatch(self, request, *args, **kwargs):
        self.round = self.get_object()
        if not self.round.has_opened():
            return HttpResponseRedirect(self.round.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    @property
    def token(self) -> str:
        return self.request.COOKIES.get(COOKIE, "")

    @property
    def draft(self) -> Draft | None:
        """What this browser writes, or what this account began in another one."""
        if not hasattr(self, "_draft"):
            self._draft = self._of_browser() or self._of_account()
            if self._draft:
                self._draft.round = self.round
        return self._draft

    def _of_browser(self) -> Draft | None:
        if not self.token:
            return None
        key = receipts.token_hash(self.token)
        return self.round.drafts.filter(key_hash=key).first()

    def _of_account(self) -> Draft | None:
        user = self.request.user
        if self.token or not user.is_authenticated:
            return None
        return self.round.drafts.filter(writer=user).order_by("-changed_at").first()

    @property
    def key(self) -> str:
        """What the draft is sent under, so that it is sent once."""
        if self.draft:
            return self.draft.key_hash
        return receipts.token_hash(self.token) if self.token else ""

    def url(self, name: str, **more) -> str:
        council, slug = self.council.slug, self.round.slug
        return reverse(
            f"consultation:{name}", kwargs={"council": council, "slug": slug, **more}
        )

    def remember(self, answer, token: str):
        """Let this browser find its draft again, on this consultation's pages only."""
        if token:
            answer.set_cookie(
                COOKIE,
                token,
                path=self.cookie_path,
                httponly=True,
                samesite="Lax",
                secure=self.request.is_secure(),
            )
        return answer

    def forget(self, answer):
        answer.delete_cookie(COOKIE, path=self.cookie_path, samesite="Lax")
        return answer

    @property
    def cookie_path(self) -> str:
        return self.round.consultation.get_absolute_url()

    def begun(self) -> tuple[Draft, str]:
        """The draft and the token of this browser; a new one if there is none.

        Whoever is signed in finds it again by the account too.
        """
        token = self.token
        if self.draft is None:
            self._draft, token = Draft.begin(self.round)
        if self.request.user.is_authenticated and self.draft.writer_id is None:
            self._draft.writer = self.request.user
        return self._draft, token

    def onward(self) -> str:
        """The next thing to ask: what describes them, how to reach them, the check."""
        if not self.draft.is_described:
            return self.url("sender")
        return self.url("contact" if self.draft.owes_contact else "check")

    def onward_first(self) -> str:
        """Bodies are asked once whom they speak for; then as for everybody."""
        is_body = self.draft.about.get("kind") in Response.BODIES
        return self.url("behalf_organisation") if is_body else self.onward()

    def get_context_data(self, **kwargs):
        return super().get_context_data(draft=self.draft, **kwargs)


class NeedsDraft:
    """A page that means nothing before something is written."""

    def dispatch(self, request, *args, **kwargs):
        self.round = self.get_object()
        if self.draft is None:
            return HttpResponseRedirect(self.url("respond"))
        return super().dispatch(request, *args, **kwargs)


class PutsAside:
    """A form whose script puts the words aside on the server now and then.

    The script posts the form to the page's own address with `?keep=yes`; a subclass
    says in `put_aside()` what it keeps. Nothing is refused and nothing is sent.
    """

    def post(self, request, *args, **kwargs):
        if "keep" in request.GET:
            return self.answer_the_script()
        return super().post(request, *args, **kwargs)

    def answer_the_script(self):
        if not (self.round.is_open() or self.round.takes_late_responses()):
            return JsonResponse({"sentence": ""}, status=409)
        form = self.get_form()
        token = self.put_aside(form)
        said = self.unfinished(form) or _("Draft saved at %s. It is not sent.") % (
            say_time(clock.london(clock.now()))
        )
        return self.remember(JsonResponse({"sentence": said}), token)

    def unfinished(self, form) -> str:
        """Why the words as they stand could not be kept, in a sentence."""
        return ""

    def get_context_data(self, **kwargs):
        query = self.request.GET.copy()
        query["keep"] = "yes"
        return super().get_context_data(keep=f"?{query.urlencode()}", **kwargs)
