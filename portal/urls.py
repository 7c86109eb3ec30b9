from django.urls import path

from portal import feeds, urls_service, views
from portal.views import your_data

app_name = "portal"

urlpatterns = [
    *urls_service.urlpatterns,
    path("", views.CouncilHome.as_view(), name="council_home"),
    path("rights/", views.Rights.as_view(), name="rights"),
    path("search/", views.Search.as_view(), name="search"),
    path("moderation/", views.ModerationLog.as_view(), name="moderation_log"),
    path(
        "moderation.csv", views.ModerationLogFile.as_view(), name="moderation_log_file"
    ),
    path("data/", views.CouncilData.as_view(), name="data"),
    path("data/priorities.csv", views.PrioritiesFile.as_view(), name="priorities_file"),
    path("data/places.geojson", views.PlacesFile.as_view(), name="places_file"),
    path("feeds/", views.CouncilFeeds.as_view(), name="feeds"),
    path("feeds/charters.atom", feeds.ChartersFeed(), name="charters_feed"),
    path("feeds/results.atom", feeds.ResultsFeed(), name="results_feed"),
    path("threads/", views.ThreadList.as_view(), name="thread_list"),
    path(
        "thread/<slug:kind>/<str:reference>/",
        views.ThreadDetail.as_view(),
        name="thread",
    ),
    path("your-data/", your_data.YourData.as_view(), name="your_data"),
    path("your-data/ask/", your_data.AskAboutData.as_view(), name="your_data_ask"),
    path(
        "your-data/sent/<slug:reference>/",
        your_data.DataRequestSent.as_view(),
        name="your_data_sent",
    ),
    path(
        "your-data/confirm/<str:token>/",
        your_data.ConfirmAddress.as_view(),
        name="your_data_confirm",
    ),
    path(
        "workspace/your-data/",
        your_data.DataRequestList.as_view(),
        name="data_request_list",
    ),
    path(
        "workspace/your-data/<slug:reference>/",
        your_data.AnswerDataRequest.as_view(),
        name="data_request",
    ),
    path(
        "workspace/your-data/<slug:reference>/copy.json",
        your_data.DataRequestCopy.as_view(),
        name="data_request_copy",
    ),
    path(
        "workspace/your-data/<slug:reference>/erase/",
        your_data.EraseForRequest.as_view(),
        name="data_request_erase",
    ),
    path("workspace/log.<str:kind>", views.LogFile.as_view(), name="log_file"),
    path("workspace/log/", views.Log.as_view(), name="log"),
    path(
        "workspace/changed/", views.RecentlyChanged.as_view(), name="recently_changed"
    ),
    path("workspace/", views.YourWork.as_view(), name="your_work"),
]
