from django.utils.translation import gettext_lazy as _

from councils import navigation

navigation.workspace(
    _("Outbox"), "records:outbox", order=80, permission="records.read_outbox"
)
navigation.workspace(
    _("Moderation"),
    "records:moderation",
    order=35,
    permission="records.read_moderation",
)
