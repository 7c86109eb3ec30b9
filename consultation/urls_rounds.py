"""Addresses of the pages on which a round is prepared, changed and looked after."""

from django.urls import path, register_converter

from consultation import feeds
from consultation.addresses import RoundConverter
from consultation.views import asking, dates, finding, looking_back, preparing, running

register_converter(RoundConverter, "round")

HERE = "consultations/<round:slug>/"
WORK = "workspace/consultations/<round:slug>/"

told = [
    path(f"{HERE}invited/<str:token>/", asking.Invited.as_view(), name="invited"),
    path(f"{HERE}notices/", dates.NoticeList.as_view(), name="notice_list"),
    path(f"{HERE}notices.atom", feeds.RoundFeed(), name="round_feed"),
    path(f"{HERE}comments.atom", feeds.CommentFeed(), name="comment_feed"),
    path(f"{HERE}deadline/", dates.Deadline.as_view(), name="deadline"),
    path(
        f"{HERE}privacy/", preparing.PrivacyNoticePage.as_view(), name="privacy_notice"
    ),
    path(f"{HERE}dates.ics", dates.Dates.as_view(), name="dates"),
    path("consultation-years/", looking_back.Years.as_view(), name="years"),
    path("consultation-years/<int:year>/", looking_back.Years.as_view(), name="year"),
    path("consultations.ics", dates.CouncilDates.as_view(), name="council_dates"),
    path("feeds/consultations.atom", feeds.ConsultationFeed(), name="feed"),
]

changed = [
    path(f"{WORK}extend/", running.ExtendRound.as_view(), name="extend_round"),
    path(f"{WORK}correct/", running.CorrectRound.as_view(), name="correct_round"),
    path(f"{WORK}pause/", running.PauseRound.as_view(), name="pause_round"),
    path(f"{WORK}resume/", running.ResumeRound.as_view(), name="resume_round"),
    path(f"{WORK}cancel/", running.CancelRound.as_view(), name="cancel_round"),
    path(f"{WORK}explain-delay/", running.ExplainDelay.as_view(), name="explain_delay"),
    path(f"{WORK}late/", running.LateResponses.as_view(), name="late_list"),
    path(f"{WORK}found/", finding.FoundLate.as_view(), name="found_late"),
    path(
        f"{WORK}found/<int:number>/",
        finding.SettleFind.as_view(),
        name="settle_find",
    ),
]

prepared = [
    path(
        "workspace/consultation-dates/",
        preparing.CouncilDates.as_view(),
        name="own_dates",
    ),
    path(
        "workspace/consultation-dates/<uuid:uid>/strike/",
        preparing.StrikeDate.as_view(),
        name="strike_date",
    ),
    path(f"{WORK}readiness/", preparing.Board.as_view(), name="board"),
    path(f"{WORK}privacy/", preparing.PrivacyPlan.as_view(), name="privacy_plan"),
    path(
        f"{WORK}data-protection/",
        preparing.DataProtection.as_view(),
        name="data_protection",
    ),
    path(f"{WORK}equality/", preparing.Equality.as_view(), name="equality"),
    path(f"{WORK}audience/", asking.Audience.as_view(), name="audience"),
    path(
        f"{WORK}audience/<uuid:uid>/",
        asking.NoteContact.as_view(),
        name="note_contact",
    ),
    path(
        f"{WORK}audience/numbers/",
        asking.ReachTargets.as_view(),
        name="reach_targets",
    ),
    path(f"{WORK}audience/invite/", asking.Invite.as_view(), name="invite"),
    path(f"{WORK}audience/remind/", asking.Remind.as_view(), name="remind"),
    path(f"{WORK}formats/", preparing.Formats.as_view(), name="formats"),
    path(
        f"{WORK}formats/<uuid:uid>/",
        preparing.DeliverFormat.as_view(),
        name="deliver_format",
    ),
    path(f"{WORK}rehearse/", looking_back.Rehearse.as_view(), name="rehearse"),
    path(f"{WORK}memory/", looking_back.Memory.as_view(), name="memory"),
    path(
        f"{WORK}weigh-changes/",
        looking_back.WeighChanges.as_view(),
        name="weigh_changes",
    ),
    path(f"{WORK}sign-off/", preparing.SignOffRound.as_view(), name="sign_off"),
]

round_patterns = [*told, *changed, *prepared]
