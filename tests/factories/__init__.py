"""Records in a given state, reached by calling the verbs that people use.

Plain functions. Nothing here writes a status: a test that needs an adopted charter
gets one that was drafted, consulted on, submitted and adopted.

One module for each app; everything can be taken from the package.
"""

from councils.models import Role
from tests.factories.charters import (
    AIM_TEXT,
    PLACE_TEXT,
    add_fact,
    add_priority,
    adopted_charter,
    consulted_charter,
    consulting_charter,
    make_charter,
    ready_charter,
    reword,
    submitted_charter,
)
from tests.factories.consultation import (
    FAIR_TEXTS,
    ask,
    open_round,
    planned_round,
    prepare,
    read_pack,
    read_the_pack,
    ready_to_conclude,
    scheduled_round,
    send_response,
)
from tests.factories.contracts import (
    accepted_report,
    formed_contract,
    report,
    signed_contract,
)
from tests.factories.councils import (
    make_supplier,
    somebody,
    somebody_of,
)
from tests.factories.metrics import (
    local_measure,
)
from tests.factories.tenders import (
    PASSPHRASE,
    awarded_tender,
    bid_openers,
    draft_bid,
    draft_tender,
    evaluated_tender,
    open_tender,
    passphrase_of,
    published_tender,
    ready_tender,
    sealed_bid,
)

__all__ = [
    "AIM_TEXT",
    "FAIR_TEXTS",
    "PASSPHRASE",
    "PLACE_TEXT",
    "Role",
    "accepted_report",
    "add_fact",
    "add_priority",
    "adopted_charter",
    "ask",
    "awarded_tender",
    "bid_openers",
    "consulted_charter",
    "consulting_charter",
    "draft_bid",
    "draft_tender",
    "evaluated_tender",
    "formed_contract",
    "local_measure",
    "make_charter",
    "make_supplier",
    "open_round",
    "open_tender",
    "passphrase_of",
    "planned_round",
    "prepare",
    "published_tender",
    "read_pack",
    "read_the_pack",
    "ready_charter",
    "ready_tender",
    "ready_to_conclude",
    "report",
    "reword",
    "scheduled_round",
    "sealed_bid",
    "send_response",
    "signed_contract",
    "somebody",
    "somebody_of",
    "submitted_charter",
]
