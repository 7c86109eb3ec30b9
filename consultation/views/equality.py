"""About you, kept apart; what it shows, counted; and who is missing."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView

from audit.lifecycle import Refused
from consultation import equality, limits, reach, receipts, targets
from consultation.forms.equality import EqualityForm, OutreachForm, ProfileForm
from consultation.models import EqualitySheet, Outreach
from consultation.models.equality import questions
from consultation.views.planning import RoundAct
from consultation.views.rounds import OfAnnouncedRound, OfRound
from councils.pages import CouncilPage, WorkspacePage

TICKET_COOKIE = "about-you"
TICKET_SALT = "consultation.about-you"
TICKET_SECONDS = 3600


def hand_ticket(answer, round, *, path: str, is_secure: bool):
    """Give the browser a ticket that says nothing about the response: a random number
    that is written down nowhere else."""
    ticket = signing.dumps([round.pk, receipts.new_token()], salt=TICKET_SALT)
    answer.set_cookie(
        TICKET_COOKIE,
        ticket,
        path=path,
        max_age=TICKET_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=is_secure,
    )
    return answer


@method_decorator(never_cache, name="dispatch")
class AboutYou(OfAnnouncedRound, CouncilPage, FormView):
    """Questions that nobody has to answer, between sending and the receipt.

    The response has been sent before. Neither the address of this page nor a cookie
    that comes with it says which response that was.
    """

    template_name = "consultation/about_you.html"
    form_class = EqualityForm
    object = None

    @property
    def ticket(self) -> str:
        """The random part of this browser's ticket for this round, or ""."""
        given = self.request.COOKIES.get(TICKET_COOKIE, "")
        try:
            pk, ticket = signing.loads(given, salt=TICKET_SALT, max_age=TICKET_SECONDS)
        except (signing.BadSignature, ValueError, TypeError):
            return ""
        return ticket if pk == self.get_object().pk else ""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "questions": questions(self.get_object())}

    def form_valid(self, form):
        limits.refuse_over(limits.SHEETS, self.request)
        if self.ticket and form.answers():
            try:
                EqualitySheet.fill(self.get_object(), self.ticket, form.answers())
            except Refused as refusal:
                form.add_error(None, refusal)
                return self.form_invalid(form)
        answer = HttpResponseRedirect(self.round_url("latest_sent"))
        answer.delete_cookie(TICKET_COOKIE, path=self.request.path)
        return answer

    def round_url(self, name: str) -> str:
        slugs = {"council": self.council.slug, "slug": self.get_object().slug}
        return reverse(f"consultation:{name}", kwargs=slugs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            has_ticket=bool(self.ticket),
            onward=self.round_url("latest_sent"),
            **kwargs,
        )


class EqualityFigures(OfRound, WorkspacePage, DetailView):
    """The counts, small ones hidden. Nobody can open a single answer."""

    permission_required = "consultation.read_equality"
    template_name = "consultation/equality_figures.html"

    def get_context_data(self, **kwargs):
        round = self.object
        newest = round.equality_releases.first()
        base = equality.percentage_base()
        return super().get_context_data(
            newest=newest,
            tables=list(equality.shown_tables(round, newest)) if newest else [],
            least=equality.least(round.council),
            base=base,
            **kwargs,
        )


class Reach(OfRound, WorkspacePage, DetailView):
    """Who has not been heard yet, and what was done about it."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/reach.html"

    def get_context_data(self, **kwargs):
        round = self.object
        may_see = self.request.user.has_perm("consultation.read_equality", round)
        logged = list(round.outreach.all())
        for entry in logged:
            if entry.group in reach.OPEN or may_see:
                entry.after = reach.heard_now(round, entry.group, entry.option)
            else:
                entry.before = entry.after = None
        return super().get_context_data(
            targets=targets.reached(round),
            wards=reach.by_ward(round),
            kinds=reach.by_kind(round),
            sizes=reach.by_business_size(round),
            groups=reach.by_equality(round) if may_see else [],
            may_see_equality=may_see,
            logged=logged,
            is_half_way=round.has_opened() and reach.is_half_way(round),
            sources=sorted(
                set(self.council.profile_figures.values_list("source", flat=True))
            ),
            **kwargs,
        )


class LogOutreach(RoundAct):
    """Write down what was done to reach people."""

    permission_required = "consultation.log_outreach"
    template_name = "consultation/outreach_form.html"
    form_class = OutreachForm
    success_message = gettext_lazy("Logged")

    def get_form_kwargs(self):
        round = self.object
        gaps = reach.told_openly(round)
        gaps += [gap for _words, some in reach.by_equality(round) for gap in some]
        return {**super().get_form_kwargs(), "gaps": gaps}

    def act(self, round, form):
        gap = form.gap
        Outreach.log(
            round,
            group=gap.group,
            option=gap.option,
            label=gap.label,
            what=form.cleaned_data["what"],
            done_on=form.cleaned_data["done_on"],
            before=gap.heard,
            by=self.request.user,
        )

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}reach/"


class LoadProfile(WorkspacePage, FormView):
    """Load census figures, so that gaps can be seen."""

    permission_required = "consultation.load_profile"
    template_name = "consultation/profile_form.html"
    form_class = ProfileForm

    def form_valid(self, form):
        content = form.cleaned_data["file"].read()
        try:
            count = reach.import_profile(self.council, content, by=self.request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal)
            return self.form_invalid(form)
        words = ngettext("%s figure loaded", "%s figures loaded", count)
        messages.success(self.request, words % count)
        return HttpResponseRedirect(self.request.path)

    def get_context_data(self, **kwargs):
        figures = self.council.profile_figures.all()
        return super().get_context_data(figures=figures, **kwargs)


class PublicReach(OfAnnouncedRound, CouncilPage, DetailView):
    """From which wards and kinds of people we have not heard, while it runs."""

    template_name = "consultation/public_reach.html"

    def get_context_data(self, **kwargs):
        round = self.object
        if not round.has_opened():
            raise Http404
        few = equality.least(round.council)
        parts = (
            (_("Wards"), reach.by_ward(round)),
            (_("Who replied"), reach.by_kind(round)),
            (_("Organisations by size"), reach.by_business_size(round)),
        )
        return super().get_context_data(
            parts=[
                {
                    "title": title,
                    "none": [gap for gap in gaps if not gap.heard],
                    "few": [gap for gap in gaps if 0 < gap.heard < few],
                    "more": [gap for gap in gaps if gap.heard >= few],
                }
                for title, gaps in parts
                if gaps
            ],
            least=few,
            **kwargs,
        )
