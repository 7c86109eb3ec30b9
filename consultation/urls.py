"""Addresses below a council's slug."""

from django.urls import path

from consultation.urls_rounds import round_patterns
from consultation.views import (
    after_sending,
    analysing,
    answering,
    answers,
    burden,
    campaigns,
    drafting,
    equality,
    handling,
    importing,
    introducing,
    ledger,
    moderation,
    own_response,
    planning,
    printing,
    public,
    questions,
    replying,
    reporting,
    requests,
    review,
    sending,
    signatures,
    statement,
    topics,
    using,
)

app_name = "consultation"

HERE = "consultations/<round:slug>/"
WORK = "workspace/consultations/<round:slug>/"


def table(address: str, view, name: str) -> list:
    """The addresses of one table: as CSV, and in the form that is asked for."""
    return [
        path(f"{address}.csv", view.as_view(), name=name),
        path(f"{address}.<str:kind>", view.as_view(), name=name),
    ]


reading = [
    path("consultations/", public.ConsultationList.as_view(), name="consultation_list"),
    path(HERE, public.ConsultationDetail.as_view(), name="consultation_detail"),
    path(
        f"{HERE}read/<slug:section>/",
        public.ReadSection.as_view(),
        name="read_section",
    ),
    path(f"{HERE}print/", printing.PrintForm.as_view(), name="print_form"),
    path(
        f"{HERE}print/large/",
        printing.PrintForm.as_view(is_large=True),
        name="print_form_large",
    ),
    path(f"{HERE}print.pdf", printing.PrintFormFile.as_view(), name="print_form_pdf"),
    path(
        f"{HERE}print-large.pdf",
        printing.PrintFormFile.as_view(is_large=True),
        name="print_form_large_pdf",
    ),
    path(f"{HERE}comments/", public.CommentList.as_view(), name="comment_list"),
    path(f"{HERE}results/", public.Results.as_view(), name="results"),
    path(f"{HERE}reach/", equality.PublicReach.as_view(), name="public_reach"),
]

responding = [
    path(
        f"{HERE}paragraphs/<uuid:pid>/comment/",
        drafting.CommentOnParagraph.as_view(),
        name="comment_on_paragraph",
    ),
    path(
        f"{HERE}priorities/<str:code>/comment/",
        drafting.CommentOnPriority.as_view(),
        name="comment_on_priority",
    ),
    path(
        f"{HERE}sections/<slug:section>/comment/",
        drafting.CommentOnSection.as_view(),
        name="comment_on_section",
    ),
    path(
        f"{HERE}respond/questions/<int:number>/",
        replying.AnswerQuestion.as_view(),
        name="answer",
    ),
    path(f"{HERE}respond/for/", introducing.SpeaksFor.as_view(), name="behalf"),
    path(
        f"{HERE}respond/for/organisation/",
        introducing.ForOrganisation.as_view(),
        name="behalf_organisation",
    ),
    path(
        f"{HERE}respond/for/client/",
        introducing.ForClient.as_view(),
        name="behalf_client",
    ),
    path(
        f"{HERE}respond/for/petition/",
        introducing.ForPetition.as_view(),
        name="behalf_petition",
    ),
    path(f"{HERE}respond/files/", replying.Attach.as_view(), name="attach"),
    path(f"{HERE}respond/later/", replying.ComeBack.as_view(), name="come_back"),
    path(f"{HERE}respond/back/<str:token>/", replying.GoOn.as_view(), name="go_on"),
    path(f"{HERE}respond/", drafting.Respond.as_view(), name="respond"),
    path(
        f"{HERE}respond/whole/",
        drafting.CommentOnWhole.as_view(),
        name="comment_on_whole",
    ),
    path(f"{HERE}respond/you/", introducing.ChangeSender.as_view(), name="sender"),
    path(
        f"{HERE}respond/contact/", introducing.ChangeContact.as_view(), name="contact"
    ),
    path(
        f"{HERE}respond/comments/<int:place>/remove/",
        drafting.RemoveComment.as_view(),
        name="remove_comment",
    ),
    path(f"{HERE}respond/delete/", drafting.Discard.as_view(), name="discard"),
    path(f"{HERE}check/", sending.Check.as_view(), name="check"),
    path(f"{HERE}about-you/", equality.AboutYou.as_view(), name="about_you"),
    path(f"{HERE}sent/", sending.LatestSent.as_view(), name="latest_sent"),
    path(f"{HERE}sent/<str:ref>/", sending.Sent.as_view(), name="sent"),
    path(
        f"{HERE}comments/<slug:reference>/report/",
        reporting.ReportComment.as_view(),
        name="report_comment",
    ),
    path(
        f"{HERE}comments/<slug:reference>/report/thanks/",
        reporting.Reported.as_view(),
        name="comment_reported",
    ),
    path("my-response/", sending.FindReceipt.as_view(), name="find_receipt"),
    path(
        "my-response/<str:token>/comments/<slug:reference>/review/",
        review.AskReview.as_view(),
        name="ask_review",
    ),
    path(
        "my-response/<str:token>/",
        own_response.MyResponse.as_view(),
        name="my_response",
    ),
    path(
        "my-response/<str:token>/comments/<slug:reference>/",
        own_response.AmendComment.as_view(),
        name="amend_comment",
    ),
    path(
        "my-response/<str:token>/answers/<int:number>/",
        own_response.AmendAnswer.as_view(),
        name="amend_answer",
    ),
    path(
        "my-response/<str:token>/add/",
        after_sending.AddComment.as_view(),
        name="add_comment",
    ),
    path(
        "my-response/<str:token>/name/",
        after_sending.AmendContact.as_view(),
        name="amend_contact",
    ),
    path(
        "my-response/<str:token>/files/",
        after_sending.AmendFiles.as_view(),
        name="amend_files",
    ),
    path(
        "my-response/<str:token>/stop/",
        after_sending.StopLater.as_view(),
        name="stop_later",
    ),
    path(
        "my-response/<str:token>/ask/",
        after_sending.AskSender.as_view(),
        name="ask_council",
    ),
    path(
        "my-response/<str:token>/withdraw/",
        own_response.Withdraw.as_view(),
        name="withdraw_response",
    ),
]

