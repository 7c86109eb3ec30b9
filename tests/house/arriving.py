"""People in the middle of something: what the window of somebody between two steps
brings along. Each takes the steps that lead there, as a person would."""

import os
import re

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from councils.models import User
from tests.house import world

PASSWORD = "nine rivers meet here"


def member(name: str) -> User:
    """Somebody with a password and a confirmed address, found again by name."""
    email = f"{name}@looker.example"
    found = User.objects.filter(email=email).first()
    if found:
        return found
    user = User.objects.create_user(email, name.title(), password=PASSWORD)
    user.emailaddress_set.get_or_create(
        email=email, defaults={"primary": True, "verified": True}
    )
    user.emailaddress_set.update(verified=True)
    return user


def with_app() -> User:
    """Somebody who has an authenticator app and recovery codes."""
    user = member("quentin")
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return user


def with_key() -> User:
    """Somebody who has a security key."""
    user = member("yvette")
    if not Authenticator.objects.filter(user=user).exists():
        Authenticator.objects.create(
            user=user, type="webauthn", data={"name": "Blue", "credential": a_key()}
        )
    return user


def a_key() -> dict:
    """What a browser hands over when somebody registers a key."""
    public = ES256.from_cryptography_key(
        ec.generate_private_key(ec.SECP256R1()).public_key()
    )
    number = os.urandom(32)
    made = AttestedCredentialData.create(b"\0" * 16, number, public)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    data = AuthenticatorData.create(sha256(b"localhost"), flags, 0, made)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://x")
    return {
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(
                AttestationObject.create("none", data, {})
            ),
        },
        "clientExtensionResults": {},
    }


def signed_in(user: User) -> str:
    """Somebody who has just shown once more who they are."""
    session = SessionStore(world.session_for(user)["value"])
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["reauthenticated"] = True
    session.save()
    return session.session_key


def session_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def code_of_the_last_letter() -> str:
    return re.search(r"Your code is: (\S+)", mail.outbox[-1].body)[1]


def waiting_for_code() -> str:
    client = Client()
    client.post("/sign-in/", {"login": member(f"ines{os.urandom(4).hex()}").email})
    return session_of(client)


def waiting_for_second_step() -> str:
    client, user = Client(), with_app()
    fields = {"login": user.email, "password": PASSWORD}
    client.post("/sign-in/password/", fields)
    return session_of(client)


def creating_an_account() -> str:
    client = Client()
    fields = {"name": "Kit", "email": f"kit{os.urandom(4).hex()}@looker.example"}
    client.post("/account/create/", fields)
    return session_of(client)


def waiting_for_password_code() -> str:
    return session_of(_forgetful())


def choosing_a_password() -> str:
    client = _forgetful()
    code = {"code": code_of_the_last_letter()}
    client.post("/account/password/forgotten/code/", code)
    return session_of(client)


def _forgetful() -> Client:
    client, person = Client(), member(f"fern{os.urandom(4).hex()}")  # tries are counted
    client.post("/account/password/forgotten/", {"email": person.email})
    return client


def having_sent(name: str, page: str, rows: str, **fields) -> str:
    """Somebody of the cast who has just handed in a file to be looked at."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = signed_in(world.person(name))
    sent = SimpleUploadedFile("sent.csv", rows.encode())
    answer = client.post(page, {**fields, "file": sent})
    assert answer.status_code == 302, f"{page} did not take the file"
    return session_of(client)
