"""How texts are checked, in public: the rules, the counts by reason, how fast."""

from django.views.generic import TemplateView

from councils.pages import CouncilPage
from metrics.models import DatedRule
from records import exports, moderation
from records.models import Reason


class ModerationLog(CouncilPage, TemplateView):
    """Counts only: no text and no person."""

    template_name = "portal/moderation_log.html"

    @property
    def log(self) -> moderation.Log:
        target = DatedRule.objects.value("moderation_days")["days"]
        return moderation.log_of(self.council, target)

    def get_context_data(self, **kwargs):
        log = self.log
        by_reason = [
            (words, withheld, removed)
            for (words, withheld), (_words, removed) in zip(
                log.withheld_for, log.removed_for, strict=True
            )
        ]
        return super().get_context_data(
            log=log, by_reason=by_reason, reasons=Reason.choices, **kwargs
        )


class ModerationLogFile(ModerationLog):
    """The same figures as a file."""

    def get(self, request, *args, **kwargs):
        log = self.log
        rows = [
            ("received", log.received),
            ("still to be checked", log.waiting),
            ("published", log.published),
            ("published with words removed", log.in_part),
            ("not published", log.withheld),
            *((f"not published: {words}", count) for words, count in log.withheld_for),
            *((f"words removed: {words}", count) for words, count in log.removed_for),
            ("usual hours until checked", log.usual_hours),
            ("longest hours until checked", log.longest_hours),
            (f"checked within {log.target_days} days", log.in_time),
            ("reviews decided", log.reviews),
            ("reviews in which the decision stood", log.upheld),
        ]
        name = f"{self.council.slug}-moderation"
        return exports.download(name, ("What", "How many"), rows, is_public=True)
