"""Loading the reference files."""

import json
import shutil

import pytest
from django.core.management import call_command

from audit.models import Event
from metrics import reference
from metrics.models import (
    Confidence,
    DatedRule,
    Framework,
    FrameworkCriterion,
    FrameworkOutcome,
    Metric,
    Source,
    Term,
    UnitValue,
)
from metrics.models.metric import CODE

pytestmark = pytest.mark.django_db

MODELS = [DatedRule, Framework, FrameworkOutcome, Metric, Source, Term, UnitValue]


@pytest.fixture
def folder(tmp_path):
    """A copy of the reference files that a test may change."""
    return shutil.copytree(reference.DATA, tmp_path / "data")


def edit(folder, name, change):
    path = folder / name
    book = json.loads(path.read_text())
    change(book)
    path.write_text(json.dumps(book))


def test_loading_twice_changes_nothing(django_assert_max_num_queries):
    before = {model: set(model.objects.values_list("pk")) for model in MODELS}
    with django_assert_max_num_queries(12):
        assert reference.load() == []
    assert before == {model: set(model.objects.values_list("pk")) for model in MODELS}


def test_the_command_says_that_nothing_changed(capsys):
    call_command("load_reference")
    assert "up to date" in capsys.readouterr().out


def test_an_empty_database_gets_everything():
    for model in [Term, UnitValue, DatedRule, FrameworkCriterion, Metric]:
        model.objects.all().delete()
    Framework.objects.update(replaces=None)
    Framework.objects.all().delete()
    changes = reference.load()
    assert {change.what for change in changes} == {"added"}
    assert Framework.objects.count() == 4
    assert Metric.objects.filter(code__startswith="SV-").count() == 44


def test_the_three_national_frameworks_have_their_shape():
    def shape(slug):
        framework = Framework.objects.get(slug=slug)
        criteria = FrameworkCriterion.objects.filter(outcome__framework=framework)
        return (
            framework.themes.count(),
            framework.outcomes.count(),
            criteria.count(),
            framework.measures_published,
        )

    assert shape("ppn-026") == (0, 2, 6, 0)
    assert shape("ppn-002")[:2] == (5, 8)
    assert shape("ppn-002")[3] == 33
    assert shape("ppn-06-20")[:2] == (5, 8)
    assert shape("ppn-06-20")[3] == 52


def test_each_framework_points_at_the_one_it_replaces():
    newest = Framework.objects.get(slug="ppn-026")
    assert newest.replaces.slug == "ppn-002"
    assert newest.replaces.replaces.slug == "ppn-06-20"


def test_a_changed_rule_is_written_and_named(folder):
    def longer(book):
        rule = next(r for r in book["rules"] if r["kind"] == "standstill_working_days")
        rule["rows"][0]["value"] = {"days": 10}

    edit(folder, "rules.json", longer)
    assert [str(change) for change in reference.load(folder)] == [
        "changed: dated rule standstill_working_days 2025-02-24"
    ]
    assert DatedRule.objects.value("standstill_working_days") == {"days": 10}
    assert reference.load(folder) == []


def test_a_proposed_framework_follows_its_file(folder):
    edit(
        folder,
        "framework_ppn_026.json",
        lambda book: book["outcomes"][0].update(title="Better Jobs"),
    )
    changes = reference.load(folder)
    assert [(c.what, c.key) for c in changes] == [("changed", "ppn-026")]
    outcome = FrameworkOutcome.objects.get(framework__slug="ppn-026", code="GJ")
    assert outcome.title == "Better Jobs"
    assert outcome.criteria.first().metrics.exists()


def test_an_approved_framework_is_never_rewritten(folder, nat):
    Framework.objects.get(slug="ppn-026").approve(by=nat)
    edit(
        folder,
        "framework_ppn_026.json",
        lambda book: book["outcomes"][0].update(title="Better Jobs"),
    )
    changes = reference.load(folder)
    assert [str(c) for c in changes] == ["kept: framework ppn-026 (already approved)"]
    titles = FrameworkOutcome.objects.filter(framework__slug="ppn-026")
    assert set(titles.values_list("title", flat=True)) == {"Good Jobs", "Skills"}


def test_a_new_meaning_is_a_new_version_and_the_old_one_stays(folder):
    def narrower(book):
        term = next(t for t in book["terms"] if t["slug"] == "local")
        term["definition"] = "In the ward."

    edit(folder, "glossary.json", narrower)
    reference.load(folder)
    versions = Term.objects.standard().filter(slug="local").order_by("version")
    assert [term.version for term in versions] == [1, 2]
    assert versions[0].replaced_at is not None
    assert versions[1].definition == "In the ward."


def test_a_run_that_changes_something_leaves_one_event(folder):
    before = Event.objects.filter(verb="reference.loaded").count()
    reference.load(folder)
    assert Event.objects.filter(verb="reference.loaded").count() == before
    edit(folder, "sources.json", lambda book: book["own"].update(read="Ours."))
    reference.load(folder)
    event = Event.objects.filter(verb="reference.loaded").last()
    assert event.chain == "national"
    assert event.data["rows"] == 1


def test_no_value_of_a_licensed_set_is_shipped():
    text = "".join(path.read_text() for path in reference.DATA.glob("*.json"))
    for name in ("TOMs", "HACT", "Loop", "Oxford Social Value Bank"):
        assert name not in text


def test_what_may_not_be_loaded_is_named_without_its_value():
    book = json.loads((reference.DATA / "unit_values.json").read_text())
    left_out = {row["code"] for row in book["left_out"]}
    assert left_out == {"QALY", "NLW-2026", "RLW-UPLIFT-UK", "MU-WWD2", "MU-APPR"}
    assert not any("value" in row for row in book["left_out"])
    assert not UnitValue.objects.filter(code__in=left_out).exists()


def test_every_code_can_stand_in_an_address():
    for code in Metric.objects.values_list("code", flat=True):
        CODE(code)


def test_every_fact_says_how_sure_we_are():
    levels = set(Confidence.values)
    for model in (Framework, FrameworkOutcome, FrameworkCriterion, Metric, UnitValue):
        assert set(model.objects.values_list("confidence", flat=True)) <= levels
        assert not model.objects.filter(source=None).exists()


def test_percentages_and_levels_do_not_add_up():
    """Two reports of 80% are not 160%."""
    added = Metric.objects.filter(adds_up=True)
    assert not added.filter(value_type__in=["percent", "boolean"]).exists()
    assert not added.filter(direction="lower").exists()
    assert added.filter(code="SV-APP-03").exists()
