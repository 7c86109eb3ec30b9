"""What a live installation must not be started with."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

MODES = ("development", "demo", "production")


def known_mode(mode: str) -> str:
    """The mode, or a refusal: a slip such as "prod" must not run unguarded."""
    if mode not in MODES:
        raise ImproperlyConfigured(
            f"PORTAL_MODE is “{mode}”. It must be one of: {', '.join(MODES)}."
        )
    return mode


def dangers(settings: Mapping) -> list[str]:
    """Each unsafe production setting, as a sentence that says what to do."""
    default_key = settings["DEVELOPMENT_KEY"]
    rules = [
        (settings["DEBUG"], "DEBUG is on. Remove it from the environment."),
        (settings["DEMO"], "PORTAL_DEMO is on: anyone could sign in as anyone."),
        (
            settings["SECRET_KEY"] == default_key or len(settings["SECRET_KEY"]) < 50,
            "SECRET_KEY is the default or too short. Set 50 random characters.",
        ),
        (
            default_key in settings["DRAFT_KEYS"]
            or any(len(key) < 32 for key in settings["DRAFT_KEYS"]),
            "DRAFT_KEYS is the default or too short. Set 32 random characters or more.",
        ),
        (
            not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"],
            "ALLOWED_HOSTS is open. Set the names under which people reach the portal.",
        ),
        (
            not settings["SITE_ORIGIN"].startswith("https://"),
            "SITE_ORIGIN must be the https:// address that e-mails should lead to.",
        ),
        (
            not settings["SECURE_SSL_REDIRECT"],
            "SECURE_SSL_REDIRECT is off: pages would be served without TLS.",
        ),
        (
            not settings["SESSION_COOKIE_SECURE"],
            "COOKIES_SECURE is off: sign-ins would travel without TLS.",
        ),
        (
            settings["SECURE_HSTS_SECONDS"] < 3600,
            "SECURE_HSTS_SECONDS is below an hour. Set 31536000.",
        ),
        (
            settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend"),
            "EMAIL_URL is not set: letters would be written to files and not sent.",
        ),
        (
            not settings["EDGE_STAMP_SECRET"],
            "EDGE_STAMP_SECRET is not set: the arrival of a bid could not be proven.",
        ),
        (
            settings["OIDC_SERVER"]
            and not settings["OIDC_SERVER"].startswith("https://"),
            "OIDC_SERVER must be an https:// address: it says who somebody is.",
        ),
        (
            settings["OIDC_SERVER"]
            and not (settings["OIDC_CLIENT_ID"] and settings["OIDC_CLIENT_SECRET"]),
            "OIDC_SERVER is set without OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.",
        ),
    ]
    return [sentence for is_unsafe, sentence in rules if is_unsafe]


def refuse_unsafe(settings: Mapping) -> None:
    if found := dangers(settings):
        raise ImproperlyConfigured(
            "This installation is not safe to start:\n- " + "\n- ".join(found)
        )
