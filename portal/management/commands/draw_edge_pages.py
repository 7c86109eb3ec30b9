from django.conf import settings
from django.core.management.base import BaseCommand

from portal.edge_pages import drawn


class Command(BaseCommand):
    help = "Write the pages that nginx shows by itself into deploy/pages/."

    def handle(self, *args, **options):
        folder = settings.ROOT / "deploy" / "pages"
        folder.mkdir(exist_ok=True)
        for name, page in drawn().items():
            (folder / name).write_text(page)
        self.stdout.write(f"{len(drawn())} pages drawn.")
