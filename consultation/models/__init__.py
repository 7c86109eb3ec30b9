from consultation.models.comment import Comment, CommentReport
from consultation.models.consultation import Consultation
from consultation.models.draft import Draft
from consultation.models.issue import Disposition, Issue, IssueCitation, IssueMember
from consultation.models.notice import Notice
from consultation.models.response import Contact, Response
from consultation.models.round import Round

__all__ = [
    "Comment",
    "CommentReport",
    "Consultation",
    "Contact",
    "Disposition",
    "Draft",
    "Issue",
    "IssueCitation",
    "IssueMember",
    "Notice",
    "Response",
    "Round",
]
