"""Officers change a round that is announced: always in public, never to shorten it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.forms.running import (
    DelayForm,
    ErratumForm,
    LateForm,
    MoreTimeForm,
    ReasonForm,
)
from consultation.models import Round
from consultation.views.planning import RoundAct

PAGE_SIZE = 50
FIVE_MINUTES = dt.timedelta(minutes=5)  # time to press the button


class RunningAct(RoundAct):
    """An act on an announced round. A notice tells everybody, and followers by
    e-mail."""

    template_name = "consultation/running_act.html"
    form_class = ReasonForm
    heading = ""
    effects: tuple = ()
    button = ""
    is_harmful = False
    may_be_closed = False

    def obstacles_for(self, round):
        if round.status != Round.Status.SCHEDULED:
            return [_("This can be done only while a round is announced.")]
        if round.has_closed() and not self.may_be_closed:
            return [_("The round has closed. Plan another round to give more time.")]
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=self.heading,
            effects=self.effects,
            button=self.button,
            button_kind="warning" if self.is_harmful else "",
            **kwargs,
        )


class ExtendRound(RunningAct):
    permission_required = "consultation.extend_round"
    form_class = MoreTimeForm
    heading = gettext_lazy("Give people more time")
    effects = (
        gettext_lazy("A round can be made longer, and never shorter."),
        gettext_lazy("A public notice gives the reason. Followers get an email."),
    )
    button = gettext_lazy("Give more time")
    success_message = gettext_lazy("The new closing date is published")

    def get_initial(self):
        return {"closes_at": self.object.closes_at}

    def act(self, round, form):
        given = form.cleaned_data
        round.extend(
            given["closes_at"],
            given["words"],
            results_by_on=given["results_by_on"],
            decision_on=given["decision_on"],
            by=self.request.user,
        )


class CorrectRound(RunningAct):
    permission_required = "consultation.correct_round"
    form_class = ErratumForm
    heading = gettext_lazy("Publish a correction")
    effects = (
        gettext_lazy(
            "The text that people reply to cannot change. The correction stands above "
            "the paragraph, in the notices and in the statement."
        ),
        gettext_lazy(
            "If the mistake could change what people say, also give more time, or "
            "pause the round."
        ),
    )
    button = gettext_lazy("Publish the correction")
    success_message = gettext_lazy("The correction is published")
    may_be_closed = True

    def get_form_kwargs(self):
        edition = self.object.edition
        clauses = edition.clauses.order_by("position") if edition else []
        return {**super().get_form_kwargs(), "clauses": clauses}

    def act(self, round, form):
        given = form.cleaned_data
        round.correct(given["words"], clause=given["clause"], by=self.request.user)


class PauseRound(RunningAct):
    permission_required = "consultation.pause_round"
    heading = gettext_lazy("Pause the round")
    effects = (
        gettext_lazy("Nobody can send a response until you open it again."),
        gettext_lazy("What came in is kept, and people get the lost time back."),
    )
    button = gettext_lazy("Pause the round")
    is_harmful = True
    success_message = gettext_lazy("The round is paused")

    def obstacles_for(self, round):
        found = super().obstacles_for(round)
        if not found and not round.has_opened():
            return [_("The round has not opened. Take it back into planning.")]
        if not found and round.paused_at:
            return [_("The round is paused already.")]
        return found

    def act(self, round, form):
        round.pause(form.cleaned_data["words"], by=self.request.user)


class ResumeRound(RunningAct):
    permission_required = "consultation.pause_round"
    form_class = MoreTimeForm
    heading = gettext_lazy("Open the round again")
    effects = (gettext_lazy("People get back at least the time that the pause took."),)
    button = gettext_lazy("Open it again")
    success_message = gettext_lazy("The round is open again")

    def obstacles_for(self, round):
        found = super().obstacles_for(round)
        return found or ([] if round.paused_at else [_("The round is not paused.")])

    def get_initial(self):
        if not self.object.paused_at:
            return {}
        return {"closes_at": self.object.resumes_with() + FIVE_MINUTES}

    def act(self, round, form):
        given = form.cleaned_data
        round.resume(
            given["words"],
            closes_at=given["closes_at"],
            results_by_on=given["results_by_on"],
            decision_on=given["decision_on"],
            by=self.request.user,
        )


class CancelRound(RunningAct):
    permission_required = "consultation.cancel_round"
    heading = gettext_lazy("Cancel the round")
    effects = (
        gettext_lazy("It cannot be opened again. A new round can be planned."),
        gettext_lazy(
            "Responses are kept. Followers, and people who asked for the results, get "
            "an email."
        ),
    )
    button = gettext_lazy("Cancel the round")
    is_harmful = True
    may_be_closed = True
    success_message = gettext_lazy("The round is cancelled")

    def act(self, round, form):
        round.cancel(form.cleaned_data["words"], by=self.request.user)


class ExplainDelay(RunningAct):
    """Say why the results are late, and when they come."""

    permission_required = "consultation.explain_delay"
    form_class = DelayForm
    heading = gettext_lazy("Say why the results are late")
    effects = (
        gettext_lazy(
            "Results are due within 12 weeks of the close. A public notice says why "
            "they come later. Followers get an email."
        ),
    )
    button = gettext_lazy("Publish the explanation")
    success_message = gettext_lazy("The explanation is published")

    def obstacles_for(self, round):
        if round.has_closed() and not round.may_be_followed:
            return []
        return [_("Only results that are still to come can be late.")]

    def act(self, round, form):
        given = form.cleaned_data
        round.explain_delay(
            given["words"], results_by_on=given["results_by_on"], by=self.request.user
        )


class LateResponses(RoundAct):
    """Late responses nobody has decided about, oldest first. All are kept."""

    permission_required = "consultation.decide_late"
    template_name = "consultation/late_list.html"
    form_class = LateForm
    success_message = gettext_lazy("Your decision is recorded")

    def waiting(self):
        waiting = self.object.responses.to_decide().select_related("area")
        return waiting.prefetch_related("comments").order_by("received_at", "pk")

    def get_form_kwargs(self):
        first = self.waiting().values("pk")[:PAGE_SIZE]
        shown = self.waiting().filter(pk__in=list(first.values_list("pk", flat=True)))
        return {**super().get_form_kwargs(), "responses": shown}

    def act(self, round, form):
        given = form.cleaned_data
        with transaction.atomic():
            for response in given["responses"]:
                response.round = round
                response.decide_late(
                    given["is_considered"], given["words"], by=self.request.user
                )

    def get_success_url(self):
        return self.request.get_full_path()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            waiting=self.waiting().count(),
            figures=self.object.figures(),
            most=PAGE_SIZE,
            **kwargs,
        )
