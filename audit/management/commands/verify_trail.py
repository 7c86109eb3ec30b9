from django.core.management.base import BaseCommand, CommandError

from audit import trail


class Command(BaseCommand):
    help = "Check every chain of the trail, and name the first broken entry of each."

    def handle(self, *args, **options):
        chains = trail.chains()
        breaks = [found for chain in chains if (found := trail.verify(chain))]
        for found in breaks:
            self.stderr.write(f"{found.chain} #{found.sequence}: {found.reason}")
        if breaks:
            raise CommandError(f"{len(breaks)} of {len(chains)} chains are broken.")
        self.stdout.write(f"{len(chains)} chains are whole.")
