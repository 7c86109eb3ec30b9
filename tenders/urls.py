"""Addresses below a council's slug."""

from django.urls import path

from tenders.views import drafting, evaluating, opening, planning, public, supplier

app_name = "tenders"

OPPORTUNITY = "opportunities/<slug:reference>"
TENDER = "workspace/tenders/<slug:reference>"
EVALUATION = "workspace/evaluations/<slug:reference>"
QUESTION = f"{EVALUATION}/bids/<slug:letter>/questions/<slug:code>"
PRIORITY = f"{TENDER}/priorities/<slug:code>"

urlpatterns = [
    path("suppliers/", public.Suppliers.as_view(), name="suppliers"),
    path("opportunities/", public.OpportunityList.as_view(), name="opportunity_list"),
    path(f"{OPPORTUNITY}.json", public.Release.as_view(), name="tender_release"),
    path(f"{OPPORTUNITY}/", public.OpportunityDetail.as_view(), name="tender_detail"),
    path(f"{OPPORTUNITY}/dates.ics", public.Dates.as_view(), name="tender_dates"),
    path(f"{OPPORTUNITY}/bid/", supplier.StartBid.as_view(), name="bid_start"),
    path("workspace/tenders/", drafting.TenderList.as_view(), name="tender_work_list"),
    path("workspace/tenders/new/", drafting.NewTender.as_view(), name="tender_new"),
    path(
        "workspace/tenders/import/",
        drafting.ImportTender.as_view(),
        name="tender_import",
    ),
    path(
        "workspace/tenders/import/check/",
        drafting.CheckImport.as_view(),
        name="tender_import_check",
    ),
    path("workspace/opener-key/", opening.OpenerKeyPage.as_view(), name="opener_key"),
    path(f"{TENDER}/", drafting.TenderWork.as_view(), name="tender_work"),
    path(f"{TENDER}/details/", drafting.ChangeDetails.as_view(), name="tender_details"),
    path(
        f"{TENDER}/dates/", drafting.ChangeDates.as_view(), name="tender_dates_change"
    ),
    path(f"{TENDER}/planning/", planning.Planning.as_view(), name="tender_planning"),
    path(
        f"{TENDER}/planning/add/",
        planning.AddCoDesign.as_view(),
        name="co_design_add",
    ),
    path(
        f"{TENDER}/planning/<uuid:entry>/remove/",
        planning.RemoveCoDesign.as_view(),
        name="co_design_remove",
    ),
    path(f"{TENDER}/weights/", drafting.ChangeWeights.as_view(), name="tender_weights"),
    path(
        f"{TENDER}/priorities/",
        drafting.Priorities.as_view(),
        name="tender_priorities",
    ),
    path(
        f"{TENDER}/priorities/add/",
        drafting.AddPriority.as_view(),
        name="tender_priority_add",
    ),
    path(
        f"{PRIORITY}/change/",
        drafting.ChangePriority.as_view(),
        name="tender_priority_change",
    ),
    path(
        f"{PRIORITY}/remove/",
        drafting.RemovePriority.as_view(),
        name="tender_priority_remove",
    ),
    path(
        f"{PRIORITY}/measures/add/",
        drafting.AddMeasure.as_view(),
        name="tender_measure_add",
    ),
    path(
        f"{PRIORITY}/measures/<str:metric>/remove/",
        drafting.RemoveMeasure.as_view(),
        name="tender_measure_remove",
    ),
    path(f"{TENDER}/openers/", opening.NameOpeners.as_view(), name="tender_openers"),
    path(f"{TENDER}/rehearse/", opening.Rehearse.as_view(), name="tender_rehearse"),
    path(
        f"{TENDER}/recovery/",
        opening.MakeRecoverySheets.as_view(),
        name="tender_recovery",
    ),
    path(f"{TENDER}/publish/", opening.Publish.as_view(), name="tender_publish"),
    path(f"{TENDER}/cancel/", opening.Cancel.as_view(), name="tender_cancel"),
    path(f"{TENDER}/open-bids/", opening.OpenBids.as_view(), name="tender_open_bids"),
    path(
        f"{TENDER}/open-with-sheets/",
        opening.OpenWithSheets.as_view(),
        name="tender_open_with_sheets",
    ),
    path(f"{TENDER}/award/", evaluating.Award.as_view(), name="tender_award"),
    path(
        f"{TENDER}/bids/<slug:letter>/exclude/",
        evaluating.ExcludeBid.as_view(),
        name="bid_exclude",
    ),
    path(
        "workspace/evaluations/",
        evaluating.EvaluationList.as_view(),
        name="evaluation_list",
    ),
    path(f"{EVALUATION}/", evaluating.Evaluation.as_view(), name="evaluation"),
    path(
        f"{EVALUATION}/begin/",
        evaluating.BeginEvaluation.as_view(),
        name="evaluation_begin",
    ),
    path(
        f"{EVALUATION}/declare/",
        evaluating.DeclareInterest.as_view(),
        name="evaluation_declare",
    ),
    path(
        f"{EVALUATION}/result/", evaluating.Result.as_view(), name="evaluation_result"
    ),
    path(f"{QUESTION}/", evaluating.MarkPage.as_view(), name="evaluation_mark"),
    path(f"{QUESTION}/agree/", evaluating.AgreePage.as_view(), name="evaluation_agree"),
]
