"""Suggest topics among comments that stand in no issue; make an issue of one."""

import logging
from dataclasses import dataclass

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from audit.lifecycle import Refused
from audit.trail import record
from consultation.models import Comment, Issue, Round, TopicSearch

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Suggested:
    """One topic as it stands now: comments that joined an issue since are left out."""

    number: int
    words: list[str]
    comments: list[int]
    examples: list[Comment]


@transaction.atomic
def ask(round: Round, *, by) -> TopicSearch:
    """Ask a worker to look for topics. One search waits at a time."""
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if waiting := round.topic_searches.waiting().first():
        return waiting
    search = TopicSearch.objects.create(round=round, asked_by=by)
    record("round.topics_sought", round, by=by, data={"search": str(search.uid)})
    transaction.on_commit(lambda: nudge(search.pk), robust=True)
    return search


def nudge(search_id: int) -> None:
    """Ask a worker to look now. The sweep finds it anyway."""
    try:
        current_app.send_task("consultation.tasks.find_topics", [search_id])
    except Exception:
        logger.warning("No worker was told of topic search %s", search_id)


def look(search: TopicSearch) -> None:
    """Find the topics for a claimed search and keep them with it."""
    from consultation import topics  # brings numpy, which only workers need

    try:
        loose = search.round.comments.counted().without_issue().order_by("pk")
        texts = list(loose.values_list("pk", "text"))
        found = [
            {
                "words": list(topic.words),
                "comments": list(topic.keys),
                "examples": list(topic.examples),
            }
            for topic in topics.topics(texts)
        ]
    except Exception as problem:
        with transaction.atomic():
            if mine := search.locked():
                mine.put_back(f"{type(problem).__name__}: {problem}")
        raise
    with transaction.atomic():
        if mine := search.locked():
            mine.finish(found=found, comments=len(texts))


def suggestions(search: TopicSearch) -> list[Suggested]:
    """The topics with comments that stand in no issue yet, in three queries."""
    loose = search.round.comments.counted().without_issue()
    free = set(loose.values_list("pk", flat=True))
    shown = {pk for one in search.found for pk in one["examples"]} & free
    examples = Comment.objects.for_reading().in_bulk(shown)
    found = []
    for number, one in enumerate(search.found, start=1):
        left = [pk for pk in one["comments"] if pk in free]
        if left:
            texts = [examples[pk] for pk in one["examples"] if pk in examples]
            found.append(Suggested(number, one["words"], left, texts))
    return found


@transaction.atomic
def make_issue(search: TopicSearch, number: int, *, title: str, heard: str, by):
    """Decide that a topic makes a point: an issue with all its loose comments.
    Returns the issue and how many comments joined it."""
    chosen = next((s for s in suggestions(search) if s.number == number), None)
    if chosen is None:
        raise Refused(_("All comments of this topic stand in issues already."))
    issue: Issue = search.round.raise_issue(title, heard, by=by)
    count = issue.gather_all(
        search.round.comments.filter(pk__in=chosen.comments),
        expected=len(chosen.comments),
        filters={"topic": ", ".join(chosen.words)},
        by=by,
    )
    return issue, count
