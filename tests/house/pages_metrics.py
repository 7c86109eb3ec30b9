"""The pages of measures and words."""

from django.db import transaction
from django.urls import reverse

from audit import clock
from audit.models import Delivery
from audit.trail import NATIONAL, record
from metrics.models import FrameworkAdoption, MoneyValue, Observation
from tests.house.arriving import having_sent
from tests.house.pages_records import eastfield
from tests.house.registry import NotAPage, Page, State

COUNCIL = {"council": "eastfield"}
WARM = "EASTFIELD-WARM-01"
FIGURES = COUNCIL | {"code": "SV-JOB-01"}


def an_adoption() -> dict:
    adoption = FrameworkAdoption.objects.current().filter(council__slug="eastfield")
    return COUNCIL | {"slug": adoption.select_related("framework")[0].framework.slug}


def a_figure() -> dict:
    seen = Observation.objects.current().filter(council__slug="eastfield")
    first = seen.select_related("metric").first()
    return COUNCIL | {"code": first.metric.code, "number": first.pk}


def a_money_value() -> dict:
    value = MoneyValue.objects.filter(council__slug="eastfield").first()
    return COUNCIL | {"code": value.metric.code}


def showing_money() -> dict:
    """Westbrook shows money values in the demo; Eastfield does not."""
    return {"council": "westbrook"}


def a_word_elsewhere() -> dict:
    return {"council": "westbrook", "origin": "eastfield", "slug": "local"}


def a_measure_elsewhere() -> dict:
    return {"council": "westbrook", "code": WARM}


@transaction.atomic
def something_stuck(chain: str = NATIONAL) -> Delivery:
    event = record("look.happened", eastfield(), by="system", chain=chain)
    return Delivery.objects.create(
        event=event,
        handler="nobody",
        parked_at=clock.now(),
        problem="KeyError: 'nobody'",
    )


def national_stuck() -> dict:
    return {"pk": something_stuck().pk}


def much_is_stuck() -> dict:
    for _ in range(20):
        something_stuck()
    something_stuck("tender:of-the-pages")
    return {}


ABOUT = {
    "title": "Measures of the seaside",
    "version": "2",
    "slug": "measures-of-the-seaside",
    "summary": "For places by the sea.",
    "published_on": "2026-01-01",
    "applies_from": "2026-01-01",
    "source": "The seaside councils",
}


def rows_of_a_list(code: str) -> str:
    columns = "code,title,unit,definition"
    return f"{columns}\n{code},Beaches cleaned,beaches,A beach cleaned by hand\n"


def sent_version(code: str = "SEA-01") -> str:
    """The steward, who has just handed in the next version of a list."""
    page = reverse("framework_version", args=["starter-measures"])
    about = {**ABOUT, "title": "Starter measures by the sea"}
    return having_sent("nat", page, rows_of_a_list(code), **about)


def sent_list() -> str:
    page, issuer = reverse("framework_new"), "The seaside councils"
    return having_sent("nat", page, rows_of_a_list("SEA-01"), issuer=issuer, **ABOUT)


def sent_figures(value: str = "12") -> str:
    """Dara, who has just handed in a file of figures."""
    page = reverse("metrics:import_figures", kwargs=COUNCIL)
    header = "code,value,observed_on,source,place"
    row = f"SV-APP-03,{value},2026-01-05,Register of works,"
    return having_sent("dara", page, f"{header}\n{row}\n")


def sent_measures() -> str:
    page = reverse("metrics:import_measures", kwargs=COUNCIL)
    rows = "code,title,unit,definition,local_reason\n"
    rows += "SEAT-01,Benches put up,benches,A bench in a park,None lists it\n"
    return having_sent("dara", page, rows)


