"""A preview of the working text as a PDF, for those who may read the draft."""

from django.utils.translation import gettext as _

from charters import document
from charters.models import freezing
from charters.models.edition import DRAFT_PRINT
from records import renditions
from records.canonical import digest
from records.models import Rendition


def document_of(charter) -> dict:
    """The text as it would be frozen now, under no number."""
    return document.with_edition(
        freezing.with_surroundings(charter.body(), charter),
        number=0,
        kind="preview",
        status_label="Draft",
    )


def ask(charter) -> Rendition:
    """Have the present words made into a file, once for the same words.

    Nobody is named as having asked, and it is never opened to the public, so that only
    those who hold a role in the council can fetch it.
    """
    return renditions.ask(
        document_of(charter),
        template=DRAFT_PRINT,
        title=_("%s, draft") % charter.title,
        council=charter.council,
        subject=charter,
    )


def found(charter) -> Rendition | None:
    """The file of the present words, made or under way, or None."""
    mine = Rendition.objects.for_council(charter.council).filter(template=DRAFT_PRINT)
    same = mine.filter(document_hash=digest(document_of(charter)))
    return same.select_related("file").last_made()
