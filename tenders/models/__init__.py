from tenders.models.bid import Bid, BidAnswer, BidCommitment, BidDraft, BidVersion
from tenders.models.co_design import TenderCoDesign
from tenders.models.evaluation import Award, InterestDeclaration, Mark
from tenders.models.opening import (
    KeyShare,
    OpenerKey,
    Opening,
    OpeningStep,
    RecoverySheets,
    TenderOpener,
)
from tenders.models.tender import Tender
from tenders.models.terms import TenderMetric, TenderPriority

__all__ = [
    "Award",
    "Bid",
    "BidAnswer",
    "BidCommitment",
    "BidDraft",
    "BidVersion",
    "InterestDeclaration",
    "KeyShare",
    "Mark",
    "OpenerKey",
    "Opening",
    "OpeningStep",
    "RecoverySheets",
    "Tender",
    "TenderCoDesign",
    "TenderMetric",
    "TenderOpener",
    "TenderPriority",
]
