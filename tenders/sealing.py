"""Sealed bids: the one place where keys and bid texts meet. Pure, PyNaCl only.

Three people each hold a key pair whose private half is locked by their own
passphrase. A tender has a key pair of its own; its private half is wrapped once for
every ordered pair of those people and then forgotten, so that any two of them can
open the bids together and one alone cannot. The outer layer of a wrap belongs to the
one who comes first: what is left when it is peeled is still sealed to the second.
"""

import base64
import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from uuid import UUID

import nacl.exceptions
import nacl.pwhash
import nacl.secret
import nacl.utils
from nacl.public import PrivateKey, PublicKey, SealedBox

MAGIC = b"CVC-BID-1\n"
KEY_MAGIC = b"CVC-KEY-1\n"
BUCKETS = tuple(size * 1024 for size in (16, 64, 256, 1024, 4096))
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

STRENGTHS = {
    "moderate": (
        nacl.pwhash.argon2id.OPSLIMIT_MODERATE,
        nacl.pwhash.argon2id.MEMLIMIT_MODERATE,
    ),
    "interactive": (
        nacl.pwhash.argon2id.OPSLIMIT_INTERACTIVE,
        nacl.pwhash.argon2id.MEMLIMIT_INTERACTIVE,
    ),
    "fast": (nacl.pwhash.argon2id.OPSLIMIT_MIN, nacl.pwhash.argon2id.MEMLIMIT_MIN),
}


class SealingError(Exception):
    """Something could not be opened; the text says what, never what was inside."""


class WrongPassphrase(SealingError):
    """The passphrase does not open this person's key."""


class Tampered(SealingError):
    """What was opened is not what was sealed for this tender, supplier or version."""


class TooLarge(SealingError):
    """The bid is larger than the largest envelope."""


@dataclass(frozen=True)
class LockedKey:
    """A person's key pair; the private half is locked by their passphrase."""

    public: bytes
    locked: bytes
    salt: bytes
    opslimit: int
    memlimit: int


@dataclass(frozen=True)
class Label:
    """What a sealed text says first: whose it is, for what, and which version."""

    tender: UUID
    supplier: UUID
    version: int
    manifest: str = ""


@dataclass(frozen=True)
class Envelope:
    """A sealed bid as it is stored, with the hashes that a receipt shows."""

    sealed: bytes
    sha256: str
    manifest: str


def lock_new_key(passphrase: str, strength: str = "moderate") -> LockedKey:
    """Make a key pair and lock its private half with argon2id and a SecretBox."""
    opslimit, memlimit = STRENGTHS[strength]
    salt = nacl.utils.random(nacl.pwhash.argon2id.SALTBYTES)
    private = PrivateKey.generate()
    box = _passphrase_box(passphrase, salt, opslimit, memlimit)
    return LockedKey(
        public=bytes(private.public_key),
        locked=bytes(box.encrypt(bytes(private))),
        salt=salt,
        opslimit=opslimit,
        memlimit=memlimit,
    )


def unlock(key: LockedKey, passphrase: str) -> bytes:
    """The private half of `key`; raises WrongPassphrase."""
    box = _passphrase_box(passphrase, key.salt, key.opslimit, key.memlimit)
    try:
        private = box.decrypt(key.locked)
    except nacl.exceptions.CryptoError:
        raise WrongPassphrase("The passphrase does not open this key.") from None
    if bytes(PrivateKey(private).public_key) != key.public:
        raise Tampered("The public half of this key has been changed.")
    return private


def rehearse(key: LockedKey, passphrase: str) -> None:
    """Seal a random text to the key and open it again: proof that it will work."""
    secret = nacl.utils.random(32)
    sealed = SealedBox(PublicKey(key.public)).encrypt(secret)
    if _peel(sealed, unlock(key, passphrase)) != secret:  # pragma: no cover
        raise Tampered("The rehearsal text did not come back as it was sealed.")


def make_tender_key(
    tender: UUID, holders: Mapping[int, bytes]
) -> tuple[bytes, dict[tuple[int, int], bytes]]:
    """The public key, and the private one wrapped for every ordered pair of holders.

    The private key exists only inside this function; nothing returned holds it.
    """
    private = PrivateKey.generate()
    secret = KEY_MAGIC + tender.bytes + bytes(private)
    wraps = {
        (first, second): SealedBox(PublicKey(holders[first])).encrypt(
            SealedBox(PublicKey(holders[second])).encrypt(secret)
        )
        for first, second in permutations(sorted(holders), 2)
    }
    return bytes(private.public_key), wraps


