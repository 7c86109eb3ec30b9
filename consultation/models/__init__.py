from consultation.models.answer import Answer
from consultation.models.assurance import EqualityAnalysis, PrivacyNotice, SignOff
from consultation.models.attachment import Attachment
from consultation.models.batch import ImportBatch
from consultation.models.campaign import Campaign, CampaignMember
from consultation.models.coding import Assignment, CodeFrame, SecondCoding
from consultation.models.comment import Comment, CommentReport
from consultation.models.consultation import Consultation
from consultation.models.draft import Draft
from consultation.models.easing import Easing
from consultation.models.equality import EqualityRelease, EqualitySheet
from consultation.models.issue import Disposition, Issue, IssueCitation, IssueMember
from consultation.models.keying import Keying
from consultation.models.late_find import LateFind
from consultation.models.ledger import (
    IngestItem,
    LedgerCount,
    OutsideCount,
    Reconciliation,
)
from consultation.models.mandate import Mandate, Petition
from consultation.models.notice import Notice
from consultation.models.pack import Acknowledgement, Statement
from consultation.models.question import Question
from consultation.models.reach import Outreach, ProfileFigure
from consultation.models.reaching import (
    CouncilDate,
    Format,
    ReachTarget,
    Stakeholder,
)
from consultation.models.reading import Reading
from consultation.models.response import Contact, Response
from consultation.models.round import Round
from consultation.models.sample import PetitionSample
from consultation.models.sender_request import SenderRequest
from consultation.models.topic import TopicSearch
from consultation.models.used import DraftUse
from consultation.models.version import ResponseVersion
from consultation.models.weighing import ChangeWeight, FairnessCheck

__all__ = [
    "Acknowledgement",
    "Answer",
    "Assignment",
    "Attachment",
    "Campaign",
    "CampaignMember",
    "ChangeWeight",
    "CodeFrame",
    "Comment",
    "CommentReport",
    "Consultation",
    "Contact",
    "CouncilDate",
    "Disposition",
    "Draft",
    "DraftUse",
    "Easing",
    "EqualityAnalysis",
    "EqualityRelease",
    "EqualitySheet",
    "FairnessCheck",
    "Format",
    "ImportBatch",
    "IngestItem",
    "Issue",
    "IssueCitation",
    "IssueMember",
    "Keying",
    "LateFind",
    "LedgerCount",
    "Mandate",
    "Notice",
    "Outreach",
    "OutsideCount",
    "Petition",
    "PetitionSample",
    "PrivacyNotice",
    "ProfileFigure",
    "Question",
    "ReachTarget",
    "Reading",
    "Reconciliation",
    "Response",
    "ResponseVersion",
    "Round",
    "SecondCoding",
    "SenderRequest",
    "SignOff",
    "Stakeholder",
    "Statement",
    "TopicSearch",
]
