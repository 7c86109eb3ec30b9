"""Fill an open round with made-up responses: manage.py seed_consultation --size S"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from consultation.models import Round
from consultation.seeding import SIZES, fill


class Command(BaseCommand):
    help = "Fill an open round with made-up responses, to measure how large it may be"

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=SIZES, default="S")
        parser.add_argument("--council", default="eastfield")
        parser.add_argument("--consultation", default="charter-review")

    def handle(self, *args, size, council, consultation, **options):
        if not settings.CLOCK_MAY_BE_MOVED:
            raise CommandError("Made-up responses never go into a live installation.")
        found = Round.objects.for_reading().filter(
            consultation__council__slug=council, consultation__slug=consultation
        )
        round = found.order_by("-number").first()
        if round is None or not round.has_opened():
            raise CommandError("There is no such round that has opened.")
        fill(round, SIZES[size])
        figures = round.figures()
        self.stdout.write(
            f"{round}: {figures['responses']:,} responses and "
            f"{figures['comments']:,} comments"
        )
