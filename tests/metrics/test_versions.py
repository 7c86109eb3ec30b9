"""A new version of a list: proposed from a file, compared, approved."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.lifecycle import Refused
from metrics import differences, imports, versions
from metrics.models import Framework, FrameworkAdoption, Metric, Source
from records import exports, tables

pytestmark = pytest.mark.django_db
ABOUT = {
    "slug": "starter-measures-2",
    "title": "Starter measures 2",
    "version": "2",
    "summary": "The second version.",
    "published_on": dt.date(2026, 11, 1),
    "applies_from": dt.date(2027, 1, 1),
}


@pytest.fixture
def starter(measures):
    return Framework.objects.get(slug="starter-measures")


def as_file(framework, edit=lambda rows: rows) -> bytes:
    """The list as its file, with the rows changed as a steward would."""
    metrics = Metric.objects.in_list(framework).order_by("code")
    rows = [*imports.measure_rows(metrics, imports.METRIC_COLUMNS)]
    return b"".join(exports.download("x", imports.METRIC_COLUMNS, edit(rows)))


def edited(rows):
    """One measure in other words, one new, one left out."""
    changed = [[*row] for row in rows]
    changed[0][1] = "Another title"
    new = ["SV-NEW-01", "Benches", "benches", "integer", "higher", "A bench", "", ""]
    return [*changed[:-1], new]


def read(framework, edit=lambda rows: rows):
    return versions.read(framework, tables.read(as_file(framework, edit), "x.csv"))


def propose(framework, by, edit=edited, **more):
    source = Source.objects.get(key="own")
    proposal = read(framework, edit)
    return versions.propose(proposal, by=by, source=source, **{**ABOUT, **more})


def test_a_file_left_as_it_is_changes_nothing(starter, nat):
    proposal = read(starter)
    assert (proposal.plan.errors, proposal.new, proposal.withdrawn) == ([], [], [])
    with pytest.raises(Refused, match="says already"):
        propose(starter, nat, lambda rows: rows)


def test_each_row_is_carried_changed_new_or_withdrawn(starter, nat):
    old = versions.metrics_of(starter)
    new = propose(starter, nat)
    found = {
        one.metric.code: one
        for one in differences.between(old, versions.metrics_of(new))
    }
    assert found[f"{old[0].code}.V2"].fields == [
        differences.FieldChange("title", old[0].title, "Another title")
    ]
    assert found["SV-NEW-01"].kind == differences.ADDED
    assert found[old[-1].code].kind == differences.WITHDRAWN
    kinds = [one.kind for one in found.values()]
    assert kinds.count(differences.SAME) == len(old) - 2
    assert new.status == Framework.Status.PROPOSED


def test_a_replaced_list_keeps_its_measures_readable_but_not_usable(
    starter, nat, eastfield
):
    last = versions.metrics_of(starter)[-1]
    last.criteria.clear()
    new = propose(starter, nat)
    new.approve(by=nat)
    starter.supersede(by=nat)
    usable = set(Metric.objects.usable_by(eastfield).values_list("code", flat=True))
    assert last.code not in usable
    assert "SV-NEW-01" in usable
    assert versions.metrics_of(starter)[1].code in usable  # carried over
    assert Metric.objects.public().filter(code=last.code).exists()


def test_a_council_that_adopts_the_new_list_has_what_it_carries(
    starter, nat, eastfield, ada
):
    carried = versions.metrics_of(starter)[1]
    new = propose(starter, nat)
    new.approve(by=nat)
    FrameworkAdoption.adopt(eastfield, new, by=ada)
    assert carried in Metric.objects.in_adopted(eastfield)


def test_a_code_of_another_list_is_refused(starter, measures, eastfield, dara):
    Metric.add_local(
        eastfield,
        code="X-1",
        title="T",
        unit="u",
        value_type="integer",
        local_reason="None lists it",
        by=dara,
    )
    row = ["EASTFIELD-X-1", "T", "u", "integer", "higher", "D", "", ""]
    (wrong,) = read(starter, lambda rows: [*rows, row]).plan.errors
    assert "used by another list" in wrong.sentence


def test_the_steward_proposes_by_the_pages_and_readers_see_what_changed(
    starter, nat, sign_in, client
):
    browser = sign_in(nat)
    page = "/steward/frameworks/starter-measures/version/"
    fields = {k: v for k, v in ABOUT.items() if not k.endswith(("_on", "_from"))}
    fields |= {"published_on": "2027-01-01", "applies_from": "2027-01-01"}
    sent = SimpleUploadedFile("x.csv", as_file(starter, edited))
    answer = browser.post(page, {**fields, "source": "The council", "file": sent})
    assert answer.status_code == 302, answer.context["form"].errors
    assert "in other words (title)" in browser.get(f"{page}check/").content.decode()
    browser.post(f"{page}check/")
    Framework.objects.get(slug="starter-measures-2").approve(by=nat)
    client.logout()
    shown = client.get("/frameworks/starter-measures-2/difference/").content.decode()
    assert "1 added, 1 changed, 1 withdrawn" in shown
    assert client.get("/frameworks/starter-measures/difference/").status_code == 404


def test_an_officer_does_not_learn_of_the_stewards_page(starter, ada, sign_in):
    page = "/steward/frameworks/starter-measures/version/"
    assert sign_in(ada).get(page).status_code == 404
