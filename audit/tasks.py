"""Telling handlers what happened. The rows are the truth, a message is a hint."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import transaction

from audit import clock, subscriptions
from audit.models import Delivery
from audit.trail import take_checkpoints

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)
MOST_TRIES = 8
FIRST_PAUSE = timedelta(seconds=5)


@shared_task(ignore_result=True)
def deliver(delivery_id: int) -> None:
    """Tell one handler of one event, unless that is done or under way."""
    delivery = _claim(Delivery.objects.due().filter(pk=delivery_id))
    if delivery:
        _tell(delivery)


@shared_task(ignore_result=True)
def sweep(most: int = 500) -> int:
    """Tell whatever is due: what a lost message or a dead worker left behind."""
    told = 0
    while told < most and (delivery := _claim(Delivery.objects.due())):
        _tell(delivery)
        told += 1
    return told


@shared_task(ignore_result=True)
def checkpoint() -> int:
    return take_checkpoints()


@transaction.atomic
def _claim(due) -> Delivery | None:
    delivery = (
        due.select_for_update(skip_locked=True, of=("self",))
        .order_by("next_try_at", "pk")
        .first()
    )
    if delivery is None:
        return None
    if delivery.tries >= MOST_TRIES:  # it took its worker down each time
        _put_back(delivery, RuntimeError("The worker died each time."))
        return None
    delivery.leased_until = clock.now() + LEASE
    delivery.tries += 1
    delivery.save(update_fields=["leased_until", "tries"])
    return delivery


def _tell(delivery: Delivery) -> None:
    try:
        with transaction.atomic():
            mine = Delivery.objects.select_for_update().select_related("event")
            mine = mine.get(pk=delivery.pk)
            if mine.done_at:
                return
            handler = subscriptions.handler_named(mine.event.verb, mine.handler)
            handler(mine.event)
            mine.done_at, mine.leased_until, mine.problem = clock.now(), None, ""
            mine.save(update_fields=["done_at", "leased_until", "problem"])
    except Exception as problem:
        logger.exception("Delivery %s to %s failed", delivery.pk, delivery.handler)
        _put_back(delivery, problem)


def _put_back(delivery: Delivery, problem: Exception) -> None:
    """Try again after a growing pause; park the delivery when it never works."""
    delivery.leased_until = None
    delivery.problem = f"{type(problem).__name__}: {problem}"[:2000]
    if delivery.tries >= MOST_TRIES:
        delivery.parked_at = clock.now()
    else:
        delivery.next_try_at = clock.now() + FIRST_PAUSE * 2 ** (delivery.tries - 1)
    delivery.save(update_fields=["leased_until", "problem", "parked_at", "next_try_at"])
