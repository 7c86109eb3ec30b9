"""Officers plan a consultation, announce it and take it back."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, ListView

from audit import clock
from audit.lifecycle import Refused
from consultation import planning, reach, readiness
from consultation.forms.planning import BeginForm, DatesForm, InformationForm
from consultation.models import Round
from consultation.models.gaps import sentence
from consultation.views.rounds import OfRound
from councils.pages import ActPage, WorkspacePage


class WorkspaceList(WorkspacePage, ListView):
    """Every round of the council, newest first."""

    model = Round
    permission_required = "consultation.view_plan"
    template_name = "consultation/workspace_list.html"
    context_object_name = "rounds"
    paginate_by = 20

    def get_queryset(self):
        return super().get_queryset().for_reading().order_by("-pk")


class BeginConsultation(WorkspacePage, FormView):
    permission_required = "consultation.plan_consultation"
    template_name = "consultation/plan_begin.html"
    form_class = BeginForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "council": self.council}

    def get_initial(self):
        return {"charter": self.request.GET.get("charter", "")}

    def form_valid(self, form):
        consultation = planning.plan_consultation(
            form.cleaned_data["charter"],
            form.cleaned_data["title"],
            slug=form.cleaned_data["slug"],
            kind=form.cleaned_data["kind"],
            by=self.request.user,
        )
        return HttpResponseRedirect(consultation.get_workspace_url())


class Hub(OfRound, WorkspacePage, DetailView):
    """The task list of a round: what is done, what is next, what stands in the way."""

    permission_required = "consultation.view_plan"
    template_name = "consultation/workspace_consultation.html"

    def get_context_data(self, **kwargs):
        round = self.object
        round.charter.read_once()
        gaps = [] if round.is_announced else round.gaps()
        next_step = NEXT_STEPS.get(round.status)
        return super().get_context_data(
            gaps=[(gap.task, sentence(gap)) for gap in gaps],
            information_status=task_status(gaps, readiness.TEXTS_TASK),
            dates_status=task_status(gaps, readiness.DATES_TASK),
            questions_status="completed" if round.questions.exists() else "not_started",
            charter_status=task_status(gaps, readiness.CHARTER_TASK),
            tasks=[
                (task, label, hint, name, task_status(gaps, task))
                for task, label, hint, name in PREPARATION
            ],
            dpia_status="completed"
            if round.consultation.dpia_is_settled
            else "not_started",
            schedule_status="cannot_start" if gaps else "not_started",
            may_unschedule=round.status == Round.Status.SCHEDULED
            and not round.has_opened(),
            figures=round.figures() if round.has_opened() else None,
            missing=reach.top_gaps(round),
            to_check=round.comments.counted().to_moderate().count(),
            held=round.responses.held().count(),
            late=round.responses.to_decide().count(),
            loose=round.comments.counted().without_issue().count(),
            has_questions=round.questions.exists(),
            issues=round.issues.count(),
            unanswered=round.issues.unanswered().count(),
            next_step=next_step,
            next_obstacles=round.obstacles(next_step) if next_step else [],
            rounds=round.consultation.rounds.order_by("number"),
            **kwargs,
        )


PREPARATION = (
    (
        readiness.AUDIENCE_TASK,
        gettext_lazy("Whom to ask"),
        gettext_lazy("Every group has somebody, or a reason"),
        "audience",
    ),
    (
        readiness.FORMATS_TASK,
        gettext_lazy("Other formats"),
        gettext_lazy("Easy Read, BSL, large print, other languages"),
        "formats",
    ),
    (
        readiness.EQUALITY_TASK,
        gettext_lazy("Equality analysis"),
        gettext_lazy("Before opening, half-way and before the decision"),
        "equality",
    ),
    (
        readiness.PRIVACY_TASK,
        gettext_lazy("Privacy notice"),
        gettext_lazy("What people are told about their data"),
        "privacy_plan",
    ),
)
"""Tasks beside texts and dates: key, name, hint and page."""


NEXT_STEPS = {
    Round.Status.SCHEDULED: Round.Status.ANALYSED,
    Round.Status.ANALYSED: Round.Status.REPORTED,
    Round.Status.REPORTED: Round.Status.CONCLUDED,
}


def task_status(gaps, task: str) -> str:
    """completed, in_progress or not_started: how much of a task is missing."""
    missing = [gap for gap in gaps if gap.task == task]
    if not missing:
        return "completed"
    whole = {readiness.TEXTS_TASK: len(readiness.TEXTS) + 1, readiness.DATES_TASK: 1}
    return "not_started" if len(missing) >= whole.get(task, 1) else "in_progress"


class RoundAct(OfRound, ActPage):
    """An act on the round that officers work on."""

    object = None

    def get_success_url(self):
        return self.object.get_workspace_url()


class PlanAct(RoundAct):
    """An act on a round that is not announced yet."""

    def obstacles_for(self, round):
        if round.is_announced:
            return [_("The round is announced, so its plan cannot change.")]
        return []


class Information(PlanAct):
    """What readers must be told."""

    permission_required = "consultation.plan_consultation"
    template_name = "consultation/plan_information.html"
    form_class = InformationForm
    success_message = gettext_lazy("Information saved")

    def get_initial(self):
        return InformationForm.initial_for(self.object.consultation)

    def act(self, round, form):
        planning.write_texts(
            round.consultation, by=self.request.user, **form.cleaned_data
        )


class RoundDates(PlanAct):
    """When the round opens and closes. Too short a time needs a reason."""

    permission_required = "consultation.plan_consultation"
    template_name = "consultation/plan_dates.html"
    form_class = DatesForm
    success_message = gettext_lazy("Dates saved")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.object}

    def get_initial(self):
        return DatesForm.initial_for(self.object)

    def act(self, round, form):
        round.set_dates(
            form.cleaned_data["opens_at"],
            form.cleaned_data["closes_at"],
            short_reason=form.cleaned_data["short_reason"],
            results_by_on=form.cleaned_data["results_by_on"],
            comments_shown=form.cleaned_data["comments_shown"],
            calendar_reason=form.cleaned_data["calendar_reason"],
            late_rule=form.cleaned_data["late_rule"],
            grace=minutes(form.cleaned_data["grace_minutes"]),
            by=self.request.user,
        )
        rule = round.length_rule
        if readiness.is_shorter_than_usual(round.opens_at, round.closes_at, rule):
            messages.warning(
                self.request,
                _("The round is shorter than %s weeks. Can people reply in time?")
                % rule.warn_below_weeks,
            )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            length_rule=self.object.length_rule, today=clock.today(), **kwargs
        )


def minutes(count: int | None) -> dt.timedelta | None:
    return None if count is None else dt.timedelta(minutes=count)


class ScheduleRound(RoundAct):
    """Announce the round. The text is frozen."""

    permission_required = "consultation.schedule_round"
    template_name = "consultation/plan_schedule.html"
    success_message = gettext_lazy("The consultation is announced")

    def obstacles_for(self, round):
        if not round.can_move(Round.Status.SCHEDULED):
            return [_("This round is announced already.")]
        return round.obstacles(Round.Status.SCHEDULED)

    def act(self, round, form):
        round.schedule(by=self.request.user)


class UnscheduleRound(RoundAct):
    permission_required = "consultation.unschedule_round"
    template_name = "consultation/plan_unschedule.html"
    success_message = gettext_lazy("The consultation is back in planning")

    def obstacles_for(self, round):
        if not round.can_move(Round.Status.DRAFTED):
            return [_("This round is not waiting to open.")]
        return round.obstacles(Round.Status.DRAFTED)

    def act(self, round, form):
        round.unschedule(by=self.request.user)


class AddRound(RoundAct):
    """Plan the next round of a concluded one."""

    permission_required = "consultation.plan_consultation"
    template_name = "consultation/plan_next_round.html"
    success_message = gettext_lazy("The next round can be planned")

    def act(self, round, form):
        if found := self.obstacles_for(round):
            raise Refused(found)
        planning.add_round(round.consultation, by=self.request.user)

    def obstacles_for(self, round):
        if round.may_be_followed:
            return []
        return [_("Publish the results of this round first.")]