planned = [
    path(
        "workspace/consultations/",
        planning.WorkspaceList.as_view(),
        name="workspace_list",
    ),
    path(
        "workspace/consultations/new/",
        planning.BeginConsultation.as_view(),
        name="begin_consultation",
    ),
    path(WORK, planning.Hub.as_view(), name="workspace_consultation"),
    path(f"{WORK}information/", planning.Information.as_view(), name="information"),
    path(f"{WORK}dates/", planning.RoundDates.as_view(), name="round_dates"),
    path(f"{WORK}questions/", questions.Questions.as_view(), name="questions"),
    path(f"{WORK}questions/add/", questions.AddQuestion.as_view(), name="add_question"),
    path(
        f"{WORK}questions/organisations/",
        burden.AskOrganisations.as_view(),
        name="ask_organisations",
    ),
    path(f"{WORK}questions/answers/", answers.Answers.as_view(), name="answers"),
    path(
        f"{WORK}questions/answers/<int:number>/",
        answers.TextAnswers.as_view(),
        name="text_answers",
    ),
    path(
        f"{WORK}questions/<int:number>/",
        questions.ChangeQuestion.as_view(),
        name="change_question",
    ),
    path(
        f"{WORK}questions/<int:number>/remove/",
        questions.RemoveQuestion.as_view(),
        name="remove_question",
    ),
    path(
        f"{WORK}questions/<int:number>/up/",
        questions.MoveQuestion.as_view(),
        name="move_question",
    ),
    path(f"{WORK}schedule/", planning.ScheduleRound.as_view(), name="schedule_round"),
    path(
        f"{WORK}unschedule/",
        planning.UnscheduleRound.as_view(),
        name="unschedule_round",
    ),
    path(f"{WORK}next-round/", planning.AddRound.as_view(), name="add_round"),
]

