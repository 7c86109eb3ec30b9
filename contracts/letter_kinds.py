"""The letters about contracts, with made-up data to show them by."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from records.letter_kinds import Kind, Sample, link_for, path_for, register

BOTH = gettext_lazy("Those who answer for the contract on both sides")
SUPPLIER = gettext_lazy("The people of the supplier")
OFFICERS = gettext_lazy("The contract’s officers")


@register(gettext_lazy("Contracts"), order=40)
def about_contracts(council):
    day = clock.today() + dt.timedelta(days=28)
    commitment = Sample(
        wording=_("Take on 4 apprentices who live nearby."),
        unit=_("apprentices"),
        metric=Sample(title=_("Apprentices")),
    )
    milestone = Sample(
        title=_("First 2 apprentices"),
        level=Decimal(2),
        reference="M-EXAMPLE",
        commitment=commitment,
    )
    contract = Sample(
        title=_("Example works"),
        reference="C-EXAMPLE",
        organisation=Sample(name=_("Example Supplies")),
        award=Sample(standstill_ends_on=day),
    )
    evidence = Sample(
        reference="E-EXAMPLE",
        amount=Decimal(2),
        accepted_amount=Decimal(1),
        decision_reason=_("The second contract of training is not signed."),
        milestone=milestone,
    )
    about = {
        "contract": contract,
        "address": path_for(council),
        "link": link_for(council),
        "evidence": evidence,
        "milestone": milestone,
        "when": _("due in 28 days"),
        "due_on": day,
    }
    yield Kind("contract_formed", gettext_lazy("A contract is formed"), BOTH, about)
    yield Kind(
        "contract_news",
        gettext_lazy("A contract holds promises for a charter or a ward"),
        gettext_lazy("Whoever follows that charter or ward"),
        about,
        stops=True,
    )
    yield Kind("milestone_due", gettext_lazy("A step of a promise is due"), BOTH, about)
    yield Kind(
        "evidence_submitted", gettext_lazy("The supplier sends proof"), OFFICERS, about
    )
    yield Kind("evidence_accepted", gettext_lazy("Proof is accepted"), SUPPLIER, about)
    yield Kind("evidence_returned", gettext_lazy("Proof is returned"), SUPPLIER, about)
    yield Kind("re_evaluation_due", gettext_lazy("A re-evaluation is due"), BOTH, about)
    found = Sample(decision=_("Goes on as it is"))
    yield Kind(
        "re_evaluation_concluded",
        gettext_lazy("A re-evaluation is concluded"),
        SUPPLIER,
        about | {"re_evaluation": found},
    )
    remedy = Sample(
        label=_("Improvement plan"),
        commitment=commitment,
        grounds=_("No apprentice has begun by the agreed day."),
        reply_by=day,
    )
    yield Kind(
        "remedy_taken",
        gettext_lazy("The council takes a step because a promise was not kept"),
        SUPPLIER,
        about | {"remedy": remedy},
    )
    notice = Sample(
        effective_on=day,
        grounds=[Sample(sentence=_("A promise was broken and not put right."))],
        reason=_("Two plans to improve were not followed."),
    )
    yield Kind(
        "break_notice_given",
        gettext_lazy("The council gives notice under the break clause"),
        BOTH,
        about | {"notice": notice},
    )
    yield Kind(
        "break_notice_answered",
        gettext_lazy("The supplier replies to a notice under the break clause"),
        OFFICERS,
        about | {"notice": notice},
    )
    yield Kind(
        "break_notice_ended",
        gettext_lazy("A notice under the break clause is withdrawn or carried out"),
        BOTH,
        about | {"notice": notice},
    )
