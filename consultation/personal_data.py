"""Which personal data consultations hold, and how it is forgotten.

Names and addresses stand in `Contact` and nowhere else, so that forgetting somebody
leaves what they said, and every published figure, as it was.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultation.models import Contact, Draft, Stakeholder
from records import personal_data
from records.personal_data import Person


def contacts_of(person: Person) -> models.QuerySet:
    if not person.email:
        return Contact.objects.none()
    return Contact.objects.filter(email__iexact=person.email)


def drafts_of(person: Person) -> models.QuerySet:
    if not person.email:
        return Draft.objects.none()
    return Draft.objects.filter(about__email__iexact=person.email)


personal_data.register(
    Contact,
    fields=("name", "show_name", "email", "wants_results"),
    find=contacts_of,
    erase=lambda contacts: contacts.delete(),
    why=_("To send you a receipt and, if you asked for them, the results"),
)
personal_data.register(
    Draft,
    fields=("about", "comments", "changed_at"),
    find=drafts_of,
    erase=lambda drafts: drafts.delete(),
    why=_("To keep what you are writing until you send it"),
)


def stakeholders_with(person: Person) -> models.QuerySet:
    if not person.email:
        return Stakeholder.objects.none()
    return Stakeholder.objects.filter(contact__icontains=person.email)


personal_data.register(
    Stakeholder,
    fields=("contact",),
    find=stakeholders_with,
    erase=lambda stakeholders: stakeholders.update(contact=""),
    why=_("To ask a body that a consultation must reach"),
)