answered = [
    path(f"{WORK}held/", moderation.HeldResponses.as_view(), name="held_list"),
    path(
        f"{WORK}held/<uuid:uid>/", moderation.DecideHeld.as_view(), name="held_decide"
    ),
    path(f"{WORK}add-response/", ledger.KeyIn.as_view(), name="add_response"),
    path(
        f"{WORK}equality/answers/",
        equality.EqualityFigures.as_view(),
        name="equality_figures",
    ),
    path(f"{WORK}reach/", equality.Reach.as_view(), name="reach"),
    path(f"{WORK}reach/log/", equality.LogOutreach.as_view(), name="log_outreach"),
    path(
        "workspace/population/",
        equality.LoadProfile.as_view(),
        name="load_profile",
    ),
    path(
        f"{WORK}responses/all/",
        handling.ResponseList.as_view(),
        name="response_list",
    ),
    path(
        f"{WORK}responses/<uuid:uid>/",
        handling.ShowResponse.as_view(),
        name="response_detail",
    ),
    path(
        f"{WORK}responses/<uuid:uid>/forget/",
        handling.EraseSender.as_view(),
        name="erase_sender",
    ),
    path(
        f"{WORK}responses/<uuid:uid>/verify/",
        handling.VerifyOrganisation.as_view(),
        name="verify_organisation",
    ),
    path(
        f"{WORK}responses/<uuid:uid>/signatures/draw/",
        signatures.DrawSample.as_view(),
        name="draw_sample",
    ),
    path(
        f"{WORK}responses/<uuid:uid>/signatures/",
        signatures.CheckSample.as_view(),
        name="check_sample",
    ),
    path(f"{WORK}requests/", requests.RequestList.as_view(), name="request_list"),
    path(
        f"{WORK}requests/<uuid:uid>/",
        requests.DecideRequest.as_view(),
        name="decide_request",
    ),
    path(f"{WORK}import/", importing.BeginImport.as_view(), name="import_begin"),
    path(
        f"{WORK}import/<uuid:uid>/",
        importing.CheckImport.as_view(),
        name="import_check",
    ),
    path(
        f"{WORK}import/template.csv",
        importing.ImportTemplate.as_view(),
        name="import_template",
    ),
    path(
        f"{WORK}import/<uuid:uid>/problems.csv",
        importing.ImportProblems.as_view(),
        name="import_problems",
    ),
    path(
        f"{WORK}import/<uuid:uid>/undo/",
        importing.UndoImport.as_view(),
        name="import_undo",
    ),
    path(f"{WORK}ledger/", ledger.Ledger.as_view(), name="ledger"),
    path(f"{WORK}ledger/log/", ledger.LogItem.as_view(), name="log_item"),
    path(f"{WORK}ledger/count/", ledger.CountOutside.as_view(), name="count_outside"),
    path(f"{WORK}ledger/compare/", ledger.Reconcile.as_view(), name="reconcile"),
    path(f"{WORK}ledger/<int:number>/", ledger.ShowItem.as_view(), name="ledger_item"),
    path(
        f"{WORK}responses/<uuid:uid>/compare/",
        ledger.CompareKeying.as_view(),
        name="compare_keying",
    ),
    path(f"{WORK}themes/", answering.Themes.as_view(), name="themes"),
    path(f"{WORK}themes/new/", answering.RaiseIssue.as_view(), name="raise_issue"),
    path(f"{WORK}themes/gather/", answering.Gather.as_view(), name="gather"),
    path(f"{WORK}themes/gather-all/", answering.GatherAll.as_view(), name="gather_all"),
    path(f"{WORK}themes/<int:number>/", answering.EditIssue.as_view(), name="issue"),
    path(
        f"{WORK}themes/<int:number>/comments/<slug:reference>/remove/",
        answering.LetGo.as_view(),
        name="let_go",
    ),
    path(
        f"{WORK}comments/<slug:reference>/use/",
        using.UseInDraft.as_view(),
        name="use_in_draft",
    ),
    path(f"{WORK}changes/", answering.Changes.as_view(), name="changes"),
    path(
        f"{WORK}changes/<int:number>/",
        answering.DisposeIssue.as_view(),
        name="dispose_issue",
    ),
    path(
        f"{WORK}changes/<int:number>/cite/",
        answering.CiteChange.as_view(),
        name="cite_change",
    ),
    path(f"{WORK}analyse/", answering.AnalyseRound.as_view(), name="analyse_round"),
    path(f"{WORK}report/", answering.ReportRound.as_view(), name="report_round"),
    path(f"{WORK}conclude/", answering.ConcludeRound.as_view(), name="conclude_round"),
]

