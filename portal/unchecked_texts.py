"""Reminding moderators of texts that wait longer than the aim for checking them."""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit import clock
from councils.models import Council, Role, User
from metrics.models import DatedRule
from records import letters, moderation


def remind() -> int:
    """Write to the moderators of each council, once about each text.

    Returns how many texts they are newly told of. A council without moderators is
    reminded once it has some.
    """
    days = DatedRule.objects.value("moderation_days")["days"]
    before = clock.now() - dt.timedelta(days=days)
    return sum(_remind(council, before, days) for council in Council.objects.all())


@transaction.atomic
def _remind(council: Council, before: dt.datetime, days: int) -> int:
    people = moderators(council)
    late = moderation.remember_reminder(council, before) if people else []
    if not late:
        return 0
    names = "\n".join(f"{t._meta.label_lower}:{t.pk}:{t.arrived_at}" for t in late)
    about = hashlib.sha256(names.encode()).hexdigest()[:32]
    link = settings.SITE_ORIGIN + reverse("records:moderation", args=[council.slug])
    letters.write_many(
        letters.Order(
            "moderation_waiting",
            person,
            {"count": len(late), "days": days, "link": link},
            obligation=f"moderation:{about}:waits",
            council=council,
        )
        for person in people
    )
    return len(late)


def moderators(council: Council) -> list[User]:
    held = council.memberships.current().filter(role=Role.MODERATOR)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))
