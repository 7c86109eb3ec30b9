"""Which personal data contracts hold: who acted, never who was helped.

Links to a person go with the account (they are set to nothing); what stays is what
the contract itself says. Reports must not name people; an officer sends back those
that do.
"""

from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Evidence
from records import personal_data


def of_owner(person):
    mine = Contract.objects.filter(owner=person.user)
    return mine if person.user else Contract.objects.none()


def of_supplier_contact(person):
    mine = Contract.objects.filter(supplier_contact=person.user)
    return mine if person.user else Contract.objects.none()


def of_sender(person):
    mine = Evidence.objects.filter(submitted_by=person.user)
    return mine if person.user else Evidence.objects.none()


personal_data.register(
    Contract,
    fields=("owner",),
    find=of_owner,
    erase=lambda contracts: contracts.update(owner=None),
    why=_("To remind the people who answer for a contract of what falls due"),
)
personal_data.register(
    Contract,
    fields=("supplier_contact",),
    find=of_supplier_contact,
    erase=lambda contracts: contracts.update(supplier_contact=None),
    why=_("To remind the people who answer for a contract of what falls due"),
)
personal_data.register(
    Evidence,
    fields=("submitted_by",),
    find=of_sender,
    erase=lambda evidence: evidence.update(submitted_by=None),
    why=_("To make sure that nobody accepts their own proof"),
)
