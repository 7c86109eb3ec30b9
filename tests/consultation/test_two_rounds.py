"""Each round keeps its own pages when another follows."""

import pytest
from django.urls import reverse

from consultation import planning
from consultation.addresses import RoundConverter, RoundSlug
from consultation.models import Campaign, Comment
from tests.consultation.addresses import url
from tests.factories import ready_to_conclude

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(reported, dara):
    """Another round, planned while the first one is not concluded yet."""
    return planning.add_round(reported.consultation, by=dara)


def plain(round, name, **more):
    """The address that names no round."""
    slugs = {"council": round.council.slug, "slug": round.consultation.slug}
    return reverse(f"consultation:{name}", kwargs=slugs | more)


@pytest.mark.parametrize(
    ("written", "slug", "number"),
    [("trees", "trees", None), ("trees/round-2", "trees", 2)],
)
def test_an_address_names_the_round_or_means_the_newest(written, slug, number):
    read = RoundConverter().to_python(written)
    assert (read, read.number) == (slug, number)
    assert RoundConverter().to_url(RoundSlug(slug, number)) == written


def test_each_round_and_what_belongs_to_it_has_an_address_of_its_own(reported, second):
    assert reported.get_absolute_url().endswith("/round-1/")
    assert second.get_workspace_url().endswith("/round-2/")
    assert "/round-1/" in reported.comments.get().get_absolute_url()
    assert "/round-1/" in reported.issues.get().get_absolute_url()


def test_the_plain_address_means_the_newest_and_the_older_one_still_answers(
    sign_in, reported, second, dara
):
    browser = sign_in(dara)
    newest = browser.get(plain(reported, "workspace_consultation"))
    assert newest.context["round"] == second
    asked = browser.get(f"{plain(reported, 'workspace_consultation')}?round=1")
    assert asked.context["round"] == reported
    assert browser.get(url(reported, "themes")).context["round"] == reported


PAGES = [
    *("information", "round_dates", "questions", "board", "privacy_plan"),
    *("data_protection", "equality", "audience", "formats", "sign_off", "memory"),
    *("schedule_round", "unschedule_round", "rehearse", "add_round"),
    *("extend_round", "correct_round", "pause_round", "resume_round"),
    *("cancel_round", "explain_delay", "late_list", "weigh_changes"),
    *("held_list", "add_response", "reach", "log_outreach", "response_list"),
    *("import_begin", "ledger", "log_item", "count_outside", "equality_figures"),
    *("themes", "raise_issue", "changes", "analyse_round", "report_round"),
    *("conclude_round", "unread", "workload", "quality", "fix_frame", "words"),
    *("campaign_list", "look_for_campaigns", "preview_results"),
    "rebuild_statement",
]
MAY_NOT = {"sign_off", "held_list", "equality_figures"}


@pytest.mark.slow
def test_every_page_of_officers_stays_with_its_round(sign_in, reported, second, dara):
    browser = sign_in(dara)
    there = plain(reported, "workspace_consultation")
    for page in sorted(set(PAGES) - MAY_NOT):
        answer = browser.get(url(reported, page))
        assert answer.status_code == 200, page
        assert answer.context["round"] == reported, page
        links = answer.content.decode().split(f'href="{there}')[1:]
        lost = [link[:40] for link in links if not link.startswith("round-1/")]
        assert not lost, page


@pytest.mark.slow
def test_every_public_page_stays_with_its_round(client, reported, second):
    there = plain(reported, "consultation_detail")
    names = [
        *("consultation_detail", "comment_list", "results", "public_reach"),
        *("respond", "comment_on_whole", "notice_list", "deadline", "statement"),
    ]
    for page in [*names, "privacy_notice"]:
        answer = client.get(url(reported, page))
        assert answer.status_code == 200, page
        links = answer.content.decode().split(f'href="{there}')[1:]
        lost = [link[:40] for link in links if not link.startswith("round-1/")]
        assert not lost, page


def test_an_issue_is_sought_in_its_own_round(sign_in, reported, second, dara):
    browser = sign_in(dara)
    answer = browser.get(url(reported, "issue", number=1))
    assert answer.context["issue"].round == reported
    # without the round in the address nothing is found: the newest has no issue
    assert browser.get(plain(reported, "issue", number=1)).status_code == 404
    cite = browser.get(url(reported, "cite_change", number=1))
    assert cite.context["issue"].round == reported


def test_a_campaign_is_sought_in_its_own_round(sign_in, reported, second, dara):
    letter = reported.comments.get()
    Campaign.objects.create(
        round=reported, number=1, title="Letters", common=letter, method={}
    )
    browser = sign_in(dara)
    found = browser.get(url(reported, "campaign", number=1))
    assert found.context["campaign"].round == reported
    assert browser.get(plain(reported, "campaign", number=1)).status_code == 404


def test_a_round_is_concluded_after_another_is_planned(sign_in, reported, second, dara):
    ready_to_conclude(reported, by=dara)
    browser = sign_in(dara)
    answer = browser.get(url(reported, "conclude_round"))
    assert answer.context["round"] == reported


def test_reporting_a_comment_ends_in_its_round(client, reported, second):
    comment = Comment.objects.get(round=reported)
    page = url(reported, "report_comment", reference=comment.reference)
    answer = client.post(page, {"reason": "offensive", "detail": "It is rude."})
    assert answer.headers["Location"].startswith(page)


def test_clearing_the_filters_stays_in_the_round(client, reported, second):
    page = client.get(f"{url(reported, 'comment_list')}?stance=agree")
    clear = url(reported, "comment_list")
    assert f'href="{clear}"' in page.content.decode()


def test_a_round_that_is_not_there_is_not_found(client, reported):
    slug = RoundSlug(reported.consultation.slug, 7)
    there = {"council": reported.council.slug, "slug": slug}
    assert client.get(reverse("consultation:results", kwargs=there)).status_code == 404
