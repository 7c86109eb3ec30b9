"""How much one address may send before we look closer.

A library, a care home or a whole council office shares one address. So many responses
from one place are kept and held for a person to look at, never refused; only a flood
is asked to wait. Looking up receipt codes is limited, since codes can be guessed.
"""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """So many acts of one kind from one address in so many seconds."""

    name: str
    most: int
    seconds: int


HELD_AFTER = Limit("responses-held", most=60, seconds=3600)
FLOOD = Limit("responses", most=600, seconds=3600)
LOOKUPS = Limit("receipt-lookups", most=20, seconds=600)
REPORTS = Limit("reports", most=30, seconds=3600)


def is_over(limit: Limit, request: HttpRequest) -> bool:
    """Count one act of this address, and say whether it is one too many."""
    key = f"limit:{limit.name}:{_address(request)}"
    if cache.add(key, 1, limit.seconds):
        return False
    try:
        return cache.incr(key) > limit.most
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, limit.seconds)
        return False


def _address(request: HttpRequest) -> str:
    """The sender's address as a keyed hash: no address is kept."""
    address = request.META.get("REMOTE_ADDR", "")
    key = settings.SECRET_KEY.encode()
    return hmac.digest(key, f"limit {address}".encode(), hashlib.sha256).hex()[:32]
