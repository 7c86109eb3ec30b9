"""Who is told of what in records."""

from django.apps import apps

from audit.subscriptions import subscribe
from records import letters
from records.models import Rendition, public_text_models


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


def tell_author(event):
    """A letter to whoever wrote a text, about what was decided; once for each decision.

    A kind of text that wants to say it in another way writes its own letter; one whose
    author left no address has none.
    """
    model = apps.get_model(event.data["kind"])
    numbers = event.data.get("texts") or [event.data["text"]]
    for start in range(0, len(numbers), 500):
        texts = model._default_manager.for_moderators()
        found = texts.filter(pk__in=numbers[start : start + 500])
        orders = [text.author_notice() for text in found]
        letters.write_many(order for order in orders if order is not None)


DECIDED = ("published", "published_in_part", "withheld", "decided_together")
for _model in public_text_models():
    subscribe(*(f"{_model._meta.model_name}.{done}" for done in DECIDED))(tell_author)
subscribe("moderation_review.decided")(tell_author)
