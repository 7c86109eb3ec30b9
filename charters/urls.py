from django.urls import path

from charters.making_urls import making_urls
from charters.place_urls import place_urls
from charters.views import (
    approvals,
    changes,
    commons,
    comparing,
    deciding,
    drafting,
    editing,
    endorsing,
    evidence,
    importing,
    indicators,
    list_effects,
    paragraphs,
    priorities,
    priority_parts,
    priority_work,
    public,
    reading,
    record,
    review,
    reviewing,
    sections,
    sources,
    survey,
    weights,
)

app_name = "charters"

WORK = "workspace/charters/<slug:slug>/"
SOURCE = f"{WORK}sources/<uuid:uid>/"
SECTION = f"{WORK}sections/<slug:key>/"
CLAUSE = f"{SECTION}paragraphs/<uuid:uid>/"
PRIORITY = f"{WORK}priorities/<str:code>/"
OUTCOME = f"{PRIORITY}outcomes/<uuid:outcome>/"
FACT = f"{WORK}evidence/<int:number>/"
TARGET = f"{OUTCOME}targets/<uuid:target>/"

public_urls = [
    path("charter/", public.CharterCurrent.as_view(), name="charter_current"),
    path("charters/", public.CharterList.as_view(), name="charter_list"),
    path(
        "charters/<slug:slug>.json", public.EditionJson.as_view(), name="charter_json"
    ),
    path("charters/<slug:slug>.pdf", public.EditionPdf.as_view(), name="charter_pdf"),
    path(
        "charters/<slug:slug>/", public.CharterDetail.as_view(), name="charter_detail"
    ),
    path("charters/<slug:slug>/all/", public.CharterAll.as_view(), name="charter_all"),
    path(
        "charters/<slug:slug>/versions/",
        public.EditionList.as_view(),
        name="edition_list",
    ),
    path(
        "charters/<slug:slug>/versions/<int:number>.json",
        public.EditionJson.as_view(),
        name="edition_json",
    ),
    path(
        "charters/<slug:slug>/versions/<int:number>.pdf",
        public.EditionPdf.as_view(),
        name="edition_pdf",
    ),
    path(
        "charters/<slug:slug>/versions/<int:number>-large-print.pdf",
        public.EditionLargePdf.as_view(),
        name="edition_large_pdf",
    ),
    path(
        "charters/<slug:slug>/versions/<int:number>/",
        public.EditionDetail.as_view(),
        name="edition_detail",
    ),
    path(
        "charters/<slug:slug>/compare/",
        comparing.CompareEditions.as_view(),
        name="edition_compare",
    ),
    path(
        "charters/<slug:slug>/evidence-used/",
        public.EvidenceUsed.as_view(),
        name="evidence_used",
    ),
    path(
        "charters/<slug:slug>/evidence-used/<int:fact>/file/",
        public.EvidenceUsedFile.as_view(),
        name="evidence_used_file",
    ),
    path(
        "charters/<slug:slug>/made-with/",
        public.MadeWith.as_view(),
        name="made_with",
    ),
    path(
        "charters/<slug:slug>/scorecard/",
        indicators.Scorecard.as_view(),
        name="scorecard",
    ),
    path("charters/<slug:slug>/survey/", survey.Survey.as_view(), name="survey"),
    path(
        "charters/<slug:slug>/survey/results.csv",
        survey.SurveyFile.as_view(),
        name="survey_file",
    ),
    path(
        "charters/<slug:slug>/survey/answer/",
        survey.AnswerWave.as_view(),
        name="survey_answer",
    ),
    path("charters/<slug:slug>/weights/", weights.Weights.as_view(), name="weights"),
    path(
        "charters/<slug:slug>/weights/points.csv",
        weights.WeightsFile.as_view(),
        name="weights_file",
    ),
    path(
        "charters/<slug:slug>/record/",
        record.CharterRecord.as_view(),
        name="charter_record",
    ),
    path(
        "charters/<slug:slug>/review/",
        review.ReviewPublic.as_view(),
        name="review_public",
    ),
    path(
        "charters/<slug:slug>/<slug:section>/",
        public.CharterSection.as_view(),
        name="charter_section",
    ),
    path("priorities/", priorities.PriorityList.as_view(), name="priority_list"),
    path(
        "priorities/<str:code>/",
        priorities.PriorityDetail.as_view(),
        name="priority_detail",
    ),
]

