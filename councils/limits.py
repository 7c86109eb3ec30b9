"""How many acts of one kind one address may do in a while. No address is kept."""

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
    """The sender's address as a keyed hash."""
    address = request.META.get("REMOTE_ADDR", "")
    secret = settings.SECRET_KEY.encode()
    digest = hmac.digest(secret, f"limit {address}".encode(), hashlib.sha256)
    return f"limit:{limit.name}:{digest.hex()[:32]}"
