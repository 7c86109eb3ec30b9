"""Which personal data is held where, and how it is forgotten.

Each app answers in its own `personal_data.py`:

    from records import personal_data

    personal_data.register(
        Contact,
        fields=("name", "email"),
        find=lambda person: Contact.objects.filter(email__iexact=person.email),
        erase=lambda contacts: contacts.update(name="", email=""),
        why=_("To tell people what became of their comments"),
    )

A house test walks the models and fails on a personal field that no app answers for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from councils.models import Council, Invitation, User
from records.models import DataRequest, Follow, Letter, StoredFile


@dataclass(frozen=True)
class Person:
    """Someone who asks what we hold about them: by address, by the code of a
    receipt, or signed in. `council` narrows it to what is that council's."""

    email: str = ""
    user: object = None
    code: str = ""
    council: object = None


@dataclass(frozen=True)
class Holding:
    """Personal fields of one model: whose they are, why we have them, how they go."""

    model: type[models.Model]
    fields: tuple[str, ...]
    find: Callable[[Person], models.QuerySet]
    erase: Callable[[models.QuerySet], object]
    why: str | Promise

    def rows_of(self, person: Person) -> models.QuerySet:
        """The rows about a person; for a council only what is its own."""
        rows = self.find(person)
        if person.council is None:
            return rows
        path = path_to_council(self.model)
        return rows.filter(**{path: person.council}) if path else rows.none()


@cache
def path_to_council(model: type[models.Model]) -> str | None:
    """The way along a model's links to its council, as a lookup.

    A council of its own comes first, then the shortest way on which no link may be
    empty. None for what belongs to no single council, such as an account.
    """
    if any(field.name == "council" for field in model._meta.concrete_fields):
        return "council"
    ways: list[tuple[str, type[models.Model]]] = [("", model)]
    seen = {model}
    while ways:
        way, here = ways.pop(0)
        for field in here._meta.concrete_fields:
            to = field.related_model
            if to is None or to is User or field.null:
                continue
            if to is Council:
                return f"{way}{field.name}"
            if to not in seen:
                seen.add(to)
                ways.append((f"{way}{field.name}__", to))
    return None


@dataclass(frozen=True)
class Held:
    """What one holding says about one person."""

    holding: Holding
    rows: list[dict]


_holdings: dict[tuple[type[models.Model], tuple[str, ...]], Holding] = {}


def register(
    model: type[models.Model],
    *,
    fields: Iterable[str],
    find: Callable[[Person], models.QuerySet],
    erase: Callable[[models.QuerySet], object],
    why: str | Promise,
) -> None:
    """Answer for personal fields of a model. The last answer for the same ones counts;
    other fields of the model, that are about somebody else, have their own answer."""
    fields = tuple(fields)
    _holdings[model, fields] = Holding(model, fields, find, erase, why)


def holdings() -> list[Holding]:
    return sorted(
        _holdings.values(),
        key=lambda holding: (holding.model._meta.label, holding.fields),
    )


def ask(person: Person) -> list[Held]:
    """What is held about a person, model by model, as plain values."""
    found = []
    for holding in holdings():
        rows = list(holding.rows_of(person).values(*holding.fields))
        if rows:
            found.append(Held(holding, rows))
    return found


@transaction.atomic
def erase(person: Person) -> dict[str, int]:
    """Forget a person wherever an app can. Says how many rows of what were changed.

    The rows stay where they carry someone else's record; only the person goes.
    """
    changed = {}
    for holding in holdings():
        rows = holding.rows_of(person)
        count = rows.count()
        if count:
            holding.erase(rows)
            label = holding.model._meta.label
            changed[label] = changed.get(label, 0) + count
    return changed


def _letters_of(person: Person) -> models.QuerySet:
    mine = Letter.objects.none()
    if person.email:
        mine = mine | Letter.objects.filter(recipient__iexact=person.email)
    if person.user:
        mine = mine | Letter.objects.filter(user=person.user)
    return mine


def forget_letters(letters: models.QuerySet) -> None:
    """The address and the words go; that something was sent, and when, stays."""
    letters.update(recipient="", user=None, subject="", text="", stop_url="")


def _follows_of(person: Person) -> models.QuerySet:
    if not person.email:
        return Follow.objects.none()
    return Follow.objects.filter(email__iexact=person.email)


def _files_of(person: Person) -> models.QuerySet:
    if not person.user:
        return StoredFile.objects.none()
    return StoredFile.objects.filter(uploaded_by=person.user)


def _account_of(person: Person) -> models.QuerySet:
    return User.objects.filter(pk=person.user.pk if person.user else None)


def _close(accounts: models.QuerySet) -> None:
    """Make the accounts nameless: whatever points at one then points at nobody."""
    for account in accounts:
        account.erase()


def _invitations_to(person: Person) -> models.QuerySet:
    if not person.email:
        return Invitation.objects.none()
    return Invitation.objects.filter(email__iexact=person.email)


def _forget_invitations(invitations: models.QuerySet) -> None:
    """What was taken up stays without its address; the rest goes."""
    invitations.filter(accepted_at=None).delete()
    invitations.update(email="")


register(
    User,
    fields=("email", "name", "joined_at"),
    find=_account_of,
    erase=_close,
    why=_("To let you sign in, and to know who acted"),
)
register(
    Invitation,
    fields=("email", "invited_at"),
    find=_invitations_to,
    erase=_forget_invitations,
    why=_("To invite people to work with a council"),
)
register(
    Letter,
    fields=("recipient", "subject", "text", "written_at"),
    find=_letters_of,
    erase=forget_letters,
    why=_("To send letters once, and to show that they were sent"),
)
register(
    Follow,
    fields=("email", "topic", "asked_at", "confirmed_at"),
    find=_follows_of,
    erase=lambda follows: follows.delete(),
    why=_("To send the news that you asked for"),
)
register(
    StoredFile,
    fields=("name", "kept_at"),
    find=_files_of,
    erase=lambda files: files.update(uploaded_by=None),
    why=_("To know who handed in a file"),
)
register(
    DataRequest,
    fields=("name", "email", "words", "received_at"),
    find=lambda person: (
        DataRequest.objects.filter(email__iexact=person.email)
        if person.email
        else DataRequest.objects.none()
    ),
    # One that waits is still to be answered, to the address that it came from.
    erase=lambda requests: requests.exclude(status="waiting").update(
        name="", email="", words=""
    ),
    why=_("To answer what you asked about your data"),
)
