from portal.views.council_data import (
    CouncilData,
    CouncilFeeds,
    PlacesFile,
    PrioritiesFile,
    Releases,
    backlog,
)
from portal.views.front import CouncilHome, Front
from portal.views.health import health
from portal.views.log import Log, LogFile
from portal.views.moderation_log import ModerationLog, ModerationLogFile
from portal.views.open_data import DataSchema, OpenDataGuide
from portal.views.rights import Rights
from portal.views.search import Search
from portal.views.threads import ThreadDetail, ThreadList
from portal.views.work import RecentlyChanged, YourWork

__all__ = [
    "CouncilData",
    "CouncilFeeds",
    "CouncilHome",
    "DataSchema",
    "Front",
    "Log",
    "LogFile",
    "ModerationLog",
    "ModerationLogFile",
    "OpenDataGuide",
    "PlacesFile",
    "PrioritiesFile",
    "RecentlyChanged",
    "Releases",
    "Rights",
    "Search",
    "ThreadDetail",
    "ThreadList",
    "YourWork",
    "backlog",
    "health",
]
