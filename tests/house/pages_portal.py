"""Pages of the lobby: the front door, help and legal pages."""

from portal.urls_service import SUBJECTS
from tests.house.registry import NotAPage, Page, State

PAGES = [
    Page("front"),
    Page("portal:council_home", {"council": "eastfield"}),
    Page("portal:your_work", {"council": "eastfield"}, role="dara"),
    Page(
        "portal:search",
        {"council": "eastfield"},
        states=[
            State("found", query="?q=training"),
            State("nothing found", query="?q=zzzzzz"),
        ],
    ),
    Page(
        "portal:log",
        {"council": "eastfield"},
        role="audie",
        states=[State("nothing found", query="?about=zzzzzz")],
    ),
    Page(
        "portal:moderation_log",
        {"council": "eastfield"},
        states=[State("nothing sent in", kwargs=lambda: {"council": "westbrook"})],
    ),
    NotAPage("portal:moderation_log_file", "the same figures as a file"),
    Page(
        "portal:thread_list",
        {"council": "eastfield"},
        states=[State("the breaks of one kind", query="?breaks=kept")],
    ),
    Page(
        "portal:thread",
        {"council": "eastfield", "kind": "priority", "reference": "P1"},
        states=[
            State(
                "broken",
                kwargs=lambda: {
                    "council": "eastfield",
                    "kind": "priority",
                    "reference": "P2",
                },
            )
        ],
    ),
    *(Page(subject) for subject in SUBJECTS),
    *(Page(f"portal:{subject}", {"council": "eastfield"}) for subject in SUBJECTS),
    Page("data"),
    NotAPage("health", "a machine asks if the service is well"),
    NotAPage("portal:threads", "a picture"),
]