def peel(wrap: bytes, private: bytes) -> bytes:
    """Take the outer layer off a wrap: what remains is sealed to the second holder."""
    try:
        return _peel(wrap, private)
    except nacl.exceptions.CryptoError:
        raise Tampered("This key does not fit the tender's wrapped key.") from None


def unwrap(half: bytes, private: bytes, *, tender: UUID, public: bytes) -> bytes:
    """The tender's private key from a peeled wrap; checks that it is this tender's."""
    secret = peel(half, private)
    begins = KEY_MAGIC + tender.bytes
    key = secret[len(begins) :]
    if not secret.startswith(begins) or bytes(PrivateKey(key).public_key) != public:
        raise Tampered("The wrapped key belongs to another tender.")
    return key


def seal(body: Mapping, public: bytes, label: Label) -> Envelope:
    """Seal a bid to a tender's public key, its label first, padded to a bucket.

    The body carries a random salt, so that its hash tells nothing about short texts.
    """
    salted = {**body, "salt": nacl.utils.random(32).hex()}
    text = _canonical(salted)
    manifest = hashlib.sha256(text).hexdigest()
    head = _canonical(_label_document(label, manifest))
    plain = MAGIC + struct.pack(">II", len(head), len(text)) + head + text
    sealed = bytes(SealedBox(PublicKey(public)).encrypt(_padded(plain)))
    return Envelope(sealed, hashlib.sha256(sealed).hexdigest(), manifest)


def open_sealed(sealed: bytes, private: bytes, label: Label) -> dict:
    """The bid in an envelope, if it is whole and sealed under exactly this label."""
    try:
        plain = SealedBox(PrivateKey(private)).decrypt(sealed)
    except (nacl.exceptions.CryptoError, ValueError, TypeError):
        raise Tampered("The sealed bytes were changed after they were sent.") from None
    start = len(MAGIC) + 8
    if plain[: len(MAGIC)] != MAGIC:
        raise Tampered("This is not a sealed bid of a known kind.")
    head_length, text_length = struct.unpack(">II", plain[len(MAGIC) : start])
    head = plain[start : start + head_length]
    text = plain[start + head_length : start + head_length + text_length]
    if head != _canonical(_label_document(label, label.manifest)):
        raise Tampered(
            "The sealed bid names another tender, supplier, version or content."
        )
    if hashlib.sha256(text).hexdigest() != label.manifest:
        raise Tampered("The bid's content does not match the hash on its receipt.")
    body = json.loads(text)
    body.pop("salt")
    return body


def printed_code(private: bytes) -> str:
    """A private key as text to print: Crockford symbols in groups, with a check."""
    check = hashlib.sha256(private).digest()[:3]
    text = base64.b32encode(private + check).decode().rstrip("=")
    text = text.translate(str.maketrans(RFC4648, CROCKFORD))
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def read_printed_code(code: str) -> bytes:
    """The private key on a printed sheet; forgives spaces and look-alike letters."""
    text = "".join(code.upper().split()).replace("-", "")
    text = text.translate(str.maketrans("OIL", "011"))
    text = text.translate(str.maketrans(CROCKFORD, RFC4648))
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        raise WrongPassphrase("This is not a code from a recovery sheet.") from None
    private, check = raw[:32], raw[32:]
    if len(private) != 32 or hashlib.sha256(private).digest()[:3] != check:
        raise WrongPassphrase("A symbol in this code is missing or mistyped.")
    return private


def public_half(private: bytes) -> bytes:
    """The public key that belongs to a private one."""
    return bytes(PrivateKey(private).public_key)


def new_private_key() -> bytes:
    """A fresh private key, for a recovery sheet."""
    return bytes(PrivateKey.generate())


def _peel(sealed: bytes, private: bytes) -> bytes:
    return SealedBox(PrivateKey(private)).decrypt(sealed)


def _passphrase_box(
    passphrase: str, salt: bytes, opslimit: int, memlimit: int
) -> nacl.secret.SecretBox:
    key = nacl.pwhash.argon2id.kdf(
        nacl.secret.SecretBox.KEY_SIZE,
        passphrase.strip().encode(),
        salt,
        opslimit=opslimit,
        memlimit=memlimit,
    )
    return nacl.secret.SecretBox(key)


def _label_document(label: Label, manifest: str) -> dict:
    return {
        "tender": str(label.tender),
        "supplier": str(label.supplier),
        "version": label.version,
        "manifest": manifest,
    }


def _padded(plain: bytes) -> bytes:
    for size in BUCKETS:
        if len(plain) <= size:
            return plain.ljust(size, b"\0")
    raise TooLarge("The bid is too long to be sealed. Shorten the longest answers.")


def _canonical(document: Mapping) -> bytes:
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
