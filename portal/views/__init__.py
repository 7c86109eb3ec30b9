from portal.views.front import CouncilHome, Front
from portal.views.health import health
from portal.views.log import Log
from portal.views.search import Search
from portal.views.work import YourWork

__all__ = ["CouncilHome", "Front", "Log", "Search", "YourWork", "health"]
