"""Addresses below a council's slug."""

from django.urls import path

from metrics.views import commons, files, nation, public, settings, values

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
        "workspace/settings/measures/import/",
        files.ImportMeasures.as_view(),
        name="import_measures",
    ),
    path(
        "workspace/settings/measures/import/check/",
        files.CheckMeasures.as_view(),
        name="import_measures_check",
    ),
    path("values/", values.PublicMoneyValues.as_view(), name="money_values_public"),
    path("workspace/values/", values.MoneyValues.as_view(), name="money_values"),
    path(
        "workspace/values/set/",
        values.SetMoneyValue.as_view(),
        name="money_value_set",
    ),
    path(
        "workspace/values/<str:code>/remove/",
        values.DropMoneyValue.as_view(),
        name="money_value_drop",
    ),
    path("workspace/figures/", files.AllFigures.as_view(), name="figures"),
    path(
        "workspace/figures/import/",
        files.ImportFigures.as_view(),
        name="import_figures",
    ),
    path(
        "workspace/figures/import/check/",
        files.CheckFigures.as_view(),
        name="import_figures_check",
    ),
    path(
        "data/measures.<str:kind>",
        files.LocalMetricsFile.as_view(),
        name="measures_file",
    ),
    path("data/figures.<str:kind>", files.FiguresFile.as_view(), name="figures_file"),
    path(
        "workspace/measures/<str:code>/<int:number>/correct/",
        settings.CorrectObservation.as_view(),
        name="observation_correct",
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
    path(
        "workspace/settings/nation/",
        nation.ChooseNation.as_view(),
        name="nation",
    ),
    path("workspace/settings/words/", settings.Words.as_view(), name="words"),
    path(
        "workspace/settings/words/elsewhere/",
        commons.WordsElsewhere.as_view(),
        name="words_elsewhere",
    ),
    path(
        "workspace/settings/words/elsewhere/<slug:origin>/<slug:slug>/",
        commons.CopyTerm.as_view(),
        name="term_copy",
    ),
    path(
        "workspace/settings/measures/elsewhere/",
        commons.MeasuresElsewhere.as_view(),
        name="measures_elsewhere",
    ),
    path(
        "workspace/settings/measures/elsewhere/<str:code>/",
        commons.CopyMeasure.as_view(),
        name="measure_copy",
    ),
    path(
        "workspace/settings/measures/compare/",
        settings.MapOwnMeasure.as_view(),
        name="map_own_measure",
    ),
    path(
        "workspace/settings/measures/<str:code>/withdraw/",
        settings.RetireLocalMetric.as_view(),
        name="local_metric_retire",
    ),
    path(
        "lists/",
        public.CouncilLists.as_view(),
        name="lists",
    ),
    path(
        "workspace/settings/words/define/",
        settings.DefineTerm.as_view(),
        name="term_define",
    ),
]
