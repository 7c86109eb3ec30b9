from django.urls import path

from portal import urls_service, views

app_name = "portal"

urlpatterns = [
    *urls_service.urlpatterns,
    path("", views.CouncilHome.as_view(), name="council_home"),
    path("search/", views.Search.as_view(), name="search"),
    path("moderation/", views.ModerationLog.as_view(), name="moderation_log"),
    path(
        "moderation.csv", views.ModerationLogFile.as_view(), name="moderation_log_file"
    ),
    path("threads/", views.ThreadList.as_view(), name="thread_list"),
    path(
        "thread/<slug:kind>/<str:reference>/",
        views.ThreadDetail.as_view(),
        name="thread",
    ),
    path("workspace/log/", views.Log.as_view(), name="log"),
    path("workspace/", views.YourWork.as_view(), name="your_work"),
]