drafting_urls = [
    path(
        "workspace/charters/",
        drafting.CharterWorkList.as_view(),
        name="charter_work_list",
    ),
    path("workspace/charters/new/", drafting.StartCharter.as_view(), name="start"),
    path(WORK, drafting.CharterWork.as_view(), name="charter_work"),
    path(f"{WORK}details/", drafting.ChangeDetails.as_view(), name="details"),
    path(f"{WORK}import/", importing.ImportDocument.as_view(), name="import_document"),
    path(
        f"{WORK}import/<uuid:uid>/",
        importing.CheckImport.as_view(),
        name="import_check",
    ),
    path(f"{WORK}preview/", drafting.Preview.as_view(), name="preview"),
    path(f"{WORK}preview/pdf/", drafting.PreviewPdf.as_view(), name="preview_pdf"),
    path(
        "workspace/settings/frameworks/<slug:slug>/effects/",
        list_effects.ListEffects.as_view(),
        name="framework_effects",
    ),
    path(f"{WORK}reading/", reading.ReadingCheck.as_view(), name="reading_check"),
    path(
        f"{WORK}reading/words/",
        reading.CheckWords.as_view(),
        name="reading_check_words",
    ),
    path(f"{WORK}history/", drafting.History.as_view(), name="history"),
    path(
        f"{WORK}history/history.csv",
        drafting.HistoryFile.as_view(),
        name="history_file",
    ),
    path(f"{WORK}sections/add/", sections.AddSection.as_view(), name="section_add"),
    path(f"{SECTION}edit/", editing.EditSection.as_view(), name="section_edit"),
    path(f"{SECTION}keep/", editing.KeepUnsaved.as_view(), name="section_keep"),
    path(f"{SECTION}forget/", editing.ForgetUnsaved.as_view(), name="section_forget"),
    path(f"{SECTION}dropped/", paragraphs.Dropped.as_view(), name="clause_dropped"),
    path(f"{SECTION}name/", sections.RenameSection.as_view(), name="section_rename"),
    path(f"{SECTION}move/", sections.MoveSection.as_view(), name="section_move"),
    path(f"{SECTION}remove/", sections.RemoveSection.as_view(), name="section_remove"),
    path(f"{CLAUSE}remove/", paragraphs.RemoveClause.as_view(), name="clause_remove"),
    path(f"{CLAUSE}split/", paragraphs.SplitClause.as_view(), name="clause_split"),
    path(f"{CLAUSE}move/", paragraphs.MoveClause.as_view(), name="clause_move"),
    path(
        f"{CLAUSE}history/", paragraphs.ClauseHistory.as_view(), name="clause_history"
    ),
    path(
        f"{CLAUSE}history/<int:row>/restore/",
        paragraphs.RestoreWording.as_view(),
        name="clause_restore",
    ),
]

SUGGESTION = f"{WORK}suggestions/<uuid:uid>/"

reviewing_urls = [
    path(f"{WORK}people/", reviewing.People.as_view(), name="reviewer_list"),
    path(
        f"{WORK}people/add/", reviewing.InviteReviewer.as_view(), name="reviewer_invite"
    ),
    path(
        f"{WORK}people/<uuid:uid>/remove/",
        reviewing.RemoveReviewer.as_view(),
        name="reviewer_remove",
    ),
    path(f"{WORK}review/", reviewing.Review.as_view(), name="review"),
    path(f"{WORK}review/<slug:key>/", reviewing.Suggest.as_view(), name="suggest_new"),
    path(
        f"{WORK}review/<slug:key>/<uuid:uid>/",
        reviewing.Suggest.as_view(),
        name="suggest",
    ),
    path(
        f"{WORK}suggestions/",
        reviewing.SuggestionList.as_view(),
        name="suggestion_list",
    ),
    path(SUGGESTION, reviewing.SuggestionDetail.as_view(), name="suggestion"),
    path(
        f"{SUGGESTION}answer/",
        reviewing.AnswerSuggestion.as_view(),
        name="suggestion_answer",
    ),
    path(
        f"{SUGGESTION}take-back/",
        reviewing.TakeBackSuggestion.as_view(),
        name="suggestion_take_back",
    ),
]

