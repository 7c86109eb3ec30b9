from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from councils.area_import import import_areas
from councils.models import Council


class Command(BaseCommand):
    help = "Keep the wards of a GeoJSON file, with their GSS codes and names."

    def add_arguments(self, parser):
        parser.add_argument("council", help="the council's short name, like eastfield")
        parser.add_argument("file", type=Path, help="a GeoJSON file in WGS 84")

    def handle(self, *args, council, file, **options):
        try:
            found = Council.objects.get(slug=council)
        except Council.DoesNotExist:
            raise CommandError(f"There is no council called {council}.") from None
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
        try:
            done = import_areas(found, content, by="system")
        except ValidationError as faults:
            raise CommandError("\n".join(faults.messages)) from None
        self.stdout.write(
            f"{done.added} added, {done.changed} changed, {done.unchanged} as before."
        )
