"""Addresses that belong to no council."""

from django.urls import path

from metrics.views import files, public, steward, stuck, versions

urlpatterns = [
    path("frameworks/", public.FrameworkList.as_view(), name="framework_list"),
    path(
        "frameworks/side-by-side/",
        public.SideBySide.as_view(),
        name="side_by_side",
    ),
    path(
        "frameworks/<slug:slug>/",
        public.FrameworkDetail.as_view(),
        name="framework_detail",
    ),
    path(
        "frameworks/<slug:slug>/difference/",
        versions.FrameworkDifference.as_view(),
        name="framework_difference",
    ),
    path(
        "frameworks/<slug:slug>.<str:kind>",
        files.FrameworkFile.as_view(),
        name="framework_file",
    ),
    path("unit-values/", public.UnitValues.as_view(), name="unit_values"),
    path(
        "unit-values.<str:kind>",
        files.UnitValuesFile.as_view(),
        name="unit_values_file",
    ),
    path("metrics/<str:code>/", public.MetricDetail.as_view(), name="metric_detail"),
    path("glossary/", public.Glossary.as_view(), name="glossary"),
    path(
        "glossary/differences/",
        public.TermDifferences.as_view(),
        name="term_differences",
    ),
    path("glossary/<slug:slug>/", public.TermDetail.as_view(), name="term_detail"),
    path("steward/", steward.StewardHome.as_view(), name="steward"),
    path("steward/stuck/", stuck.StuckList.as_view(), name="stuck"),
    path("steward/stuck/<int:pk>/", stuck.RetryStuck.as_view(), name="stuck_retry"),
    path("steward/mappings/", steward.MapMetrics.as_view(), name="map_metrics"),
    path("steward/glossary/", steward.StandardWords.as_view(), name="standard_words"),
    path(
        "steward/glossary/define/",
        steward.DefineStandardTerm.as_view(),
        name="standard_term_define",
    ),
    path(
        "steward/frameworks/new/",
        versions.NewList.as_view(),
        name="framework_new",
    ),
    path(
        "steward/frameworks/new/check/",
        versions.CheckList.as_view(),
        name="framework_new_check",
    ),
    path(
        "steward/frameworks/<slug:slug>/version/",
        versions.NewVersion.as_view(),
        name="framework_version",
    ),
    path(
        "steward/frameworks/<slug:slug>/version/check/",
        versions.CheckVersion.as_view(),
        name="framework_version_check",
    ),
    path(
        "steward/frameworks/<slug:slug>/approve/",
        steward.ApproveFramework.as_view(),
        name="framework_approve",
    ),
    path(
        "steward/frameworks/<slug:slug>/replace/",
        steward.SupersedeFramework.as_view(),
        name="framework_supersede",
    ),
    path(
        "steward/frameworks/<slug:slug>/withdraw/",
        steward.RetireFramework.as_view(),
        name="framework_retire",
    ),
]
