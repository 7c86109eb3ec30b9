"""Short names for public addresses: a letter and six symbols that nobody misreads."""

from django.utils.crypto import get_random_string

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def contract() -> str:
    return "C-" + get_random_string(6, SYMBOLS)


def commitment() -> str:
    return "K-" + get_random_string(7, SYMBOLS)


def milestone() -> str:
    return "M-" + get_random_string(7, SYMBOLS)


def evidence() -> str:
    return "E-" + get_random_string(7, SYMBOLS)


def check_token() -> str:
    """The word in the address of a resident check; hard to guess, fit for a poster."""
    return get_random_string(16, SYMBOLS).lower()
