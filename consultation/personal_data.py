"""Which personal data consultations hold, and how it is forgotten.

Names and addresses stand in `Contact` and nowhere else, so that forgetting somebody
leaves what they said, and every published figure, as it was.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultation import forgetting, receipts
from consultation.models import (
    Contact,
    Draft,
    Mandate,
    Response,
    ResponseVersion,
    SenderRequest,
    Stakeholder,
)
from records import personal_data
from records.personal_data import Person


def contacts_of(person: Person) -> models.QuerySet:
    code = receipts.read(person.code)
    if not person.email and not code:
        return Contact.objects.none()
    mine = models.Q(response__receipt_code=code) if code else models.Q()
    if person.email:
        mine |= models.Q(email__iexact=person.email)
    return Contact.objects.filter(mine)


def drafts_of(person: Person) -> models.QuerySet:
    mine = Draft.objects.none()
    if person.email:
        mine = mine | Draft.objects.filter(about__email__iexact=person.email)
    if person.user:
        mine = mine | Draft.objects.filter(writer=person.user)
    return mine


def mandates_of(person: Person) -> models.QuerySet:
    return Mandate.objects.filter(response__contact__in=contacts_of(person))


def versions_of(person: Person) -> models.QuerySet:
    return ResponseVersion.objects.filter(response__contact__in=contacts_of(person))


def confidential_of(person: Person) -> models.QuerySet:
    mine = Response.objects.filter(contact__in=contacts_of(person))
    return mine.exclude(confidential_because="")


personal_data.register(
    Contact,
    fields=("name", "show_name", "email", "wants_results", "wants_later"),
    find=contacts_of,
    erase=forgetting.forget_people,
    why=_("To send you a receipt and, if you asked for them, the results"),
)
personal_data.register(
    Draft,
    fields=("about", "behalf", "comments", "answers", "changed_at"),
    find=drafts_of,
    erase=lambda drafts: drafts.discard(),
    why=_("To keep what you are writing until you send it"),
)
personal_data.register(
    Mandate,
    fields=("organisation", "client", "authority", "how_asked"),
    find=mandates_of,
    erase=lambda mandates: mandates.update(client="", authority=""),
    why=_("To know for whom a response speaks"),
)
personal_data.register(
    ResponseVersion,
    fields=("content", "kept_at"),
    find=versions_of,
    erase=lambda versions: versions.delete(),
    why=_("To show what a response said before its sender changed it"),
)
personal_data.register(
    Response,
    fields=("confidential_because",),
    find=confidential_of,
    erase=lambda responses: responses.update(confidential_because=""),
    why=_("To decide whether we must give out what you sent"),
)


def stakeholders_with(person: Person) -> models.QuerySet:
    if not person.email:
        return Stakeholder.objects.none()
    return Stakeholder.objects.filter(
        models.Q(contact__icontains=person.email) | models.Q(email__iexact=person.email)
    )


personal_data.register(
    Stakeholder,
    fields=("contact", "email"),
    find=stakeholders_with,
    erase=lambda stakeholders: stakeholders.update(contact="", email=""),
    why=_("To ask a body that a consultation must reach"),
)


def requests_of(person: Person) -> models.QuerySet:
    return SenderRequest.objects.filter(response__contact__in=contacts_of(person))


personal_data.register(
    SenderRequest,
    fields=("kind", "words", "asked_at"),
    find=requests_of,
    erase=lambda requests: requests.update(words=""),
    why=_("To answer what you ask about a response that you sent"),
)
