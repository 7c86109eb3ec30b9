"""What waits for the people who check what was sent in."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from councils.models import Role
from councils.work import WorkItem, register
from records import moderation
from records.models import ModerationReview


@register
def waiting(user, council) -> Iterator[WorkItem]:
    """Texts that nobody has checked, reported ones, and reviews that were asked for."""
    roles = user.roles_in(council)
    address = reverse("records:moderation", args=[council.slug])
    if Role.MODERATOR in roles:
        if count := moderation.to_check(council):
            words = ngettext(
                "Check %s text that was sent in",
                "Check %s texts that were sent in",
                count,
            )
            yield WorkItem(None, words % count, address, _("Moderation"))
        reported = moderation.Wanted(state=moderation.REPORTED)
        if count := moderation.entries(council, reported).count():
            words = ngettext(
                "Look at %s reported text", "Look at %s reported texts", count
            )
            link = f"{address}?state=reported"
            yield WorkItem(None, words % count, link, _("Moderation"))
    if roles & {Role.MODERATOR, Role.MONITORING_OFFICER}:
        asked = ModerationReview.objects.for_council(council).waiting()
        for review in asked.exclude(first_by=user):
            yield WorkItem(
                None,
                _("Review a decision that another officer made"),
                reverse("records:moderation_review", args=[council.slug, review.pk]),
                _("Moderation"),
            )
