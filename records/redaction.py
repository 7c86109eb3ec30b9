"""Words taken out of sight, with a reason, while the original stays as it was.

A span is `{"start": 3, "end": 9, "reason": "personal"}`, counted in characters.
"""

from collections.abc import Iterable

PERSONAL = "personal"
# Escaped, so that a bracket that follows cannot turn the words into a link.
REMOVED = {PERSONAL: "\\[personal details removed\\]"}
REMOVED_OTHERWISE = "\\[words removed\\]"


def check(text: str, spans: Iterable, reasons: Iterable[str]) -> list[dict]:
    """The spans in order, overlapping ones joined. ValueError says what is wrong."""
    wanted = sorted((_span(span) for span in spans), key=lambda span: span["start"])
    if not wanted:
        raise ValueError("Select the words to remove")
    known = set(reasons)
    for span in wanted:
        if not 0 <= span["start"] < span["end"] <= len(text):
            raise ValueError("The words to remove must be part of the text")
        if span["reason"] not in known:
            raise ValueError("Select why the words are removed")
    joined = [wanted[0]]
    for span in wanted[1:]:
        last = joined[-1]
        if span["start"] < last["end"]:
            last["end"] = max(last["end"], span["end"])
        else:
            joined.append(span)
    return joined


def overlay(text: str, spans: Iterable[dict]) -> str:
    """The text with each span replaced by words that say so."""
    parts, position = [], 0
    for span in spans:
        parts += [text[position : span["start"]], _removed(span["reason"])]
        position = span["end"]
    return "".join([*parts, text[position:]])


def spans_of(text: str, words: str, reason: str) -> list[dict]:
    """A span for each place in the text where these words stand."""
    spans, start = [], text.find(words) if words else -1
    while start >= 0:
        spans.append({"start": start, "end": start + len(words), "reason": reason})
        start = text.find(words, start + len(words))
    return spans


def _removed(reason: str) -> str:
    return REMOVED.get(reason, REMOVED_OTHERWISE)


def _span(span) -> dict:
    if isinstance(span, dict):
        return {name: span[name] for name in ("start", "end", "reason")}
    start, end, reason = span
    return {"start": start, "end": end, "reason": reason}
