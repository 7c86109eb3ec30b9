from django.core.management.base import BaseCommand

from metrics.reference import KEPT, load


class Command(BaseCommand):
    help = "Load frameworks, measures, dated rules, unit values and glossary terms."

    def handle(self, *args, **options):
        changes = load()
        if options["verbosity"] > 1:
            for change in changes:
                self.stdout.write(str(change))
        kept = [change for change in changes if change.what == KEPT]
        for change in kept:
            self.stdout.write(str(change))
        touched = len(changes) - len(kept)
        if touched:
            self.stdout.write(f"Reference data loaded: {touched} rows new or changed.")
        else:
            self.stdout.write("Reference data is up to date: nothing changed.")
