"""Helpers for signing in by hand, as people do."""

import re
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_tried_before(settings):
    """Counts of tries live in the cache: a memory of its own for each test."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()


def code_in(letter) -> str:
    """The code of a letter, as a person would copy it."""
    return re.search(r"Your code is: (\S+)", letter.body)[1]


def app_code(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or some steps from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def with_app():
    """Give somebody an authenticator app; hands back its secret."""

    def give(user):
        user.emailaddress_set.update(verified=True)
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        RecoveryCodes.activate(user)
        return secret

    return give


@pytest.fixture
def enter_by_code(client, mailoutbox):
    """Ask for a code by e-mail and enter it."""

    def enter(email, **query):
        client.post("/sign-in/", {"login": email}, query_params=query)
        return client.post(
            "/sign-in/code/", {"code": code_in(mailoutbox[-1])}, query_params=query
        )

    return enter
