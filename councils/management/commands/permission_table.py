from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from councils.permission_table import as_markdown


class Command(BaseCommand):
    help = "Write docs/permissions.md from the permissions of all apps."

    def add_arguments(self, parser):
        parser.add_argument("--print", action="store_true", help="show, do not write")

    def handle(self, *args, **options):
        if options["print"]:
            self.stdout.write(as_markdown())
            return
        target = Path(settings.ROOT) / "docs" / "permissions.md"
        target.write_text(as_markdown())
        self.stdout.write(f"{target.name} is up to date.")