priority_urls = [
    path(
        f"{WORK}priorities/",
        priority_work.PriorityWorkList.as_view(),
        name="priority_work_list",
    ),
    path(f"{WORK}commons/", commons.Commons.as_view(), name="commons"),
    path(
        f"{WORK}commons/<uuid:uid>/",
        commons.BorrowPriority.as_view(),
        name="commons_priority",
    ),
    path(
        f"{WORK}priorities/add/",
        priority_work.AddPriority.as_view(),
        name="priority_add",
    ),
    path(PRIORITY, priority_work.PriorityWork.as_view(), name="priority_work"),
    path(
        f"{PRIORITY}edit/", priority_work.EditPriority.as_view(), name="priority_edit"
    ),
    path(
        f"{PRIORITY}move/", priority_work.MovePriority.as_view(), name="priority_move"
    ),
    path(
        f"{PRIORITY}remove/",
        priority_work.RemovePriority.as_view(),
        name="priority_remove",
    ),
    path(
        f"{PRIORITY}outcomes/add/",
        priority_work.AddOutcome.as_view(),
        name="outcome_add",
    ),
    path(f"{OUTCOME}edit/", priority_work.EditOutcome.as_view(), name="outcome_edit"),
    path(
        f"{OUTCOME}remove/",
        priority_work.RemoveOutcome.as_view(),
        name="outcome_remove",
    ),
    path(
        f"{OUTCOME}targets/add/", priority_work.AddTarget.as_view(), name="target_add"
    ),
    path(f"{TARGET}edit/", priority_work.EditTarget.as_view(), name="target_edit"),
    path(
        f"{TARGET}remove/", priority_work.RemoveTarget.as_view(), name="target_remove"
    ),
]

priority_part_urls = [
    path(
        f"{PRIORITY}offers/",
        priority_parts.EditOffers.as_view(),
        name="priority_offers",
    ),
    path(f"{PRIORITY}felt/", priority_parts.EditFelt.as_view(), name="priority_felt"),
    path(
        f"{PRIORITY}easy-words/",
        priority_parts.EditEasyRead.as_view(),
        name="priority_easy_read",
    ),
    path(
        f"{PRIORITY}owner/", priority_parts.EditOwner.as_view(), name="priority_owner"
    ),
]

indicator_urls = [
    path(
        f"{OUTCOME}numbers/",
        indicators.EditIndicator.as_view(),
        name="indicator_edit",
    ),
    path(
        f"{OUTCOME}numbers/remove/",
        indicators.RemoveIndicator.as_view(),
        name="indicator_remove",
    ),
    path(f"{WORK}scorecard/", indicators.ScoreWork.as_view(), name="scorecard_work"),
    path(
        f"{WORK}scorecard/<uuid:outcome>/",
        indicators.RecordValue.as_view(),
        name="indicator_value",
    ),
]

evidence_urls = [
    path(f"{WORK}evidence/", evidence.Evidence.as_view(), name="evidence"),
    path(f"{WORK}evidence/add/", evidence.AddFact.as_view(), name="fact_add"),
    path(
        f"{WORK}evidence/evidence.csv",
        evidence.EvidenceCsv.as_view(),
        name="evidence_csv",
    ),
    path(
        f"{WORK}evidence/import/",
        evidence.ImportEvidence.as_view(),
        name="evidence_import",
    ),
    path(
        f"{WORK}evidence/import/check/",
        evidence.CheckEvidence.as_view(),
        name="evidence_check",
    ),
    path(f"{FACT}edit/", evidence.EditFact.as_view(), name="fact_edit"),
    path(f"{FACT}remove/", evidence.RemoveFact.as_view(), name="fact_remove"),
]

