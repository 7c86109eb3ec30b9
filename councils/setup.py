"""What a new council has to set up. Each app may add a task in its `work.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councils.models import Council, Role

_answers: list[Callable] = []


@dataclass(frozen=True, order=True)
class SetupTask:
    """One line of the task list: where it stands, what, where, whether it is done."""

    position: int
    title: str = field(compare=False)
    url: str = field(compare=False)
    is_done: bool = field(compare=False)
    is_optional: bool = field(compare=False, default=False)
    hint: str = field(compare=False, default="")


def register(answer: Callable[[Council], SetupTask]) -> Callable:
    """Ask `answer(council)` for a task whenever the list is shown."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def tasks_for(council: Council) -> list[SetupTask]:
    return sorted([*_own_tasks(council), *(answer(council) for answer in _answers)])


def left_to_do(council: Council) -> list[SetupTask]:
    """What is still open and may not be left as it is."""
    return [
        task for task in tasks_for(council) if not task.is_done and not task.is_optional
    ]


def _own_tasks(council: Council) -> list[SetupTask]:
    def page(name: str) -> str:
        return reverse(f"councils:{name}", args=[council.slug])

    held = set(council.memberships.current().values_list("role", flat=True).distinct())
    people = {Role.DRAFTER, Role.APPROVER, Role.ADMINISTRATOR} <= held
    return [
        SetupTask(
            10,
            _("Council details"),
            page("settings_details"),
            bool(council.contact_email and council.address),
        ),
        SetupTask(
            20,
            _("Logo and colour"),
            page("settings_branding"),
            bool(council.logo),
        ),
        SetupTask(30, _("People and roles"), page("people"), people),
        SetupTask(
            40, _("Wards and places"), page("settings_places"), council.areas.exists()
        ),
        SetupTask(
            60,
            _("Email sender"),
            page("settings_sender"),
            bool(council.sender_name and council.reply_to),
        ),
        SetupTask(
            70,
            _("Privacy and accessibility contacts"),
            page("settings_contacts"),
            bool(council.privacy_contact and council.accessibility_contact),
        ),
        SetupTask(
            80,
            _("How long records are kept"),
            page("settings_retention"),
            council.retention_periods.exists(),
        ),
    ]
