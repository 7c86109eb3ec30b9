"""Nobody ever sees one of allauth's own pages or letters."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = Path(settings.ROOT) / "templates"
# Parts of allauth that have no address here.
UNUSED = (
    "account/base_",
    "account/confirm_phone",
    "account/phone_change",
    "account/signup_by_passkey",
    "account/email.html",  # we change the one address instead of keeping several
    "account/email_confirm.html",  # codes, not links
    "account/verification_sent",
    "account/verified_email_required",
    "account/password_reset_done",  # codes, not links
    "account/email/email_confirmation_subject",
    "account/request_login_code",
    "account/logout",  # POST only
    "account/snippets/",
    "account/messages/",  # see NOTICES in the adapter
    "account/email/base_",
    "account/email/password_reset_key",  # codes, not links
    "mfa/base_",
    "mfa/messages/",
    "mfa/trust",
    "mfa/recovery_codes/base",
    "mfa/totp/base",
    "mfa/webauthn/base",
    "mfa/webauthn/signup",
    "mfa/webauthn/snippets/",
    "socialaccount/base_",
    "socialaccount/messages/",
    "socialaccount/snippets/",
)


def reachable():
    for path in sorted(THEIRS.rglob("*")):
        name = path.relative_to(THEIRS).as_posix()
        if not path.is_file() or name.startswith(UNUSED):
            continue
        if name.split("/")[0] in ("account", "mfa", "socialaccount"):
            yield name


def ours_for(name: str) -> Path:
    if "/email/" not in name:
        return OURS / name
    kind = name.replace("/email/", "/")
    for ending in ("_subject.txt", "_message.txt"):
        kind = kind.removesuffix(ending)
    return OURS / "email" / f"{kind}.txt"


@pytest.mark.parametrize("name", reachable())
def test_each_page_and_letter_of_theirs_is_replaced(name):
    assert ours_for(name).is_file()


def test_there_are_templates_to_replace():
    assert len(list(reachable())) > 40
