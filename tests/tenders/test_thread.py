"""From a draft to an award, by the verbs alone."""

import pytest

from tests import factories


@pytest.mark.slow
def test_a_tender_goes_from_draft_to_award(eastfield, brightwork, fenland):
    tender = factories.published_tender(eastfield)
    factories.sealed_bid(tender, brightwork, level=4)
    factories.sealed_bid(tender, fenland, level=1)
    factories.evaluated_tender(tender)
    from tenders import evaluation

    best, other = evaluation.ranking(tender)
    assert (best.place, other.place) == (1, 2)
    assert best.score.total == 18
