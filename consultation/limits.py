"""How much one address may send before we look closer.

A library, a care home or a whole council office shares one address. So many responses
from one place are kept and held for a person to look at, never refused; only a flood
is asked to wait. Wrong receipt codes are counted, since codes can be guessed.
"""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from councils.refusals import TooManyTries


@dataclass(frozen=True)
class Limit:
    """So many acts of one kind from one address in so many seconds."""

    name: str
    most: int
    seconds: int


RESPONSES = Limit("responses", most=600, seconds=3600)
HELD_AFTER = 60
WRONG_CODES = Limit("wrong-codes", most=20, seconds=600)
REPORTS = Limit("reports", most=30, seconds=3600)


def count(limit: Limit, request: HttpRequest) -> int:
    """Count one act of this address. Returns how many there were lately."""
    key = _key(limit, request)
    if cache.add(key, 1, limit.seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, limit.seconds)
        return 1


def refuse_over(limit: Limit, request: HttpRequest) -> int:
    """Count one act, and ask the address to wait when it is one too many."""
    counted = count(limit, request)
    if counted > limit.most:
        raise TooManyTries(limit.seconds)
    return counted


def refuse_reached(limit: Limit, request: HttpRequest) -> None:
    """Ask an address to wait that has used up its acts, without counting one."""
    if (cache.get(_key(limit, request)) or 0) >= limit.most:
        raise TooManyTries(limit.seconds)


def _key(limit: Limit, request: HttpRequest) -> str:
    """The sender's address as a keyed hash: no address is kept."""
    address = request.META.get("REMOTE_ADDR", "")
    secret = settings.SECRET_KEY.encode()
    digest = hmac.digest(secret, f"limit {address}".encode(), hashlib.sha256)
    return f"limit:{limit.name}:{digest.hex()[:32]}"
