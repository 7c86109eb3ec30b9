from django.core.management.base import BaseCommand

from config import tables


class Command(BaseCommand):
    help = (
        "Bring the tables up to date: at once in an empty database, else by migrating."
    )

    def handle(self, *args, **options):
        if tables.are_there():
            tables.migrate(stdout=self.stdout)
        else:
            tables.make_at_once()
            self.stdout.write("The tables are made.")
