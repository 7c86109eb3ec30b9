from consultation.models.assurance import EqualityAnalysis, PrivacyNotice, SignOff
from consultation.models.campaign import Campaign, CampaignMember
from consultation.models.coding import Assignment, CodeFrame, SecondCoding
from consultation.models.comment import Comment, CommentReport
from consultation.models.consultation import Consultation
from consultation.models.draft import Draft
from consultation.models.issue import Disposition, Issue, IssueCitation, IssueMember
from consultation.models.notice import Notice
from consultation.models.pack import Acknowledgement, Statement
from consultation.models.reaching import CouncilDate, Format, Stakeholder
from consultation.models.reading import Reading
from consultation.models.response import Contact, Response
from consultation.models.round import Round
from consultation.models.weighing import ChangeWeight, FairnessCheck

__all__ = [
    "Acknowledgement",
    "Assignment",
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
    "EqualityAnalysis",
    "FairnessCheck",
    "Format",
    "Issue",
    "IssueCitation",
    "IssueMember",
    "Notice",
    "PrivacyNotice",
    "Reading",
    "Response",
    "Round",
    "SecondCoding",
    "SignOff",
    "Stakeholder",
    "Statement",
]
