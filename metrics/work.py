"""What waits for a council to set up, and its cards in the settings: its lists of
measures, its own words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councils import setting_cards, setup
from metrics.models import Framework, FrameworkAdoption, Term
from metrics.models.standard import rules_for


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
        is_optional=True,
        hint=_("Only if a word means something else here."),
    )


@setting_cards.register
def card_of_lists(council) -> setting_cards.SettingsCard:
    adopted = FrameworkAdoption.objects.current().for_council(council)
    lists = Framework.objects.filter(adoptions__in=adopted).order_by("title")
    named = ", ".join(lists.values_list("title", flat=True))
    return setting_cards.SettingsCard(
        _("Lists of measures"),
        reverse("metrics:frameworks", args=[council.slug]),
        [(_("Your council uses"), named or _("None yet"))],
    )


@setting_cards.register
def card_of_words(council) -> setting_cards.SettingsCard:
    own = Term.objects.current().filter(council=council).count()
    return setting_cards.SettingsCard(
        _("Words we use"),
        reverse("metrics:words", args=[council.slug]),
        [(_("Words with a meaning of your own"), own or _("None: the standard ones"))],
    )


@setting_cards.register
def card_of_the_standard(council) -> setting_cards.SettingsCard:
    return setting_cards.SettingsCard(
        _("Words and figures"),
        reverse("metrics:standard", args=[council.slug]),
        [(_("Words suit readers aged up to"), rules_for(council).oldest)],
    )
