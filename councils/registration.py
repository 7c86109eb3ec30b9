"""Company and charity numbers: what a real one looks like. Pure."""

import re

COMPANY_SENTENCE = "Company number must be 8 characters, like 01234567"
COMPANY_PREFIX_SENTENCE = (
    "Company number must start with two numbers or with letters that Companies "
    "House uses, like SC123456 or CE012345"
)
CHARITY_SENTENCE = (
    "Charity number must be 6 or 7 numbers, like 1234567, or start with SC or NIC"
)

# The two letters that Companies House and the registers it republishes put before
# six digits: overseas, limited liability and limited partnerships, charitable
# incorporated organisations, Scottish and Northern Irish companies, and so on.
PREFIXES = frozenset(
    "AC CE CS EN ES FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NV NZ "
    "OC OE PC R0 RC RS SA SC SE SF SG SI SL SO SP SR SZ ZC".split()
)
# Registered societies may end in R: five digits and the letter.
SOCIETIES = frozenset({"IP", "SP", "NP"})

CHARITY_FORMS = re.compile(
    r"""
      [1-9]\d{5,6}(-\d{1,3})?   # England and Wales, with a linked charity's number
    | SC\d{6}                   # Scotland
    | NIC\d{6}                  # Northern Ireland
    """,
    re.VERBOSE,
)


def tidy(number: str) -> str:
    """The number as registers print it: no spaces, capital letters."""
    return re.sub(r"\s+", "", number).upper()


def company_number_fault(number: str) -> str | None:
    """The sentence that says what is wrong with a company number, None if nothing."""
    number = tidy(number)
    if len(number) != 8 or not number.isascii() or not number.isalnum():
        return COMPANY_SENTENCE
    if number.isdigit():
        return None if int(number) else COMPANY_SENTENCE
    prefix, rest = number[:2], number[2:]
    if prefix in SOCIETIES and rest[:5].isdigit() and rest[5] == "R":
        return None
    if not rest.isdigit():
        return COMPANY_SENTENCE
    return None if prefix in PREFIXES else COMPANY_PREFIX_SENTENCE


def charity_number_fault(number: str) -> str | None:
    """The sentence that says what is wrong with a charity number, None if nothing."""
    return None if CHARITY_FORMS.fullmatch(tidy(number)) else CHARITY_SENTENCE