told = [
    path(f"{HERE}equality.csv", statement.EqualityFile.as_view(), name="equality_csv"),
    path(f"{HERE}organisations.csv", burden.BurdenFile.as_view(), name="burden_csv"),
    path(f"{HERE}statement/", statement.PublicStatement.as_view(), name="statement"),
    *(
        path(
            f"{HERE}statement.{kind}",
            statement.StatementFile.as_view(kind=kind),
            name=f"statement_{kind}",
        )
        for kind in ("csv", "json", "pdf")
    ),
    *table(f"{HERE}comments", statement.PublicComments, "public_comments"),
    *table(f"{HERE}answers", statement.PublicAnswers, "public_answers"),
]

analysed = [
    path(f"{WORK}responses/", analysing.Unread.as_view(), name="unread"),
    path(f"{WORK}responses/read/", analysing.MarkRead.as_view(), name="mark_read"),
    path(f"{WORK}workload/", analysing.Workload.as_view(), name="workload"),
    path(f"{WORK}quality/", analysing.Quality.as_view(), name="quality"),
    path(f"{WORK}quality/fix/", analysing.FixFrame.as_view(), name="fix_frame"),
    path(
        f"{WORK}quality/<slug:reference>/",
        analysing.CodeAgain.as_view(),
        name="code_again",
    ),
    path(f"{WORK}topics/", topics.Topics.as_view(), name="topics"),
    path(f"{WORK}topics/look/", topics.LookForTopics.as_view(), name="look_for_topics"),
    path(
        f"{WORK}topics/<uuid:uid>/<int:number>/",
        topics.MakeIssue.as_view(),
        name="topic_issue",
    ),
    path(f"{WORK}burden/", burden.Burden.as_view(), name="burden"),
    path(f"{WORK}burden.csv", burden.BurdenTable.as_view(), name="burden_table"),
    path(
        f"{WORK}burden/<str:code>/<slug:size>/",
        burden.Ease.as_view(),
        name="ease_burden",
    ),
    path(f"{WORK}words/", analysing.Words.as_view(), name="words"),
    path(f"{WORK}campaigns/", campaigns.CampaignList.as_view(), name="campaign_list"),
    path(
        f"{WORK}campaigns/look/",
        campaigns.LookForCampaigns.as_view(),
        name="look_for_campaigns",
    ),
    path(
        f"{WORK}campaigns/<int:number>/",
        campaigns.ConfirmCampaign.as_view(),
        name="campaign",
    ),
    path(
        f"{WORK}campaigns/<int:number>/dissolve/",
        campaigns.DissolveCampaign.as_view(),
        name="dissolve_campaign",
    ),
    path(
        f"{WORK}campaigns/<int:number>/additions/",
        campaigns.ReadAdditions.as_view(),
        name="read_additions",
    ),
    path(
        f"{WORK}campaigns/<int:number>/gather/",
        campaigns.GatherCampaign.as_view(),
        name="gather_campaign",
    ),
    path(
        f"{WORK}campaigns/<int:number>/<slug:reference>/leave-out/",
        campaigns.LeaveOut.as_view(),
        name="leave_out",
    ),
    path(f"{WORK}preview/", statement.Preview.as_view(), name="preview_results"),
    path(f"{WORK}pack/", statement.Pack.as_view(), name="decision_pack"),
    path(
        f"{WORK}statement/",
        statement.RebuildStatement.as_view(),
        name="rebuild_statement",
    ),
    *table(f"{WORK}record", statement.RecordOfRound, "record_edition"),
    *table(f"{WORK}record-responses", statement.RecordOfResponses, "record_responses"),
    path(f"{WORK}bundle.zip", statement.Bundle.as_view(), name="bundle"),
]

urlpatterns = [
    *round_patterns,
    *told,
    *analysed,
    *reading,
    *responding,
    *planned,
    *answered,
]
