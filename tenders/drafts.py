"""A bid being written: encrypted with the installation's key. Pure, PyNaCl only.

This protects a stolen copy of the database, not against the people who run the
server: they hold the key. Only sealing does that, and sealing wipes the draft.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b

import nacl.exceptions
from nacl.secret import Aead


class UnreadableDraft(Exception):
    """None of the installation's keys opens this draft."""


def encrypt(body: Mapping, keys: Sequence[str], bound_to: str) -> bytes:
    """The draft under the newest key, bound to one bid."""
    text = json.dumps(body, ensure_ascii=False).encode()
    return bytes(Aead(_key(keys[0])).encrypt(text, bound_to.encode()))


def decrypt(stored: bytes, keys: Sequence[str], bound_to: str) -> dict:
    """The draft, opened with whichever of the installation's keys still fits."""
    for key in keys:
        try:
            return json.loads(Aead(_key(key)).decrypt(stored, bound_to.encode()))
        except nacl.exceptions.CryptoError:
            continue
    raise UnreadableDraft("No key of this installation opens the draft.")


def _key(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=32, person=b"cvc bid draft").digest()
