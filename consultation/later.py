"""What came of a response after the results: asked here, answered by the apps above."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from audit.trail import record
from consultation.models import Contact, Response


@dataclass(frozen=True)
class Step:
    """One station that a response has reached, or the next one with its day."""

    text: str
    href: str
    on: dt.date | None = None
    is_next: bool = False


Answer = Callable[[Response], Iterator[Step]]
_answers: list[Answer] = []


def register(answer: Answer) -> Answer:
    """Let an app above say how far the thread of a response has come."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def steps_of(response: Response) -> list[Step]:
    """All that is known today, what comes next at the end."""
    found = [step for answer in _answers for step in answer(response)]
    return sorted(found, key=lambda step: (step.is_next, step.on or dt.date.min))


def stop_path(response: Response) -> str:
    """The page that stops these letters with one click, or "" when the key changed."""
    token = response.link_token
    if token is None:
        return ""
    kwargs = {"council": response.council.slug, "token": token}
    return reverse("consultation:stop_later", kwargs=kwargs)


@transaction.atomic
def stop(response: Response) -> bool:
    """Send no later letters. Returns whether any were wanted."""
    mine = Contact.objects.select_for_update().filter(
        response=response, wants_later=True
    )
    stopped = bool(mine.update(wants_later=False))
    if stopped:
        record("response.later_stopped", response)
    return stopped
