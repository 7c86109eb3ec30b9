"""A contract above the charter's largest needs lots or a published reason."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from charters.models import ValueCap
from tenders.models import Tender
from tests import factories
from tests.stage import staged


@staged
def edition(eastfield, dara, amal):
    charter = factories.ready_charter(eastfield, by=dara)
    ValueCap.set_all(charter, {"services": Decimal(500_000)}, by=dara)
    charter.begin_consultation(charter.freeze("consultation", by=dara), by=dara)
    charter.conclude_consultation(by=dara)
    charter.submit(by=dara, approver=amal)
    return charter.adopt(by=amal)


@staged
def tender(eastfield, edition, bea):
    return Tender.draft(eastfield, edition=edition, title="Cleaning", by=bea)


LARGE = {
    "title": "Cleaning",
    "description": "Clean offices",
    "value": "£2,000,000",
    "category": "services",
    "regime": "standard",
}


def test_a_large_contract_is_asked_for_lots_or_a_reason_beside_the_field(
    tender, bea, sign_in
):
    browser, page = sign_in(bea), f"{tender.get_workspace_url()}details/"
    refused = browser.post(page, LARGE).content.decode()
    sentence = "The charter sets a largest contract of £500,000 for services."
    assert refused.count(sentence) == 2, "in the summary and beside the field"
    assert "#id_over_cap_reason" in refused
    browser.post(page, LARGE | {"over_cap_reason": "One building, one team."})
    tender.refresh_from_db()
    assert tender.over_cap_reason == "One building, one team."
    assert tender.is_over_cap


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        ({"value": 500_000}, False),
        ({"value": 500_001}, True),
        ({"value": 2_000_000, "lots": 4}, False),
        ({"value": 2_000_000, "lots": 1}, True),
        ({"value": 2_000_000, "category": "works"}, False),
    ],
)
def test_the_cap_holds_for_its_kind_and_not_for_lots(tender, bea, changes, is_refused):
    wanted = {"category": "services"} | changes
    if is_refused:
        with pytest.raises(ValidationError, match="Use lots, or enter the reason"):
            tender.change(by=bea, **wanted)
    else:
        tender.change(by=bea, **wanted)


def test_the_reason_is_shown_in_public(eastfield, edition, bea, client):
    reason = "One building, one team."
    tender = factories.published_tender(
        eastfield,
        by=bea,
        edition=edition,
        value=Decimal(2_000_000),
        over_cap_reason=reason,
    )
    page = client.get(tender.get_absolute_url()).content.decode()
    assert reason in page
    assert "largest contract of this kind without lots is £500,000" in page


def test_a_contract_below_the_largest_shows_no_reason(eastfield, edition, bea, client):
    tender = factories.published_tender(eastfield, by=bea, edition=edition)
    page = client.get(tender.get_absolute_url()).content.decode()
    assert "Why it is one large contract" not in page
