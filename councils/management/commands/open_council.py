from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from councils.invitations import invite
from councils.models import Council, Role


class Command(BaseCommand):
    help = (
        "Open the portal for a council, and invite its first administrator by e-mail. "
        "Run it again if the invitation was lost."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug", help="its short name in addresses, like eastfield")
        parser.add_argument("name", help="its full name, like “Eastfield Council”")
        parser.add_argument("--administrator", required=True, metavar="EMAIL")

    def handle(self, *args, slug, name, administrator, **options):
        try:
            validate_email(administrator)
        except ValidationError:
            raise CommandError(
                f"{administrator} is not an e-mail address, like name@example.com."
            ) from None
        try:
            with transaction.atomic():
                council = open_council(slug, name)
                invite(council, administrator, [Role.ADMINISTRATOR], by="system")
        except ValidationError as faults:
            raise CommandError("\n".join(faults.messages)) from None
        except OSError as fault:
            raise CommandError(
                f"The invitation could not be sent, so nothing was kept: {fault}"
            ) from None
        self.stdout.write(
            f"{council.name} is open at {council.get_absolute_url()}, and "
            f"{administrator} is invited to set it up."
        )


def open_council(slug: str, name: str) -> Council:
    """A new council; the one there is while nobody has taken it up."""
    council = Council.objects.filter(slug=slug).first()
    if council is None:
        return Council.found(slug, name)
    if council.memberships.current().filter(role=Role.ADMINISTRATOR).exists():
        raise CommandError(
            f"{council.name} has an administrator already, who can invite others."
        )
    return council
