"""Addresses below a council's slug."""

from django.urls import path

from contracts.views import holding, public, stakeholders, work

app_name = "contracts"

WORK = "workspace/contracts/<slug:reference>"

reading = [
    path("contracts/", public.ContractList.as_view(), name="contract_list"),
    path(
        "contracts/<slug:reference>/",
        public.ContractDetail.as_view(),
        name="contract_detail",
    ),
    path("results/", public.Results.as_view(), name="results"),
    path("results/<slug:code>/", public.ResultDetail.as_view(), name="result_detail"),
    path(
        "check/<slug:token>/", public.ResidentCheckPage.as_view(), name="resident_check"
    ),
    path(
        "check/<slug:token>/sent/",
        public.ResidentCheckSent.as_view(),
        name="resident_check_sent",
    ),
]

managing = [
    path(
        "workspace/contracts/",
        work.ContractWorkList.as_view(),
        name="contract_work_list",
    ),
    path(f"{WORK}/", work.ContractWork.as_view(), name="contract_work"),
    path(f"{WORK}/sign/", work.SignContract.as_view(), name="contract_sign"),
    path(f"{WORK}/people/", work.NameOwners.as_view(), name="contract_owners"),
    path(
        f"{WORK}/complete/", work.CompleteContract.as_view(), name="contract_complete"
    ),
    path(
        f"{WORK}/promises/<slug:promise>/steps/add/",
        work.AddMilestone.as_view(),
        name="milestone_add",
    ),
    path(
        f"{WORK}/steps/<slug:milestone>/report/",
        work.EnterEvidence.as_view(),
        name="evidence_enter",
    ),
    path(
        f"{WORK}/evidence/<slug:evidence>/",
        work.CheckEvidence.as_view(),
        name="evidence_check",
    ),
]

mapping = [
    path(
        f"{WORK}/stakeholders/",
        stakeholders.Stakeholders.as_view(),
        name="stakeholders",
    ),
    path(
        f"{WORK}/stakeholders/add/",
        stakeholders.AddGroup.as_view(),
        name="stakeholder_add",
    ),
    path(
        f"{WORK}/stakeholders/<uuid:group>/",
        stakeholders.ChangeGroup.as_view(),
        name="stakeholder_change",
    ),
    path(
        f"{WORK}/stakeholders/<uuid:group>/remove/",
        stakeholders.RemoveGroup.as_view(),
        name="stakeholder_remove",
    ),
]

holding_to = [
    path(
        f"{WORK}/re-evaluation/",
        holding.ReEvaluations.as_view(),
        name="re_evaluations",
    ),
    path(
        f"{WORK}/re-evaluation/schedule/",
        holding.ScheduleReEvaluation.as_view(),
        name="re_evaluation_schedule",
    ),
    path(
        f"{WORK}/re-evaluation/<int:number>/",
        holding.ReEvaluationPage.as_view(),
        name="re_evaluation",
    ),
    path(
        f"{WORK}/re-evaluation/<int:number>/open/",
        holding.OpenReEvaluation.as_view(),
        name="re_evaluation_open",
    ),
    path(
        f"{WORK}/re-evaluation/<int:number>/promises/<slug:promise>/",
        holding.RateFinding.as_view(),
        name="finding_rate",
    ),
    path(
        f"{WORK}/re-evaluation/<int:number>/conclude/",
        holding.ConcludeReEvaluation.as_view(),
        name="re_evaluation_conclude",
    ),
    path(f"{WORK}/remedies/", holding.Remedies.as_view(), name="remedies"),
    path(
        f"{WORK}/promises/<slug:promise>/remedy/",
        holding.TakeRemedy.as_view(),
        name="remedy_take",
    ),
    path(
        f"{WORK}/remedies/<int:number>/decide/",
        holding.DecideRemedy.as_view(),
        name="remedy_decide",
    ),
    path(
        f"{WORK}/remedies/<int:number>/close/",
        holding.CloseRemedy.as_view(),
        name="remedy_close",
    ),
    path(f"{WORK}/break/", holding.BreakPage.as_view(), name="break"),
    path(
        f"{WORK}/break/propose/", holding.ProposeBreak.as_view(), name="break_propose"
    ),
    path(
        f"{WORK}/break/<int:number>/give/",
        holding.GiveNotice.as_view(),
        name="break_give",
    ),
    path(
        f"{WORK}/break/<int:number>/withdraw/",
        holding.WithdrawNotice.as_view(),
        name="break_withdraw",
    ),
    path(
        f"{WORK}/break/<int:number>/exercise/",
        holding.ExerciseBreak.as_view(),
        name="break_exercise",
    ),
]

urlpatterns = [*reading, *managing, *mapping, *holding_to]
