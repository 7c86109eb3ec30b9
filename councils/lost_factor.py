"""Taking away a lost second step: who is told, and for whom it waits."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from councils import work
from councils.mail import send_letter
from councils.models import FactorReset, Role, User
from councils.work import WorkItem

DECIDERS = (Role.ADMINISTRATOR, Role.MONITORING_OFFICER)


@transaction.atomic
def ask(council, person, how_known: str, *, by) -> FactorReset:
    """Ask for it, and write to the person and to everybody who can confirm it."""
    asked = FactorReset.ask(council, person, how_known, by=by)
    _tell_the_person(asked, "asked")
    for decider in deciders_of(council).exclude(pk__in=[by.pk, person.pk]):
        _later("account/second_step_waits", decider, asked, link=page_of(asked))
    return asked


@transaction.atomic
def decide(asked: FactorReset, *, is_confirmed: bool, by) -> None:
    """Confirm or refuse, and write to the person."""
    if is_confirmed:
        asked.confirm(by=by)
    else:
        asked.refuse(by=by)
    _tell_the_person(asked, "done" if is_confirmed else "refused")


def deciders_of(council):
    return User.objects.filter(
        pk__in=council.memberships.current().filter(role__in=DECIDERS).values("user")
    )


def page_of(asked: FactorReset) -> str:
    return reverse("councils:decide_factor_reset", args=[asked.council.slug, asked.uid])


def _tell_the_person(asked: FactorReset, what: str) -> None:
    _later(f"account/second_step_{what}", asked.person, asked)


def _later(kind: str, to: User, asked: FactorReset, link: str = "") -> None:
    """Once it stands. A letter that cannot be sent does not undo what was decided."""
    context = {"council": asked.council, "person": asked.person}
    if link:
        context["link"] = settings.SITE_ORIGIN + link
    transaction.on_commit(
        partial(send_letter, kind, to=to.email, context=context, council=asked.council),
        robust=True,
    )


@work.register
def resets_that_wait(user, council):
    if not user.has_perm("councils.reset_second_factor", council):
        return
    waiting = FactorReset.objects.for_council(council).open()
    for asked in waiting.exclude(asked_by=user).select_related("person", "council"):
        yield WorkItem(
            (asked.asked_at + FactorReset.LASTS).date(),
            _("Confirm that %(name)s has lost their second step")
            % {"name": asked.person},
            page_of(asked),
        )
