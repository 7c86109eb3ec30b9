"""Which rights residents and community groups have, and where each one begins here."""

from django.views.generic import TemplateView

from audit import clock
from charters.models import SupportTrigger
from consultation.models import Round
from councils.models import Council
from councils.pages import CouncilPage
from metrics.models import DatedRule, debated_from


class Rights(CouncilPage, TemplateView):
    """The rights, who has them, how long an answer takes, and a door to each."""

    template_name = "portal/rights.html"

    def get_context_data(self, **kwargs):
        rule = DatedRule.objects.select_related("source").in_force("community_rights")
        rights = rule.value["rights"]
        # The law of the rule is that of England. Elsewhere only our own doors stand.
        if self.council.nation != Council.Nation.ENGLAND:
            rights = [one for one in rights if not one["law"]]
        rounds = Round.objects.for_council(self.council).open(clock.now())
        return super().get_context_data(
            rights=rights,
            rule=rule,
            is_england=self.council.nation == Council.Nation.ENGLAND,
            open_rounds=rounds.for_reading(),
            debated_from=debated_from(self.council),
            trigger=SupportTrigger.of(self.council),
            answer_days=DatedRule.objects.value("proposal_support")["answer_days"],
            **kwargs,
        )