deciding_urls = [
    path(f"{WORK}changes/", changes.ChangeList.as_view(), name="change_list"),
    path(
        f"{WORK}changes/<int:number>/",
        changes.JustifyChange.as_view(),
        name="change_justify",
    ),
    path(f"{WORK}equality/", deciding.EqualityAnalyses.as_view(), name="equality"),
    path(
        f"{WORK}endorsement/", endorsing.SeekEndorsement.as_view(), name="endorsement"
    ),
    path(f"{WORK}checks/", deciding.Checks.as_view(), name="checks"),
    path(f"{WORK}submit/", deciding.Submit.as_view(), name="submit"),
    path(f"{WORK}revise/", deciding.Revise.as_view(), name="revise"),
    path(f"{WORK}withdraw/", deciding.Withdraw.as_view(), name="withdraw"),
    path(
        "workspace/approvals/", approvals.ApprovalList.as_view(), name="approval_list"
    ),
    path(
        "workspace/approvals/<uuid:uid>/",
        approvals.ApprovalDetail.as_view(),
        name="approval_detail",
    ),
    path(
        "workspace/approvals/<uuid:uid>/confirm/",
        approvals.Adopt.as_view(),
        name="adopt",
    ),
    path(
        "workspace/approvals/<uuid:uid>/parts/<uuid:key>/",
        approvals.AddRemark.as_view(),
        name="remark_add",
    ),
    path(
        "workspace/approvals/<uuid:uid>/comments/<int:number>/remove/",
        approvals.RemoveRemark.as_view(),
        name="remark_remove",
    ),
]

source_urls = [
    path(f"{WORK}sources/", sources.SourceList.as_view(), name="source_list"),
    path(f"{SOURCE}", sources.AddSource.as_view(), name="source_add"),
    path(
        f"{SOURCE}<int:number>/remove/",
        sources.RemoveSource.as_view(),
        name="source_remove",
    ),
]

record_urls = [
    path(f"{WORK}timetable/", record.TimetableWork.as_view(), name="timetable"),
    path(
        f"{WORK}timetable/<int:number>/move/",
        record.MoveStep.as_view(),
        name="step_move",
    ),
    path(
        f"{WORK}timetable/<int:number>/done/",
        record.StepDone.as_view(),
        name="step_done",
    ),
    path(f"{WORK}advice/", record.PublishAdvice.as_view(), name="advice"),
]

review_urls = [
    path(f"{WORK}renewal/", review.ReviewWork.as_view(), name="review_work"),
    path(f"{WORK}renewal/open/", review.OpenReview.as_view(), name="review_open"),
    path(f"{WORK}renewal/call/", review.CallForReview.as_view(), name="review_call"),
    path(
        f"{WORK}renewal/publish/", review.PublishReview.as_view(), name="review_publish"
    ),
    path(f"{WORK}renewal/<str:code>/", review.SettleVerdict.as_view(), name="verdict"),
]

weight_urls = [
    path(f"{WORK}survey/", survey.PlanWaves.as_view(), name="survey_plan"),
    path(f"{WORK}weights/", weights.WeightWork.as_view(), name="weight_work"),
    path(f"{WORK}weights/<str:code>/", weights.SetWeight.as_view(), name="weight_set"),
    path(
        f"{WORK}weights/<str:code>/follow/",
        weights.FollowPoints.as_view(),
        name="weight_follow",
    ),
]

urlpatterns = [
    *place_urls,
    *making_urls,
    *public_urls,
    *drafting_urls,
    *reviewing_urls,
    *source_urls,
    *priority_urls,
    *priority_part_urls,
    *indicator_urls,
    *evidence_urls,
    *deciding_urls,
    *review_urls,
    *record_urls,
    *weight_urls,
]
