"""The figures of a round as plain values, each a count of rows of the record.

Pages, the statement and its files show the same ones, so that none can differ.
"""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from consultation import senders, tally
from consultation.answers import percentage_base
from consultation.models import Comment, Response, Round

Lines = list[dict[str, Any]]


def counted(rows, field: str, labels) -> Lines:
    """How many rows for each label, in the order of the labels; none with nought."""
    found = rows.order_by().values_list(field).annotate(Count("pk", distinct=True))
    counts = dict(found)
    return [
        {"label": str(label), "count": counts[code]}
        for code, label in labels.items()
        if code in counts
    ]


def kinds(round: Round) -> Lines:
    """Responses by who sent them."""
    return _by_sender(round.responses.counted())


def _by_sender(rows, prefix: str = "") -> Lines:
    rows = rows.annotate(sender_line=senders.line(prefix))
    return counted(rows, "sender_line", senders.LABELS)


def kinds_of_comments(comments) -> Lines:
    return _by_sender(comments, "response__")


def channels(round: Round) -> Lines:
    return counted(round.responses.counted(), "channel", dict(Response.Channel.choices))


def areas(round: Round) -> Lines:
    """Responses by the place that each sender chose to tell."""
    rows = round.responses.counted().order_by().values_list("area__name")
    found = rows.annotate(Count("pk"))
    known = sorted(found, key=lambda one: (one[0] is None, one[0] or ""))
    return [
        {"label": name or _("No place given"), "count": count} for name, count in known
    ]


def views(comments) -> Lines:
    return counted(comments, "stance", dict(Comment.Stance.choices))


def views_by_kind(comments) -> dict[str, Any] | None:
    """Comments by view and by who sent them; None when nobody took a view.

    The base of a row is how many of its comments took a view. Without enough of them
    there are numbers and no percentages.
    """
    rows = (
        comments.exclude(stance="")
        .annotate(sender_line=senders.line("response__"))
        .order_by()
        .values_list("sender_line", "stance")
        .annotate(Count("pk", distinct=True))
    )
    counts = {(line, stance): count for line, stance, count in rows}
    if not counts:
        return None
    stances, fewest = Comment.Stance.values, percentage_base()
    found = tally.crossed(counts, senders.LABELS, stances, fewest)
    everybody = {
        ("all", stance): sum(row.counts[place] for row in found)
        for place, stance in enumerate(stances)
    }
    found = (*found, *tally.crossed(everybody, ["all"], stances, fewest))
    labels = {**senders.LABELS, "all": _("All")}
    return {
        "columns": [str(label) for label in Comment.Stance.labels],
        "fewest": fewest,
        "rows": [
            {
                "label": str(labels[row.key]),
                "base": row.base,
                "cells": [
                    {"count": count, "percent": percent}
                    for count, percent in zip(row.counts, row.percents, strict=True)
                ],
            }
            for row in found
        ],
    }
