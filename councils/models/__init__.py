from councils.models.area import Area
from councils.models.council import Council, CouncilQuerySet
from councils.models.joining import JoinRequest
from councils.models.organisation import Organisation, Representative
from councils.models.people import Invitation, Membership, Role, User
from councils.models.retention import RetentionPeriod

__all__ = [
    "Area",
    "Council",
    "CouncilQuerySet",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Organisation",
    "Representative",
    "RetentionPeriod",
    "Role",
    "User",
]
