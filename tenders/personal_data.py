"""Which personal data tenders hold, and how it is forgotten.

Bids, promises and marks are about organisations. Who acted is kept as an account.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records import personal_data
from records.personal_data import Person
from tenders.models import InterestDeclaration

FORGOTTEN = "–"


def declarations_of(person: Person) -> models.QuerySet:
    if person.user is None:
        return InterestDeclaration.objects.none()
    return InterestDeclaration.objects.filter(user=person.user)


personal_data.register(
    InterestDeclaration,
    fields=("has_interest", "detail", "declared_at"),
    find=declarations_of,
    erase=lambda found: found.exclude(detail="").update(detail=FORGOTTEN),
    why=_("To show that nobody scored a bid in which they had an interest"),
)
