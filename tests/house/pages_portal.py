"""Pages of the lobby: the front door, help and legal pages."""

from functools import cache

from councils.models import Council, Membership, Role, User
from portal import data_requests
from portal.urls_service import SUBJECTS
from records.models import DataRequest
from tests.house import world
from tests.house.registry import NotAPage, Page, State

EASTFIELD = {"council": "eastfield"}


def asked() -> DataRequest:
    """One request about data, by somebody who gave an address and opened the link."""
    if found := DataRequest.objects.first():
        return found
    eastfield = Council.objects.get(slug="eastfield")
    found = data_requests.receive(
        eastfield, "erase", email="rosa@example.org", words="The round of last year."
    )
    found.confirm()
    return found


def a_request() -> dict:
    return EASTFIELD | {"reference": asked().reference}


def a_link() -> dict:
    return EASTFIELD | {"token": asked().token}


@cache
def empty_council():
    """A council that has published nothing."""
    Council.objects.create(slug="newfield", name="Newfield Council")
    return "newfield"


@cache
def work_of_nobody() -> str:
    """A council in which nothing waits for its only officer, Ivo."""
    council = Council.objects.create(slug="stillfield", name="Stillfield Council")
    ivo = User.objects.get(name__istartswith="ivo")
    Membership.grant(council, ivo, Role.EVALUATOR)
    return council.slug


def to_set_up() -> dict:
    """A council that Ada has just been made the administrator of."""
    council = Council.objects.create(slug="freshfield", name="Freshfield Council")
    Membership.grant(council, world.person("ada"), Role.ADMINISTRATOR)
    return {"council": council.slug}


PAGES = [
    Page("front"),
    Page("portal:council_home", {"council": "eastfield"}),
    Page(
        "portal:your_work",
        EASTFIELD,
        role="dara",
        states=[
            State(
                "nothing waits",
                kwargs=lambda: {"council": work_of_nobody()},
                role="ivo",
            ),
            State("to set up", kwargs=to_set_up, role="ada"),
        ],
    ),
    Page(
        "portal:recently_changed",
        EASTFIELD,
        role="dara",
        states=[
            State(
                "nothing changed",
                kwargs=lambda: {"council": work_of_nobody()},
                role="ivo",
            )
        ],
    ),
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
    Page("portal:rights", EASTFIELD),
    Page("portal:your_data", EASTFIELD),
    Page(
        "portal:your_data_ask",
        EASTFIELD,
        has_form=True,
        states=[State("errors", fill={"email": "remi"})],
    ),
    Page("portal:your_data_sent", a_request),
    Page("portal:your_data_confirm", a_link, has_form=True),
    Page(
        "portal:data_request_list",
        EASTFIELD,
        role="max",
        states=[State("none answered", query="?show=answered")],
    ),
    Page(
        "portal:data_request",
        a_request,
        role="max",
        states=[State("errors", fill={"reply": ""}, sends="Send the answer")],
    ),
    Page("portal:data_request_erase", a_request, role="max"),
    NotAPage("portal:data_request_copy", "a file that is saved"),
    *(Page(subject) for subject in SUBJECTS),
    *(Page(f"portal:{subject}", {"council": "eastfield"}) for subject in SUBJECTS),
    Page("data"),
    NotAPage("schema", "a file"),
    NotAPage("portal:log_file", "a file"),
    Page(
        "portal:data",
        {"council": "eastfield"},
        states=[State("no charter", kwargs=lambda: {"council": empty_council()})],
    ),
    Page(
        "portal:feeds",
        {"council": "eastfield"},
        states=[State("nothing open", kwargs=lambda: {"council": empty_council()})],
    ),
    NotAPage("portal:priorities_file", "an open data file"),
    NotAPage("portal:places_file", "an open data file"),
    NotAPage("portal:charters_feed", "a feed"),
    NotAPage("portal:results_feed", "a feed"),
    NotAPage("ocds_releases", "an open data file"),
    NotAPage("api_docs", "leads to the guide of the open data"),
    NotAPage("health_metrics", "a machine asks how much waits"),
    NotAPage("health", "a machine asks if the service is well"),
    NotAPage("portal:threads", "a picture"),
]
