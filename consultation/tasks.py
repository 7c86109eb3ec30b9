"""Work that beat starts. Rows are the truth: each run finds what is due."""

from celery import shared_task
from django.db import transaction

from audit import clock
from audit.trail import record
from consultation import campaigns
from consultation.models import Contact, Draft, Round
from consultation.models.timed import LAST_HOURS
from consultation.notifications import (
    ask_for_halfway_check,
    remind_leads,
    tell_followers,
)
from councils.models import Council, RetentionPeriod, User


@shared_task(ignore_result=True)
def wipe_forgotten_drafts() -> int:
    """Wipe what nobody has touched for a fortnight. Returns how many."""
    wiped, _kinds = Draft.objects.forgotten().delete()
    return wiped


@shared_task(ignore_result=True)
def tell_of_dates() -> None:
    """Tell followers that a round has opened, and that it is about to close.

    Rounds open and close by the clock, so each run looks which did lately. Everybody
    hears once: a letter is one row for its obligation.
    """
    now = clock.now()
    open_now = Round.objects.open(now).for_reading()
    for round in open_now.filter(opens_at__gt=now - LAST_HOURS):
        tell_followers(round, "opened")
    for round in open_now.filter(closes_at__lte=now + LAST_HOURS):
        if not round.promotion_is_paused():
            tell_followers(round, "closing")


@shared_task(ignore_result=True)
def watch_outcomes() -> None:
    """Remind leads as the weeks after a close go by; say in public when it is too late.

    Each run looks at all rounds that owe their results, so a missed day loses nothing.
    """
    for round in Round.objects.closed().owing_results().for_reading():
        remind_leads(round)
        round.post_delay()
    for round in Round.objects.open().for_reading():
        if round.owes_halfway_check():
            ask_for_halfway_check(round)


@shared_task(ignore_result=True)
def forget_old_contacts() -> int:
    """Forget who replied, so many months after a round was concluded.

    The months are the council's own. What people said stays. Returns how many.
    """
    return sum(_forget_contacts_of(council) for council in Council.objects.all())


@transaction.atomic
def _forget_contacts_of(council: Council) -> int:
    months = RetentionPeriod.months_for(council, RetentionPeriod.Kind.CONTACT)
    last = clock.day_starts(clock.add_months(clock.today(), -months))
    old = Contact.objects.filter(
        response__round__consultation__council=council,
        response__round__concluded_at__lt=last,
    )
    count = old.count()
    if count:
        old.delete()
        record("contacts.forgotten", council, by="system", data={"count": count})
    return count


@shared_task(ignore_result=True)
def look_for_campaigns(round_id: int, user_id: int) -> int:
    """Suggest campaigns among many comments. Running again suggests the same."""
    round = Round.objects.for_reading().get(pk=round_id)
    return campaigns.look_for(round, by=User.objects.get(pk=user_id))
