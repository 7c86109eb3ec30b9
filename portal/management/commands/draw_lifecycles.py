from django.conf import settings
from django.core.management.base import BaseCommand

from portal.lifecycles import drawn


class Command(BaseCommand):
    help = "Write docs/lifecycles.md from the lifecycles in the code."

    def handle(self, *args, **options):
        path = settings.ROOT / "docs" / "lifecycles.md"
        path.write_text(drawn())
        self.stdout.write(f"{path.name} drawn.")
