"""A response names the version of the privacy notice under which it was given."""

import pytest

from consultation import preparing
from consultation.models import Response
from tests.consultation.addresses import url
from tests.factories import send_response
from tests.factories.consultation import PRIVACY

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_versions(round, dara, travel):
    """A response before the notice changed, and one after."""
    before = send_response(round, "Before.").response
    travel(days=3)
    preparing.publish_privacy_notice(
        round.consultation, PRIVACY | {"kept": "For one year."}, by=dara
    )
    travel(days=4)
    return before, send_response(round, "After.").response


def test_it_is_the_version_that_people_saw_then(two_versions):
    before, after = two_versions
    assert (before.privacy_notice.number, after.privacy_notice.number) == (1, 2)


def test_paper_that_came_before_the_change_names_the_earlier_one(
    round, two_versions, dara
):
    late = send_response(
        round,
        "By post.",
        channel=Response.Channel.PAPER,
        received_at=two_versions[0].received_at,
        entered_by=dara,
    ).response
    assert late.privacy_notice.number == 1


def test_officers_see_the_version_on_the_page_of_the_response(
    sign_in, dara, round, two_versions
):
    page = url(round, "response_detail", uid=two_versions[1].uid)
    assert "Version 2" in sign_in(dara).get(page).text
