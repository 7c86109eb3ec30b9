"""Officers ask those who must be asked; the invited open a page of their own."""

from django.http import Http404, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from consultation import invitations, preparing, targets
from consultation.forms import asking as forms
from consultation.models import Stakeholder
from consultation.views.planning import RoundAct
from consultation.views.preparing import OfPart, Preparing, address_of
from consultation.views.rounds import OfAnnouncedRound
from councils.govuk import EmptyForm
from councils.pages import CouncilPage

INVITED_COOKIE = "invited"


class Audience(Preparing):
    """Everybody who must be asked, by group, and whether they were."""

    permission_required = "consultation.ask_stakeholders"
    template_name = "consultation/plan_audience.html"
    form_class = forms.StakeholderForm
    heading = gettext_lazy("Whom to ask")
    intro = gettext_lazy(
        "Each group needs somebody to ask and a way to ask them, or a reason why it "
        "does not matter here."
    )
    button = gettext_lazy("Add")
    success_message = gettext_lazy("Added to the list")

    def get_success_url(self):
        return self.again()

    def act(self, round, form):
        preparing.plan_stakeholders(
            round.consultation, [form.cleaned_data], by=self.request.user
        )

    def get_context_data(self, **kwargs):
        round = self.object
        told = list(round.consultation.stakeholders.all())
        listed = [
            (label, [one for one in told if one.group == code])
            for code, label in preparing.groups().items()
        ]
        mine = Stakeholder.objects.filter(consultation=round.consultation)
        is_running = not invitations.obstacles(round)
        return super().get_context_data(
            groups=listed,
            targets=targets.reached(round),
            to_invite=mine.to_invite().count() if is_running else 0,
            to_remind=mine.to_remind().count() if is_running else 0,
            **kwargs,
        )


class NoteContact(OfPart):
    permission_required = "consultation.ask_stakeholders"
    rows = "stakeholders"
    form_class = forms.ContactedForm
    success_message = gettext_lazy("Noted with today's date")

    def act(self, round, form):
        if form.cleaned_data["step"] == "strike":
            preparing.strike_stakeholder(self.part(), by=self.request.user)
        else:
            step = form.cleaned_data["step"]
            preparing.note_contact(self.part(), step, by=self.request.user)

    def get_success_url(self):
        return address_of(self.object, "audience")


class ReachTargets(Preparing):
    """The least number of replies from each group, set before the round opens."""

    form_class = forms.TargetsForm
    template_name = "consultation/plan_targets.html"
    heading = gettext_lazy("Least number of replies")
    intro = gettext_lazy(
        "Set how many replies you want from each group at least. The numbers cannot "
        "change once the round is open, and the statement shows what came."
    )
    success_message = gettext_lazy("Numbers saved")

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "groups": targets.reached(self.object),
        }

    def act(self, round, form):
        targets.set_targets(round.consultation, form.least(), by=self.request.user)

    def get_success_url(self):
        return address_of(self.object, "audience")


class Invite(RoundAct):
    """Write to everybody with an address who was not asked yet."""

    permission_required = "consultation.ask_stakeholders"
    template_name = "consultation/invite.html"
    asks_again = False

    def obstacles_for(self, round):
        return invitations.obstacles(round)

    def chosen(self, round):
        mine = Stakeholder.objects.filter(consultation=round.consultation)
        return mine.to_remind() if self.asks_again else mine.to_invite()

    def act(self, round, form):
        write = invitations.remind if self.asks_again else invitations.invite
        self.count = write(round, by=self.request.user)

    def get_success_message(self):
        words = ngettext("%s letter is written", "%s letters are written", self.count)
        return words % self.count

    def get_success_url(self):
        return address_of(self.object, "audience")

    def get_context_data(self, **kwargs):
        names = preparing.groups()
        chosen = [
            (names.get(one.group, one.group), one) for one in self.chosen(self.object)
        ]
        return super().get_context_data(
            chosen=chosen, asks_again=self.asks_again, **kwargs
        )


class Remind(Invite):
    """Write once more to those who did not reply."""

    asks_again = True


@method_decorator(never_cache, name="dispatch")
class Invited(OfAnnouncedRound, CouncilPage, FormView):
    """The page behind an invitation. Starting from here notes that they replied."""

    template_name = "consultation/invited.html"
    form_class = EmptyForm
    object = None

    def get(self, request, *args, **kwargs):
        invitations.note_opened(self.stakeholder())
        return super().get(request, *args, **kwargs)

    def stakeholder(self) -> Stakeholder:
        found = invitations.find(self.get_object(), self.kwargs["token"])
        if found is None:
            raise Http404
        return found

    def form_valid(self, form):
        invitations.note_opened(self.stakeholder())
        home = self.get_object().get_absolute_url()
        answer = HttpResponseRedirect(f"{home}respond/")
        answer.set_cookie(
            INVITED_COOKIE,
            self.kwargs["token"],
            path=home,
            httponly=True,
            samesite="Lax",
            secure=self.request.is_secure(),
        )
        return answer

    def get_context_data(self, **kwargs):
        return super().get_context_data(stakeholder=self.stakeholder(), **kwargs)


def note_reply(request, answer, round) -> None:
    """A response was sent from a browser that came by an invitation: say so, once."""
    if token := request.COOKIES.get(INVITED_COOKIE):
        invitations.note_reply(round, token)
        answer.delete_cookie(INVITED_COOKIE, path=round.get_absolute_url())
