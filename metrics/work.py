"""What waits for a council to set up: its lists of measures, its own words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councils import setup
from metrics.models import FrameworkAdoption, Term


@setup.register
def lists_of_measures(council) -> setup.SetupTask:
    return setup.SetupTask(
        50,
        _("Lists of measures"),
        reverse("metrics:frameworks", args=[council.slug]),
        FrameworkAdoption.objects.current().for_council(council).exists(),
    )


@setup.register
def words_we_use(council) -> setup.SetupTask:
    """Done once a word of the council's own stands beside the standard ones; a
    council that is content with those may leave it."""
    return setup.SetupTask(
        55,
        _("Words we use"),
        reverse("metrics:words", args=[council.slug]),
        Term.objects.current().filter(council=council).exists(),
    )
