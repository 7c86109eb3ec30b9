"""One way of writing a document down, so that one document has one hash."""

import hashlib
import json
from typing import Any


def canonical(document: Any) -> str:
    """The document as JSON with sorted names and no spare spaces.

    Numbers with fractions are refused: write them as text, since programs differ
    in how they print them.
    """
    _refuse_fractions(document)
    return json.dumps(
        document,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )


def digest(document: Any) -> str:
    """The SHA-256 of the canonical document, in hex."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def _refuse_fractions(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value!r} must be written as text in a document.")
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise TypeError(f"{name!r} must be text to be a name in a document.")
            _refuse_fractions(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_fractions(inner)
