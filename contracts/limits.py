"""How many answers one address may send: a library or a school shares one."""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST = 60
SECONDS = 3600


def is_over(request: HttpRequest) -> bool:
    """Count one answer of this address, and say whether it is one too many."""
    key = f"limit:resident-check:{_address(request)}"
    if cache.add(key, 1, SECONDS):
        return False
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, SECONDS)
        return False


def _address(request: HttpRequest) -> str:
    """The sender's address as a keyed hash: no address is kept."""
    address = request.META.get("REMOTE_ADDR", "")
    key = settings.SECRET_KEY.encode()
    return hmac.digest(key, f"check {address}".encode(), hashlib.sha256).hex()[:32]
