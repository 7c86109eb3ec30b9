from records.models.data_request import DataRequest, DataRequestQuerySet
from records.models.follow import Follow, FollowQuerySet
from records.models.letter import Letter, LetterQuerySet
from records.models.moderation import ModerationDecision, ModerationReview
from records.models.public_text import (
    Moderation,
    PublicText,
    PublicTextQuerySet,
    Reason,
    public_text_models,
)
from records.models.rendition import Rendition, RenditionQuerySet
from records.models.stored_file import FileKind, StoredFile, StoredFileQuerySet
from records.models.waiting_text import WaitingText

__all__ = [
    "DataRequest",
    "DataRequestQuerySet",
    "FileKind",
    "Follow",
    "FollowQuerySet",
    "Letter",
    "LetterQuerySet",
    "Moderation",
    "ModerationDecision",
    "ModerationReview",
    "PublicText",
    "PublicTextQuerySet",
    "Reason",
    "Rendition",
    "RenditionQuerySet",
    "StoredFile",
    "StoredFileQuerySet",
    "WaitingText",
    "public_text_models",
]
