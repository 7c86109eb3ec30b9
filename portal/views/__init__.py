from portal.views.front import CouncilHome, Front
from portal.views.health import health
from portal.views.work import YourWork

__all__ = ["CouncilHome", "Front", "YourWork", "health"]
