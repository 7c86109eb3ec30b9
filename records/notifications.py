"""Who is told of what in records."""

from audit.subscriptions import subscribe
from records import letters
from records.models import Rendition


@subscribe("rendition.made")
def tell_who_asked(event):
    """A letter to the person who asked for a file, once it is ready."""
    rendition = (
        Rendition.objects.select_related("asked_by", "council", "file")
        .filter(uid=event.subject_reference)
        .first()
    )
    if rendition and rendition.asked_by:
        letters.write(
            "rendition_ready",
            rendition.asked_by,
            {"rendition": rendition},
            obligation=f"rendition:{rendition.uid}:ready",
            council=rendition.council,
        )
