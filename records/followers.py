"""Following a council by e-mail: asked for twice, stopped with one click."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit import clock
from audit.trail import record
from councils.models import Council
from records import letters
from records.models import Follow, Letter
from records.models.follow import new_token
from records.topics import EVERYTHING


@transaction.atomic
def ask(council: Council, email: str, topics: Iterable[str]) -> str:
    """Someone typed an address: write to it, and send nothing else until it answers.

    Gives the token that the letter holds. The page says the same whether or not the
    address follows already, so that nobody learns who does; one letter a day at most.
    """
    email, token = email.strip(), new_token()
    active = Follow.objects.for_council(council).filter(
        email__iexact=email, stopped_at=None
    )
    wanted = set(topics) - set(
        active.exclude(confirmed_at=None).values_list("topic", flat=True)
    )
    waiting = active.filter(confirmed_at=None, topic__in=wanted)
    Follow.objects.bulk_create(
        Follow(council=council, topic=topic, email=email, token=token)
        for topic in sorted(wanted - set(waiting.values_list("topic", flat=True)))
    )
    if first := waiting.filter(asked_at__lt=clock.now()).first():
        token = first.token  # the link already sent goes on working
    waiting.update(token=token)
    if wanted:
        letters.write(
            "follow_confirm",
            email,
            {"confirm_url": _address("follow_confirm", council, token)},
            obligation=f"follow:{council.uid}",
            due=clock.today(),
            council=council,
        )
    return token


@transaction.atomic
def confirm(council: Council, token: str) -> int:
    """The address answered. Gives how many topics it follows now through this link."""
    mine = Follow.objects.for_council(council).filter(token=token, stopped_at=None)
    for follow in mine.filter(confirmed_at=None).select_for_update():
        follow.confirmed_at = clock.now()
        follow.save(update_fields=["confirmed_at"])
        record("follow.confirmed", follow)
    return mine.count()


@transaction.atomic
def stop(council: Council, token: str) -> int:
    """Write no more to this address for this council, and forget it."""
    link = Follow.objects.for_council(council).filter(token=token).first()
    if link is None or not link.email:
        return 0
    mine = Follow.objects.for_council(council).filter(
        email__iexact=link.email, stopped_at=None
    )
    stopped = list(mine.select_for_update())
    for follow in stopped:
        follow.stopped_at, follow.email = clock.now(), ""
        follow.save(update_fields=["stopped_at", "email"])
        record("follow.stopped", follow)
    return len(stopped)


def tell(
    council: Council,
    topics: Iterable[str],
    kind: str,
    context: Mapping[str, Any],
    *,
    obligation: str,
) -> list[Letter]:
    """Write once to everyone who follows one of the topics, or everything."""
    wanted = {*topics, EVERYTHING}
    follows = Follow.objects.for_council(council).confirmed().filter(topic__in=wanted)
    by_address = {follow.email.casefold(): follow for follow in follows.order_by("-pk")}
    return [
        letters.write(
            kind,
            follow.email,
            context,
            obligation=obligation,
            council=council,
            stop_url=_address("unsubscribe", council, follow.token),
        )
        for _, follow in sorted(by_address.items())
    ]


def _address(name: str, council: Council, token: str) -> str:
    return settings.SITE_ORIGIN + reverse(f"records:{name}", args=[council.slug, token])
