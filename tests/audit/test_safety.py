"""Unsafe production settings stop the start with a sentence."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.safety import dangers, known_mode

SAFE = {
    "DEVELOPMENT_KEY": "development-only",
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": "s" * 60,
    "DRAFT_KEYS": ["d" * 40],
    "ALLOWED_HOSTS": ["charters.example.gov.uk"],
    "SITE_ORIGIN": "https://charters.example.gov.uk",
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 31536000,
    "EDGE_STAMP_SECRET": "e" * 40,
    "OIDC_SERVER": "https://login.example.gov.uk",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "o" * 40,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


def test_safe_settings_have_no_dangers():
    assert dangers(SAFE) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("DEMO", True),
        ("SECRET_KEY", "development-only"),
        ("SECRET_KEY", "short"),
        ("DRAFT_KEYS", ["development-only"]),
        ("DRAFT_KEYS", ["short"]),
        ("ALLOWED_HOSTS", []),
        ("ALLOWED_HOSTS", ["*"]),
        ("SITE_ORIGIN", "http://charters.example.gov.uk"),
        ("SECURE_SSL_REDIRECT", False),
        ("SESSION_COOKIE_SECURE", False),
        ("SECURE_HSTS_SECONDS", 0),
        ("EDGE_STAMP_SECRET", ""),
        ("OIDC_SERVER", "http://login.example.gov.uk"),
        ("OIDC_CLIENT_ID", ""),
        ("OIDC_CLIENT_SECRET", ""),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"),
    ],
)
def test_each_unsafe_setting_is_named(name, value):
    found = dangers(SAFE | {name: value})
    assert len(found) == 1
    assert found[0].endswith(".")


@pytest.mark.parametrize("slip", ["prod", "Production", "live", ""])
def test_a_mode_that_is_not_known_is_refused_and_never_run_unguarded(slip):
    with pytest.raises(ImproperlyConfigured, match="development, demo, production"):
        known_mode(slip)
    assert known_mode("production") == "production"


def test_a_live_installation_with_default_settings_does_not_start():
    answer = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env=os.environ | {"PORTAL_MODE": "production", "PORTAL_BOOTSTRAPPED": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode != 0
    assert "This installation is not safe to start" in answer.stderr
