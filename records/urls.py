"""Addresses below a council's slug."""

from django.urls import path

from records.views import files, follow, messages, moderation, outbox

app_name = "records"

OUTBOX = "workspace/outbox/"
MODERATION = "workspace/moderation/"
MESSAGES = "workspace/settings/messages/"

urlpatterns = [
    path("follow/", follow.FollowCouncil.as_view(), name="follow"),
    path("follow/sent/", follow.FollowSent.as_view(), name="follow_sent"),
    path(
        "follow/confirm/<str:token>/",
        follow.ConfirmFollow.as_view(),
        name="follow_confirm",
    ),
    path("unsubscribe/<str:token>/", follow.Unsubscribe.as_view(), name="unsubscribe"),
    path("files/<uuid:uid>/", files.Download.as_view(), name="stored_file"),
    path(MODERATION, moderation.Queue.as_view(), name="moderation"),
    path(
        f"{MODERATION}together/",
        moderation.DecideTogether.as_view(),
        name="moderate_together",
    ),
    path(
        f"{MODERATION}reviews/<int:pk>/",
        moderation.SettleReview.as_view(),
        name="moderation_review",
    ),
    path(
        f"{MODERATION}<slug:kind>/<slug:reference>/",
        moderation.ModerateText.as_view(),
        name="moderate_text",
    ),
    path(
        f"{MODERATION}<slug:kind>/<slug:reference>/take/",
        moderation.TakeText.as_view(),
        name="take_text",
    ),
    path(MESSAGES, messages.Messages.as_view(), name="messages"),
    path(f"{MESSAGES}closing/", messages.ChangeClosing.as_view(), name="closing"),
    path(
        f"{MESSAGES}<slug:kind>/",
        messages.MessageDetail.as_view(),
        name="message_detail",
    ),
    path(OUTBOX, outbox.Outbox.as_view(), name="outbox"),
    path(f"{OUTBOX}<uuid:uid>/", outbox.LetterDetail.as_view(), name="letter_detail"),
    path(
        f"{OUTBOX}<uuid:uid>/retry/", outbox.RetryLetter.as_view(), name="letter_retry"
    ),
    path(
        f"{OUTBOX}deliveries/<int:pk>/retry/",
        outbox.RetryDelivery.as_view(),
        name="delivery_retry",
    ),
]