PAGES = [
    Page("framework_list"),
    Page(
        "framework_detail",
        {"slug": "ppn-002"},
        states=[
            State("without themes", kwargs=lambda: {"slug": "ppn-026"}),
            State("a long table", kwargs=lambda: {"slug": "starter-measures"}),
        ],
    ),
    Page("framework_difference", {"slug": "ppn-026"}),
    Page(
        "framework_version",
        {"slug": "starter-measures"},
        role="nat",
        states=[State("errors", fill={"slug": "Not a slug!"})],
    ),
    Page(
        "framework_version_check",
        {"slug": "starter-measures"},
        role="nat",
        session=sent_version,
        states=[State("wrong rows", session=lambda: sent_version("no code!"))],
    ),
    Page("framework_new", role="nat", states=[State("errors", fill={"slug": "No!"})]),
    Page("framework_new_check", role="nat", session=sent_list),
    Page("standard_words", role="nat"),
    Page(
        "standard_term_define",
        role="nat",
        query="?word=local",
        states=[State("errors", fill={"definition": ""})],
    ),
    Page("metrics:lists", COUNCIL, states=[State("empty", kwargs=showing_money)]),
    Page("metrics:words_elsewhere", {"council": "westbrook"}, role="olu"),
    Page("metrics:term_copy", a_word_elsewhere, role="olu"),
    Page("metrics:measures_elsewhere", {"council": "westbrook"}, role="olu"),
    Page(
        "metrics:measure_copy",
        a_measure_elsewhere,
        role="olu",
        states=[State("errors", fill={"local_reason": ""})],
    ),
    Page("metrics:local_metric_retire", COUNCIL | {"code": WARM}, role="ada"),
    Page(
        "metrics:map_own_measure",
        COUNCIL,
        role="dara",
        states=[State("errors", fill={"other": "X"})],
    ),
    Page("metric_detail", {"code": "SV-JOB-01"}),
    Page(
        "side_by_side",
        states=[
            State("two chosen", query="?list=ppn-002&list=starter-measures"),
            State("with a council", query="?list=ppn-002&council=eastfield"),
        ],
    ),
    Page(
        "unit_values",
        states=[
            State("second page", query="?page=2"),
            State("nothing found", query="?q=zebra"),
        ],
    ),
    NotAPage("unit_values_file", "an open data file"),
    Page("map_metrics", role="nat", states=[State("errors", fill={"metric": "X"})]),
    Page("term_differences"),
    Page("glossary"),
    Page("term_detail", {"slug": "local"}),
    Page("steward", role="nat"),
    Page("stuck", role="nat", states=[State("full", kwargs=much_is_stuck)]),
    Page("stuck_retry", national_stuck, role="nat"),
    Page("framework_approve", {"slug": "ppn-026"}, role="nat"),
    Page("framework_supersede", {"slug": "ppn-002"}, role="nat"),
    Page(
        "framework_retire",
        {"slug": "ppn-002"},
        role="nat",
        states=[State("errors", fill={"reason": ""})],
    ),
    Page("metrics:glossary", COUNCIL),
    Page("metrics:term_detail", COUNCIL | {"slug": "local"}),
    Page("metrics:frameworks", COUNCIL, role="ada"),
    Page("metrics:framework_adopt", COUNCIL | {"slug": "ppn-026"}, role="ada"),
    Page("metrics:adoption_end", an_adoption, role="ada"),
    Page("metrics:local_metrics", COUNCIL, role="dara"),
    Page(
        "metrics:local_metric_add",
        COUNCIL,
        role="dara",
        states=[State("errors", fill={"code": "not a code!"})],
    ),
    Page("metrics:observations", FIGURES, role="dara"),
    Page(
        "metrics:observation_add",
        FIGURES,
        role="dara",
        states=[State("errors", fill={"value": "many"})],
    ),
    Page(
        "metrics:standard",
        COUNCIL,
        role="ada",
        states=[State("errors", fill={"reading_age": "old"})],
    ),
    Page("metrics:nation", COUNCIL, role="ada"),
    Page("metrics:money_values", COUNCIL, role="cleo"),
    Page("metrics:money_values_public", showing_money),
    Page(
        "metrics:money_value_set",
        COUNCIL,
        role="cleo",
        states=[State("errors", fill={"lasts": "long"})],
    ),
    Page("metrics:money_value_drop", a_money_value, role="cleo"),
    Page("metrics:figures", COUNCIL, role="dara"),
    Page("metrics:import_figures", COUNCIL, role="dara"),
    Page(
        "metrics:import_figures_check",
        COUNCIL,
        role="dara",
        session=sent_figures,
        states=[State("wrong rows", session=lambda: sent_figures("many"))],
    ),
    Page("metrics:import_measures", COUNCIL, role="dara"),
    Page("metrics:import_measures_check", COUNCIL, role="dara", session=sent_measures),
    Page(
        "metrics:observation_correct",
        a_figure,
        role="dara",
        states=[State("errors", fill={"reason": ""})],
    ),
    NotAPage("metrics:figures_file", "an open data file"),
    NotAPage("metrics:measures_file", "an open data file"),
    NotAPage("framework_file", "an open data file"),
    Page("metrics:words", COUNCIL, role="dara"),
    Page(
        "metrics:term_define",
        COUNCIL,
        role="dara",
        query="?word=local",
        states=[State("errors", fill={"definition": ""})],
    ),
]
