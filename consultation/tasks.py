"""Work that beat starts. Rows are the truth: each run finds what is due."""

from celery import shared_task

from audit import clock
from consultation import (
    campaigns,
    equality,
    importing,
    keeping,
    ledger,
    suggesting,
)
from consultation.models import Draft, Round, TopicSearch
from consultation.models.timed import LAST_HOURS
from consultation.notifications import (
    ask_for_halfway_check,
    remind_leads,
    tell_followers,
)
from councils.models import Council, User


@shared_task(ignore_result=True)
def wipe_forgotten_drafts() -> int:
    """Wipe what nobody has touched for a fortnight. Returns how many."""
    return Draft.objects.forgotten().discard()


@shared_task(ignore_result=True)
def reconcile_ledgers() -> int:
    """Compare each round's ledger with what is kept. Returns how many were compared."""
    return ledger.reconcile_all()


@shared_task(ignore_result=True)
def release_equality_counts() -> int:
    """Count the equality answers anew where enough have joined; mix their order."""
    return equality.release_all()


@shared_task(ignore_result=True)
def run_imports() -> int:
    """Read in the tables that officers have confirmed. Returns how many."""
    return importing.run_waiting()


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
    return sum(keeping.forget_contacts(council) for council in Council.objects.all())


@shared_task(ignore_result=True)
def forget_old_answers() -> int:
    """Forget single equality answers, and words that were never published."""
    return sum(
        keeping.forget_sheets(council) + keeping.forget_words(council)
        for council in Council.objects.all()
    )


@shared_task(ignore_result=True)
def look_for_campaigns(round_id: int, user_id: int) -> int:
    """Suggest campaigns among many comments. Running again suggests the same."""
    round = Round.objects.for_reading().get(pk=round_id)
    return campaigns.look_for(round, by=User.objects.get(pk=user_id))


@shared_task(ignore_result=True)
def find_topics(search_id: int) -> None:
    """Look for topics for one search, unless that is done or under way."""
    if search := TopicSearch.objects.filter(pk=search_id).claim():
        suggesting.look(search)


@shared_task(ignore_result=True)
def sweep_topics(most: int = 5) -> int:
    """Look where a lost message or a dead worker left a search behind."""
    done = 0
    while done < most and (search := TopicSearch.objects.claim()):
        suggesting.look(search)
        done += 1
    return done
