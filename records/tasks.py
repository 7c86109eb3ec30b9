"""What a worker does. A message carries one id at most; the rows are the truth."""

from celery import shared_task

from records import letters, rendering, sweeping
from records.models import Letter, Rendition


@shared_task(ignore_result=True)
def render(rendition_id: int) -> None:
    """Make one rendition's file, unless that is done or under way."""
    if rendition := Rendition.objects.filter(pk=rendition_id).claim():
        rendering.render(rendition)


@shared_task(ignore_result=True)
def sweep_renditions(most: int = 20) -> int:
    """Make what a lost message or a dead worker left behind."""
    made = 0
    while made < most and (rendition := Rendition.objects.claim()):
        rendering.render(rendition)
        made += 1
    return made


@shared_task(ignore_result=True)
def send_letter(letter_id: int) -> None:
    """Send one letter, unless that is done or under way."""
    if letter := Letter.objects.filter(pk=letter_id).claim():
        letters.send(letter)


@shared_task(ignore_result=True)
def send_letters(most: int = 500) -> int:
    """Send every letter that is due."""
    sent = 0
    while sent < most and (letter := Letter.objects.claim()):
        letters.send(letter)
        sent += 1
    return sent


@shared_task(ignore_result=True)
def sweep_files() -> int:
    """Delete files that no row knows, and what dead presses left."""
    return sweeping.sweep_files()
