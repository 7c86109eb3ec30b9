"""Receipt codes that a person can read out, and links that nobody can guess. Pure."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O or U
LENGTH = 10
PREFIX = "CVC"
CHECK_BASE = 37  # Crockford's check symbol is the number modulo this prime
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Ten random symbols and a check symbol.

    Crockford's check symbol can be one of five signs that do not read out well or
    stand well in an address. Such a code is drawn again.
    """
    while True:
        symbols = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        check = _number(symbols) % CHECK_BASE
        if check < len(ALPHABET):
            return symbols + ALPHABET[check]


def printed(code: str) -> str:
    """The code as people see it: CVC-7H3K-9QX2-M48."""
    return f"{PREFIX}-{code[:4]}-{code[4:8]}-{code[8:]}"


def read(text: str) -> str | None:
    """The code that a person typed, or None when it cannot be one.

    Case, spaces, dashes and the usual mistakes (O for 0, I or L for 1) do not matter.
    """
    symbols = "".join(text.upper().replace("-", " ").split())
    symbols = symbols.removeprefix(PREFIX).translate(READ_AS)
    if len(symbols) != LENGTH + 1 or any(s not in ALPHABET for s in symbols):
        return None
    if ALPHABET.index(symbols[-1]) != _number(symbols[:-1]) % CHECK_BASE:
        return None
    return symbols


def _number(symbols: str) -> int:
    number = 0
    for symbol in symbols:
        number = number * len(ALPHABET) + ALPHABET.index(symbol)
    return number


def new_reference() -> str:
    """A short public name for one comment. It says nothing about who sent it."""
    return "".join(secrets.choice(ALPHABET.lower()) for _ in range(8))


def new_token() -> str:
    """128 random bits, for a draft's cookie."""
    return _text(secrets.token_bytes(16))


def link_token(secret: str, uid: str) -> str:
    """The 128-bit token of a response's private link.

    It is derived and not stored, so that sending twice gives the same link and a copy
    of the database gives none.
    """
    key = hashlib.sha256(f"consultation link {secret}".encode()).digest()
    return _text(hmac.digest(key, uid.encode(), "sha256")[:16])


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
