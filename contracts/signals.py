"""What suppliers delivered for each priority, and what residents noticed of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from charters import signals
from charters.proposing import BAD, DELIVERY, FELT, GOOD, PLAIN, Signal
from contracts import results
from contracts.rules import felt_rule


@signals.register
def delivered_and_felt(charter) -> Iterator[Signal]:
    rule = felt_rule()
    for result in results.by_priority(charter.council):
        uid = str(result.priority.uid)
        promised = len(result.promises)
        tells = BAD if result.late else GOOD if result.kept else PLAIN
        yield Signal(
            uid,
            DELIVERY,
            _("%(kept)d of %(all)d promises are kept, %(late)d are late.")
            % {"kept": result.kept, "all": promised, "late": result.late},
            tells,
        )
        felt = result.felt
        if not felt.answers:
            continue
        tells = PLAIN
        if felt.is_felt(rule.least_answers, rule.from_percent):
            tells = GOOD
        elif felt.is_not_felt(rule.least_answers, rule.from_percent):
            tells = BAD
        yield Signal(
            uid,
            FELT,
            _("%(helped)d of %(answers)d residents who answered say that it helped.")
            % {"helped": felt.helped, "answers": felt.answers},
            tells,
        )
