from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from councils.models import Council
from portal.demo.story import tell


class Command(BaseCommand):
    help = "Make the demo councils, Eastfield and Westbrook, with their past."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo is not for a live installation.")
        if Council.objects.filter(slug="eastfield").exists():
            self.stdout.write("The demo is already there.")
            return
        with transaction.atomic():
            tell()
        self.stdout.write("Eastfield and Westbrook are ready.")
