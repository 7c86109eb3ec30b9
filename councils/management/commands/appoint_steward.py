from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from councils.models import User


class Command(BaseCommand):
    help = (
        "Make somebody a national steward, who approves the lists of measures that "
        "all councils here share. Without an account yet, they get one."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    def handle(self, *args, email, name, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(
                f"{email} is not an e-mail address, like name@example.com."
            ) from None
        user = User.objects.filter(email__iexact=email).first()
        user = user or User.objects.create_user(email, name)
        if user.appoint_steward():
            self.stdout.write(
                f"{user.email} is a steward, and signs in with a code by e-mail."
            )
        else:
            self.stdout.write(f"{user.email} is a steward already.")
