"""Themes, outcomes and criteria through the versions of a list; lists from nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.lifecycle import Refused
from metrics import differences, reference, versions
from metrics.models import Framework, FrameworkCriterion, Source, Term
from records import tables

pytestmark = pytest.mark.django_db

HEADER = "code,title,unit,value_type,direction,definition,not_counted,proof"
ABOUT = {
    "title": "Model of 2027",
    "version": "2027.1",
    "slug": "model-2027",
    "summary": "The same in better words.",
    "published_on": "2027-01-01",
    "applies_from": "2027-01-01",
}


@pytest.fixture
def model(nat):
    """A national list with themes, outcomes and criteria, as approved."""
    for slug in ("starter-measures", "ppn-002"):
        Framework.objects.get(slug=slug).approve(by=nat)
    return Framework.objects.get(slug="ppn-002")


def as_table(framework, change=lambda rows: rows):
    lines = [HEADER]
    for row in change(versions.metrics_of(framework)):
        words = (row.title, row.unit, row.value_type, row.direction, row.definition)
        more = (row.not_counted, row.proof)
        lines.append(",".join(f'"{word}"' for word in (row.code, *words, *more)))
    return tables.read("\n".join(lines).encode(), "x.csv")


def propose(older, nat, change):
    proposal = versions.read(older, as_table(older, change))
    assert proposal.plan.errors == []
    source = Source.objects.first()
    return versions.propose(proposal, by=nat, source=source, **ABOUT)


def reword_first(rows):
    rows[0].title = "In other words"
    return rows


def test_a_new_version_keeps_themes_outcomes_and_criteria(model, nat):
    new = propose(model, nat, reword_first)
    before, after = versions.parts_of(model), versions.parts_of(new)
    assert {kind: set(some) for kind, some in before.items()} == {
        kind: set(some) for kind, some in after.items()
    }
    assert before["outcome"]
    assert all(
        one.framework_id == new.pk and one.theme_id != before["outcome"][code].theme_id
        for code, one in after["outcome"].items()
        if one.theme_id
    )


def test_a_criterion_points_at_the_newer_measure(model, nat):
    criterion = FrameworkCriterion.objects.filter(
        outcome__framework=model, metrics__isnull=False
    ).first()
    old = criterion.metrics.first()

    def reword(rows):
        for row in rows:
            if row.pk == old.pk:
                row.title = "In other words"
        return rows

    new = propose(model, nat, reword)
    mine = FrameworkCriterion.objects.get(
        outcome__framework=new,
        outcome__code=criterion.outcome.code,
        code=criterion.code,
    )
    codes = {one.code for one in mine.metrics.all()}
    assert f"{old.code}.V2" in codes
    assert old.code not in codes
    assert old in criterion.metrics.all(), "the older version is never touched"


def test_a_withdrawn_measure_is_left_out_of_the_criteria(model, nat):
    gone = versions.metrics_of(model)[0]
    new = propose(model, nat, lambda rows: rows[1:])
    named = FrameworkCriterion.objects.filter(outcome__framework=new)
    assert not named.filter(metrics=gone).exists()


def test_the_difference_names_changed_added_and_withdrawn_parts(model, nat, client):
    new = propose(model, nat, reword_first)
    outcome = new.outcomes.first()
    outcome.title = "A better outcome"
    outcome.save()
    new.outcomes.last().criteria.all().delete()
    changes = versions.part_changes(new)
    (changed,) = changes["outcome"]
    assert changed.kind == differences.CHANGED
    assert changed.fields[0].after == "A better outcome"
    assert {one.kind for one in changes["criterion"]} <= {differences.WITHDRAWN}
    new.approve(by=nat)
    page = client.get(f"/frameworks/{new.slug}/difference/").content.decode()
    assert "A better outcome" in page


def test_the_steward_proposes_a_list_that_there_was_not_before(nat, sign_in, ada):
    browser = sign_in(nat)
    page = "/steward/frameworks/new/"
    rows = f'{HEADER}\nQUAY-01,Benches,benches,integer,higher,"On the quay",,'
    fields = ABOUT | {"source": "The harbour board", "issuer": "Harbour board"}
    refused = browser.post(page, fields | {"issuer": ""}).content.decode()
    assert "Enter who issues the list" in refused
    sent = SimpleUploadedFile("x.csv", rows.encode())
    answer = browser.post(page, fields | {"file": sent})
    assert answer.status_code == 302, answer.context["form"].errors
    assert "Benches" in browser.get(f"{page}check/").content.decode()
    browser.post(f"{page}check/")
    framework = Framework.objects.get(slug="model-2027")
    assert framework.status == Framework.Status.PROPOSED
    assert (framework.issuer, framework.replaces) == ("Harbour board", None)
    assert framework.metrics.get().code == "QUAY-01"
    assert sign_in(ada).get(page).status_code == 404


def test_a_code_that_another_list_uses_is_named(measures):
    table = tables.read(f"{HEADER}\nSV-JOB-01,T,u,integer,higher,D,,".encode(), "x.csv")
    (wrong,) = versions.read(None, table).plan.errors
    assert "used by another list" in wrong.sentence


def test_a_short_name_is_used_once(model, nat):
    propose(model, nat, reword_first)
    with pytest.raises(Refused, match="short name"):
        propose(model, nat, lambda rows: rows[1:])


def test_the_steward_gives_a_standard_word_a_new_version(nat, sign_in, ada, client):
    page = "/steward/glossary/define/?word=local"
    word = Term.objects.current().standard().get(slug="local")
    browser = sign_in(nat)
    assert word.definition in browser.get(page).content.decode()
    browser.post(page, {"term": word.term, "definition": "Within an hour's walk."})
    now = Term.objects.current().standard().get(slug="local")
    assert (now.version, now.definition) == (2, "Within an hour's walk.")
    assert "Earlier meanings" in client.get("/glossary/local/").content.decode()
    assert sign_in(ada).get(page).status_code == 404
    assert sign_in(ada).get("/steward/glossary/").status_code == 404


def test_loading_the_reference_data_does_not_undo_the_stewards_words(nat):
    word = Term.objects.current().standard().get(slug="local")
    Term.define(word.term, "Within an hour's walk.", by=nat)
    assert not [one for one in reference.load() if one.kind == "term"]
    now = Term.objects.current().standard().get(slug="local")
    assert now.definition == "Within an hour's walk."
