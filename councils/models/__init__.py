from councils.models.area import Area
from councils.models.closing import Closing
from councils.models.council import Council, CouncilQuerySet
from councils.models.factor_reset import FactorReset
from councils.models.joining import JoinRequest
from councils.models.organisation import Organisation, Representative
from councils.models.people import Invitation, Membership, Role, User
from councils.models.retention import RetentionPeriod

__all__ = [
    "Area",
    "Closing",
    "Council",
    "CouncilQuerySet",
    "FactorReset",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Organisation",
    "Representative",
    "RetentionPeriod",
    "Role",
    "User",
]
