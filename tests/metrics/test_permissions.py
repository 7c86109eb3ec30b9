"""Who may do what, as one table."""

import pytest

from metrics.models import Framework

pytestmark = pytest.mark.django_db

CAST = (
    "dara mona amal eve max bea opal otis orla ivo esme cleo ada audie sol sam olu nat"
).split()
MAY = {
    "metrics.approve_framework": {"nat"},
    "metrics.propose_framework": {"nat"},
    "metrics.map_metric": {"nat"},
    "metrics.retry_stuck": {"nat"},
    "metrics.define_standard_term": {"nat"},
    "metrics.retire_framework": {"nat"},
    "metrics.adopt_framework": {"ada"},
    "metrics.add_metric": {"ada", "dara"},
    "metrics.retire_metric": {"ada"},
    "metrics.add_observation": {"dara", "cleo"},
    "metrics.set_money_value": {"ada", "cleo"},
    "metrics.choose_standard": {"ada"},
    "metrics.define_term": {"ada", "dara"},
}


@pytest.mark.parametrize("act", MAY)
def test_who_may(act, eastfield, request):
    people = {name: request.getfixturevalue(name) for name in CAST}
    allowed = {name for name in CAST if people[name].has_perm(act, eastfield)}
    assert allowed == MAY[act]


ACT_PAGES = {
    "/eastfield/workspace/settings/frameworks/starter-measures/adopt/": {"ada"},
    "/eastfield/workspace/settings/measures/new/": {"ada", "dara"},
    "/eastfield/workspace/measures/SV-JOB-01/add/": {"dara", "cleo"},
    "/eastfield/workspace/settings/words/define/": {"ada", "dara"},
    "/eastfield/workspace/settings/standard/": {"ada"},
    "/eastfield/workspace/settings/nation/": {"ada"},
    "/eastfield/workspace/values/set/": {"ada", "cleo"},
}
READ_PAGES = [
    "/eastfield/workspace/values/",
    "/eastfield/workspace/figures/",
    "/eastfield/workspace/settings/frameworks/",
    "/eastfield/workspace/settings/measures/",
    "/eastfield/workspace/measures/SV-JOB-01/",
    "/eastfield/workspace/settings/words/",
]


@pytest.mark.parametrize("page", ACT_PAGES)
@pytest.mark.parametrize("name", ["dara", "amal", "cleo", "ada", "audie"])
def test_members_without_the_role_are_refused(
    page, name, eastfield, measures, request, sign_in
):
    browser = sign_in(request.getfixturevalue(name))
    expected = 200 if name in ACT_PAGES[page] else 403
    assert browser.get(page).status_code == expected


@pytest.mark.parametrize("page", [*ACT_PAGES, *READ_PAGES])
@pytest.mark.parametrize("name", ["olu", "sol", "nat"])
def test_strangers_do_not_learn_that_the_page_exists(
    page, name, eastfield, measures, request, sign_in
):
    assert sign_in(request.getfixturevalue(name)).get(page).status_code == 404


@pytest.mark.parametrize("page", [*ACT_PAGES, *READ_PAGES, "/steward/"])
def test_a_visitor_is_asked_to_sign_in(client, page, eastfield, measures):
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


STEWARD_PAGES = [
    "/steward/",
    "/steward/frameworks/ppn-026/approve/",
    "/steward/frameworks/ppn-026/replace/",
    "/steward/frameworks/ppn-026/withdraw/",
]


@pytest.mark.parametrize("page", STEWARD_PAGES)
def test_only_the_steward_sees_the_stewards_desk(page, sign_in, nat, ada, sol):
    assert sign_in(nat).get(page).status_code == 200
    for other in (ada, sol):
        assert sign_in(other).get(page).status_code == 404
        assert sign_in(other).post(page).status_code == 404
    assert Framework.objects.get(slug="ppn-026").status == "proposed"
