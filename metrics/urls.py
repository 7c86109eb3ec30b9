"""Addresses below a council's slug."""

from django.urls import path

from metrics.views import public, settings

app_name = "metrics"

urlpatterns = [
    path("glossary/", public.CouncilGlossary.as_view(), name="glossary"),
    path(
        "glossary/<slug:slug>/",
        public.CouncilTermDetail.as_view(),
        name="term_detail",
    ),
    path(
        "workspace/settings/frameworks/",
        settings.CouncilFrameworks.as_view(),
        name="frameworks",
    ),
    path(
        "workspace/settings/frameworks/<slug:slug>/adopt/",
        settings.AdoptFramework.as_view(),
        name="framework_adopt",
    ),
    path(
        "workspace/settings/frameworks/<slug:slug>/end/",
        settings.EndAdoption.as_view(),
        name="adoption_end",
    ),
    path(
        "workspace/settings/measures/",
        settings.LocalMetrics.as_view(),
        name="local_metrics",
    ),
    path(
        "workspace/settings/measures/new/",
        settings.AddLocalMetric.as_view(),
        name="local_metric_add",
    ),
    path(
        "workspace/measures/<str:code>/",
        settings.Observations.as_view(),
        name="observations",
    ),
    path(
        "workspace/measures/<str:code>/add/",
        settings.AddObservation.as_view(),
        name="observation_add",
    ),
    path(
        "workspace/settings/standard/",
        settings.ChooseStandard.as_view(),
        name="standard",
    ),
    path("workspace/settings/words/", settings.Words.as_view(), name="words"),
    path(
        "workspace/settings/words/define/",
        settings.DefineTerm.as_view(),
        name="term_define",
    ),
]
