"""Agreement of two people, checked against examples worked by others."""

from fractions import Fraction

from consultation.agreement import cohens_kappa, krippendorffs_alpha, of_groupings
from consultation.keyness import log_likelihood, stand_out


def test_kappa_of_the_worked_example_with_fifty_grants():
    """Twenty yes of both, fifteen no of both, five and ten apart: 0.4."""
    pairs = [*[(1, 1)] * 20, *[(1, 0)] * 5, *[(0, 1)] * 10, *[(0, 0)] * 15]
    assert cohens_kappa(pairs) == Fraction(2, 5)


def test_kappa_is_one_nought_or_nothing():
    assert cohens_kappa([(1, 1), (0, 0)]) == 1
    assert cohens_kappa([(1, 1), (1, 0), (0, 1), (0, 0)]) == 0
    assert cohens_kappa([(1, 1), (1, 1)]) is None
    assert cohens_kappa([]) is None


def test_alpha_of_the_worked_example_of_two_people_and_ten_units():
    """Krippendorff's binary example without gaps: 0.095."""
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    alpha = krippendorffs_alpha(zip(first, second, strict=True))
    assert round(float(alpha), 3) == 0.095


def test_alpha_of_the_worked_example_with_gaps_and_four_people():
    """Krippendorff's nominal example of four people and twelve units: 0.743."""
    gap = None
    people = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
        [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
    ]
    alpha = krippendorffs_alpha(zip(*people, strict=True))
    assert round(float(alpha), 3) == 0.743


def test_groupings_are_compared_issue_by_issue():
    pairs = [({1}, {1}), ({2}, {2}), ({1}, {2}), ({1, 2}, {1, 2})]
    found = of_groupings(pairs, [1, 2])
    assert (found.comments, found.same) == (4, 3)
    assert found.by_issue[1] == cohens_kappa(
        [(True, True), (False, False), (True, False), (True, True)]
    )


def test_the_log_likelihood_of_the_worked_example():
    """A word 150 times in 10,000 and 100 times in 10,000: G² is 10.07."""
    assert round(log_likelihood(150, 10_000, 100, 10_000), 2) == 10.07
    assert log_likelihood(5, 10, 50, 100) == 0
    assert log_likelihood(0, 0, 0, 0) == 0


def test_words_that_stand_out_are_more_frequent_here():
    here = ["The buses stop at six.", "More buses please.", "Buses to college."]
    elsewhere = ["Plant trees.", "More trees.", "Trees and buses."]
    assert [word.text for word in stand_out(here, elsewhere)] == ["buses"]
    assert stand_out([], elsewhere) == []
