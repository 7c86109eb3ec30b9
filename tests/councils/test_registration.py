"""Which company and charity numbers are taken."""

import pytest

from councils.registration import (
    COMPANY_PREFIX_SENTENCE,
    COMPANY_SENTENCE,
    charity_number_fault,
    company_number_fault,
    tidy,
)


@pytest.mark.parametrize(
    "number",
    ["01234567", "12345678", "SC123456", "sc123456", "NI012345", "OC301234", "R0123456",
     "CE012345", "CS001234", "IP01234R", "FC012345", "0123 4567", "RS007654"],
)  # fmt: skip
def test_a_company_number_of_a_form_that_registers_use_is_taken(number):
    assert company_number_fault(number) is None


@pytest.mark.parametrize(
    "number",
    ["", "1234567", "123456789", "00000000", "SC12345", "SC12345A", "12-34567",
     "０１２３４５６７", "CE01234R"],
)  # fmt: skip
def test_a_company_number_must_be_eight_characters(number):
    assert company_number_fault(number) == COMPANY_SENTENCE


@pytest.mark.parametrize("number", ["XX123456", "AB123456", "QQ000001"])
def test_a_company_number_with_an_unknown_prefix_is_told_so(number):
    assert company_number_fault(number) == COMPANY_PREFIX_SENTENCE


@pytest.mark.parametrize(
    "number", ["1234567", "234567", "1234567-1", "SC012345", "NIC100123", "sc 012345"]
)
def test_a_charity_number_of_the_three_registers_is_taken(number):
    assert charity_number_fault(number) is None


@pytest.mark.parametrize("number", ["", "12345", "0234567", "12345678", "XX012345"])
def test_any_other_charity_number_is_refused(number):
    assert "Charity number must be" in charity_number_fault(number)


def test_a_number_is_kept_as_registers_print_it():
    assert tidy(" sc 123 456 ") == "SC123456"
