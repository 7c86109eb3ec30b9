"""The pages: what they show, what they refuse, how many queries they ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.models import Framework, FrameworkAdoption, Metric, Observation, Term
from metrics.models.reference import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(nat):
    for slug in ("starter-measures", "ppn-06-20", "ppn-002", "ppn-026"):
        Framework.objects.get(slug=slug).approve(by=nat)


def queries(client, page):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


PUBLIC = [
    "/frameworks/",
    "/frameworks/ppn-002/",
    "/metrics/SV-JOB-01/",
    "/glossary/",
    "/glossary/local/",
    "/eastfield/glossary/",
    "/eastfield/glossary/local/",
]


@pytest.mark.parametrize("page", PUBLIC)
def test_public_pages_set_no_cookie_and_carry_no_token(
    client, page, approved, eastfield
):
    answer = client.get(page)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_a_proposed_list_is_the_stewards_alone(client, sign_in, nat, ada):
    assert client.get("/frameworks/ppn-026/").status_code == 404
    assert "PPN 026" not in client.get("/frameworks/").content.decode()
    assert sign_in(ada).get("/frameworks/ppn-026/").status_code == 404
    assert sign_in(nat).get("/frameworks/ppn-026/").status_code == 200


@pytest.mark.slow
def test_a_measure_of_a_proposed_list_is_the_stewards_alone(client, sign_in, nat):
    assert client.get("/metrics/SV-JOB-01/").status_code == 404
    assert sign_in(nat).get("/metrics/SV-JOB-01/").status_code == 200


def test_a_list_says_how_sure_we_are_and_where_it_was_read(client, approved):
    page = client.get("/frameworks/ppn-026/").content.decode()
    assert "Read in a text that quotes the official one" in page
    assert "Not opened by us" in page
    assert "10% of the total score" in page
    assert "£1,000,000 up to £5,000,000" in page


def test_a_measure_names_the_lists_that_point_at_it(client, approved):
    page = client.get("/metrics/sv-job-01/").content.decode()
    assert "Social Value Model, PPN 026: High-quality jobs" in page
    assert "Social Value Model, PPN 002: Create and retain" in page
    assert "Our own, not official" in page


def test_a_list_asks_no_more_queries_when_it_grows(client, approved):
    before = queries(client, "/frameworks/")
    template = Framework.objects.get(slug="ppn-026")
    for n in range(15):
        template.pk, template.slug = None, f"copy-{n}"
        template.save()
    assert queries(client, "/frameworks/") == before <= 4


def test_a_framework_page_asks_no_more_queries_when_it_grows(client, approved):
    small = queries(client, "/frameworks/ppn-026/")
    large = queries(client, "/frameworks/ppn-002/")
    assert large <= small + 1
    assert large <= 10


def test_the_glossary_asks_no_more_queries_when_it_grows(client, eastfield):
    before = queries(client, "/eastfield/glossary/")
    Term.objects.bulk_create(
        Term(slug=f"word-{n}", term=f"Word {n}", definition="A word.")
        for n in range(200)
    )
    assert queries(client, "/eastfield/glossary/") == before <= 4


def test_a_measure_page_asks_no_more_queries_when_it_has_figures(
    client, approved, eastfield
):
    before = queries(client, "/metrics/SV-JOB-01/")
    metric = Metric.objects.get(code="SV-JOB-01")
    Observation.objects.bulk_create(
        Observation(
            metric=metric,
            council=eastfield,
            value=n,
            observed_on="2026-01-01",
            source=f"Book {n}",
        )
        for n in range(60)
    )
    assert queries(client, "/metrics/SV-JOB-01/") == before <= 7, "each app is asked"


def test_the_steward_approves_a_list(sign_in, nat):
    browser = sign_in(nat)
    assert "Decide on" in browser.get("/steward/").content.decode()
    answer = browser.post("/steward/frameworks/ppn-026/approve/", follow=True)
    assert "is approved" in answer.content.decode()
    assert Framework.objects.get(slug="ppn-026").status == "approved"


def test_a_list_that_is_decided_offers_no_button(sign_in, nat, approved):
    page = sign_in(nat).get("/steward/frameworks/ppn-026/approve/").content.decode()
    assert "decided already" in page
    assert "Approve this list" not in page


def test_approving_twice_is_refused_in_words(sign_in, nat, approved):
    answer = sign_in(nat).post("/steward/frameworks/ppn-026/approve/")
    assert answer.status_code == 200
    assert "cannot become" in answer.content.decode()


def test_replacing_too_early_is_refused_in_words(sign_in, nat, measures):
    old = Framework.objects.get(slug="ppn-06-20")
    old.approve(by=nat)
    page = "/steward/frameworks/ppn-06-20/replace/"
    browser = sign_in(nat)
    assert "replaces it first" in browser.get(page).content.decode()
    assert "replaces it first" in browser.post(page).content.decode()


def test_withdrawing_without_a_reason_is_refused_in_words(sign_in, nat, approved):
    page = "/steward/frameworks/ppn-06-20/withdraw/"
    answer = sign_in(nat).post(page, {"reason": ""})
    assert "Enter why it is withdrawn" in answer.content.decode()


def test_an_administrator_adopts_a_list_and_stops(sign_in, ada, eastfield, approved):
    browser = sign_in(ada)
    home = "/eastfield/workspace/settings/frameworks/"
    assert "Does not use it" in browser.get(home).content.decode()
    answer = browser.post(f"{home}ppn-026/adopt/", {"reason": "It fits."}, follow=True)
    assert "Uses it since" in answer.content.decode()
    assert FrameworkAdoption.objects.current().get().reason == "It fits."
    browser.post(f"{home}ppn-026/end/")
    assert not FrameworkAdoption.objects.current().exists()


def test_another_councils_adoption_cannot_be_ended(
    sign_in, ada, eastfield, westbrook, olu, approved
):
    FrameworkAdoption.adopt(westbrook, Framework.objects.get(slug="ppn-026"), by=olu)
    page = "/eastfield/workspace/settings/frameworks/ppn-026/end/"
    assert sign_in(ada).post(page).status_code == 404
    assert FrameworkAdoption.objects.current().count() == 1


def test_a_drafter_adds_a_measure_of_the_councils_own(sign_in, dara, eastfield):
    browser = sign_in(dara)
    page = "/eastfield/workspace/settings/measures/new/"
    empty = browser.post(page, {}).content.decode()
    assert "Enter what is counted" in empty
    assert "Select what kind of figure it is" in empty
    answer = browser.post(
        page,
        {
            "code": "park-01",
            "title": "Benches put up in parks",
            "unit": "benches",
            "value_type": "integer",
            "direction": "higher",
            "definition": "New benches.",
            "local_reason": "Residents asked for them.",
        },
        follow=True,
    )
    assert "Benches put up in parks" in answer.content.decode()
    metric = Metric.objects.get(code="EASTFIELD-PARK-01")
    assert metric.status == "approved"
    public = browser.get(metric.get_absolute_url()).content.decode()
    assert "not on an approved list" in public


def test_a_clash_of_codes_is_told_on_the_form(sign_in, dara, eastfield):
    fields = {
        "code": "PARK-01",
        "title": "Benches",
        "unit": "benches",
        "value_type": "integer",
        "direction": "higher",
        "definition": "New benches.",
        "local_reason": "Residents asked for them.",
    }
    browser = sign_in(dara)
    page = "/eastfield/workspace/settings/measures/new/"
    browser.post(page, fields)
    answer = browser.post(page, fields)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_a_figure_is_added_and_shown(sign_in, dara, eastfield, measures):
    browser = sign_in(dara)
    page = "/eastfield/workspace/measures/SV-APP-03/add/"
    wrong = browser.post(page, {"value": "many"}).content.decode()
    assert "The figure must be a number, like 12" in wrong
    assert "Enter where the figure comes from" in wrong
    answer = browser.post(
        page,
        {"value": "1,200", "observed_on": "2026-04-01", "source": "Register"},
        follow=True,
    )
    assert "1,200" in answer.content.decode()


def test_a_figure_with_half_an_apprentice_is_refused(
    sign_in, dara, eastfield, measures
):
    answer = sign_in(dara).post(
        "/eastfield/workspace/measures/SV-APP-03/add/",
        {"value": "1.5", "observed_on": "2026-04-01", "source": "Register"},
    )
    assert "must be a whole number" in answer.content.decode()


def test_a_word_is_explained(sign_in, dara, eastfield):
    browser = sign_in(dara)
    page = "/eastfield/workspace/settings/words/define/"
    form = browser.get(f"{page}?word=local").content.decode()
    assert "In the area that the charter covers" in form
    answer = browser.post(
        page, {"term": "Local", "definition": "In our wards."}, follow=True
    )
    assert "In our wards." in answer.content.decode()


def test_names_are_escaped(client, eastfield, dara):
    Term.define("Local", "<script>alert(1)</script>", by=dara, council=eastfield)
    page = client.get("/eastfield/glossary/local/").content.decode()
    assert "<script>alert" not in page


def test_a_source_without_address_is_plain_text(client, approved):
    Source.objects.filter(key="own").update(url="")
    assert client.get("/metrics/SV-JOB-01/").status_code == 200
