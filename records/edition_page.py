"""A charter's edition as it stands in the PDF: dates in words, notes in place."""


def prepare(document: dict) -> dict:
    return {}
