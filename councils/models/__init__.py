from councils.models.area import Area
from councils.models.council import Council, CouncilQuerySet
from councils.models.organisation import Organisation, Representative
from councils.models.people import Invitation, Membership, Role, User

__all__ = [
    "Area",
    "Council",
    "CouncilQuerySet",
    "Invitation",
    "Membership",
    "Organisation",
    "Representative",
    "Role",
    "User",
]
