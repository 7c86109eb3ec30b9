"""Requests about one's own data: when they are due, and whom they are told to."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from councils.models import Role, User
from metrics.models import DatedRule
from records import letters, personal_data
from records.models import DataRequest
from records.personal_data import Held, Person

ANSWERERS = (Role.MONITORING_OFFICER, Role.ADMINISTRATOR)


@transaction.atomic
def receive(council, kind: str, **said) -> DataRequest:
    """Take a request in and acknowledge it at once, with its day and its link."""
    rule = DatedRule.objects.value("data_requests")
    is_complaint = kind == DataRequest.Kind.COMPLAINT
    days = rule["complaint_days" if is_complaint else "request_days"]
    request = DataRequest.receive(council, kind, days=days, **said)
    confirm = reverse("portal:your_data_confirm", args=[council.slug, request.token])
    letters.write(
        "data_request_received",
        request.email,
        {"request": request, "link": f"{settings.SITE_ORIGIN}{confirm}"},
        obligation=f"data-request:{request.uid}",
        council=council,
    )
    return request


def person_of(request: DataRequest, code: str = "") -> Person:
    """Whose records are meant: only those that the council of the request keeps."""
    return Person(email=request.email, code=code, council=request.council)


def held_about(request: DataRequest, code: str = "") -> list[Held]:
    return personal_data.ask(person_of(request, code))


def obstacles_to_erasure(request: DataRequest) -> list[str]:
    if request.confirmed_at is None:
        return [_("Nobody has shown yet that the address is theirs.")]
    return []


@transaction.atomic
def erase(request: DataRequest, code: str, *, by) -> dict[str, int]:
    """Remove what the council holds about the person. Says how many rows of what.

    Refused until somebody has shown that the address is theirs.
    """
    if problems := obstacles_to_erasure(request):
        raise Refused(problems)
    counts = personal_data.erase(person_of(request, code))
    request.note_erasure(counts, by=by)
    return counts


@transaction.atomic
def answer(request: DataRequest, outcome: str, reply: str, *, by) -> None:
    """Answer, and send the answer to the person who asked."""
    request.answer(outcome, reply, by=by)
    if request.email:
        letters.write(
            "data_request_answered",
            request.email,
            {"request": request},
            obligation=f"data-request:{request.uid}",
            council=request.council,
        )


def remind() -> int:
    """Write to those who must answer, some days before the last one and after it.

    Each hears once before and once after, however often this runs. Returns how many
    requests are near their day or past it.
    """
    rule = DatedRule.objects.value("data_requests")
    today = clock.today()
    soon = today + dt.timedelta(days=rule["remind_days_before"])
    near = DataRequest.objects.due_by(soon).select_related("council")
    for request in near:
        step = "overdue" if request.is_overdue else "soon"
        for officer in answerers(request.council):
            letters.write(
                "data_request_due",
                officer,
                {
                    "request": request,
                    "link": f"{settings.SITE_ORIGIN}{request.get_absolute_url()}",
                },
                obligation=f"data-request:{request.uid}:{step}",
                council=request.council,
            )
    return len(near)


def answerers(council):
    held = council.memberships.current().filter(role__in=ANSWERERS)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)
