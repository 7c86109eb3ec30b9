"""Signing: dates, owners on both sides, the day of re-evaluation, the break clause."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from contracts import readiness
from contracts.models import BreakClause, Contract, ReEvaluation

USUAL_CLAUSE = _(
    "The council may end this contract early if promises in it are not kept. It may do "
    "so when a re-evaluation has found the grounds that the portal's published rule "
    "names, the time to put things right has passed, and notice has been given in "
    "writing. The supplier may reply to each step."
)


@transaction.atomic
def sign(
    contract: Contract,
    *,
    by,
    starts_on: dt.date,
    ends_on: dt.date,
    owner,
    supplier_contact,
    re_evaluate_on: dt.date,
    break_wording: str = "",
    notice_days: int = 30,
    signed_on: dt.date | None = None,
) -> None:
    """Record that both sides have signed, and what they agreed beside the promises.

    Without words for a break clause the contract is a promise without teeth, and
    says so in public.
    """
    locked = contract.stay_running()
    if obstacles := readiness.to_sign(locked):
        raise Refused(obstacles, code="obstacles")
    _check_days(locked, starts_on, ends_on, re_evaluate_on)
    readiness.check_owner(contract, owner)
    readiness.check_supplier_contact(contract, supplier_contact)
    contract.starts_on, contract.ends_on = starts_on, ends_on
    contract.signed_on = signed_on or clock.today()
    contract.owner, contract.supplier_contact = owner, supplier_contact
    contract.save(
        update_fields=[
            "starts_on",
            "ends_on",
            "signed_on",
            "owner",
            "supplier_contact",
        ]
    )
    if break_wording.strip():
        BreakClause.objects.create(
            contract=contract,
            wording=break_wording.strip(),
            notice_days=notice_days,
            rule_from_on=contract.signed_on,
        )
    record(
        "contract.signed",
        contract,
        by=by,
        data={
            "starts_on": starts_on,
            "ends_on": ends_on,
            "has_break_clause": bool(break_wording.strip()),
            "officer": str(owner.actor_id),
            "supplier": str(supplier_contact.actor_id),
        },
    )
    ReEvaluation.schedule(contract, re_evaluate_on, by=by)


def _check_days(contract, starts_on, ends_on, re_evaluate_on) -> None:
    if ends_on <= starts_on:
        raise Refused(_("The last day must be after the first day"))
    if not starts_on < re_evaluate_on <= ends_on:
        raise Refused(_("The date of the re-evaluation must be within the contract"))
    latest = contract.commitments.order_by("-due_on").first()
    if latest and latest.due_on > ends_on:
        day = latest.due_on
        raise Refused(
            _("A promise is due on %(day)s, so the contract must run until then.")
            % {"day": f"{day.day} {day:%B %Y}"}
        )
