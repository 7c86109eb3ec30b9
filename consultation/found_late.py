"""Responses that come to light after the results: logged, read, settled in public.

Nothing is closed for ever: while a find is open, officers may take its responses in,
put them into issues and answer those. Then somebody says whether the findings change.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from consultation import statement
from consultation.models import LateFind, Round


@transaction.atomic
def log(round: Round, about: str, *, by) -> LateFind:
    """Say that responses were found, before anybody works on them."""
    round._lock()
    if not round.has_results:
        raise Refused(
            _("The results are not published yet, so take the responses in as usual.")
        )
    if round.open_find():
        raise Refused(_("Settle what was found before first."))
    if not about.strip():
        raise Refused(_("Enter how the responses came to light"))
    find = LateFind.objects.create(
        round=round,
        number=round.late_finds.count() + 1,
        about=about.strip(),
        logged_by=by,
    )
    sentence = _("Responses to “%s” were found late. Read and settle them first.")
    round.charter.hold(find.hold_key, sentence % round, by=by)
    record("late_find.logged", find, by=by)
    return find


def obstacles(find: LateFind) -> list[str]:
    """What must be done before somebody can say whether the findings change."""
    if find.settled_at:
        return [_("Somebody has already settled this.")]
    round = find.round
    left = [*round.unanswered_now()]
    if waiting := round.ingest_items.waiting().count():
        words = _("Key in or close each item that waits in the ledger. %s left.")
        left.insert(0, words % waiting)
    if round.status == Round.Status.CONCLUDED:
        left += [*round.uncited_now(), *round.equality_obstacles()]
    return left


@transaction.atomic
def settle(find: LateFind, changes_findings: bool, reason: str, *, by) -> LateFind:
    """Say in public whether the findings change, and why. The statement is built
    again, and whoever decides reads it again."""
    round = find.round
    round._lock()
    find = LateFind.objects.select_for_update(of=("self",)).get(pk=find.pk)
    find.round = round
    if left := obstacles(find):
        raise Refused(left)
    if not reason.strip():
        raise Refused(_("Enter why the findings change, or why they stand"))
    revised = list(find.revised().order_by("number"))
    if revised and not changes_findings:
        numbers = ", ".join(str(issue.number) for issue in revised)
        raise Refused(
            _("You changed the answer to issue %s. Say that the findings change.")
            % numbers
        )
    found = list(find.found())
    counted = find.found().counted().count()
    find.changes_findings, find.reason = changes_findings, reason.strip()
    find.notice = round._give_notice("found", _notice(find, counted), by=by)
    find.settled_at, find.settled_by = clock.now(), by
    find.save(
        update_fields=[
            *("changes_findings", "reason", "notice", "settled_at", "settled_by")
        ]
    )
    find.responses.set(found)
    record(
        "late_find.settled",
        find,
        by=by,
        data={
            "round": str(round.uid),
            "found": len(found),
            "counted": counted,
            "changes_findings": changes_findings,
            "issues_added": [i.number for i in find.added().order_by("number")],
            "issues_revised": [issue.number for issue in revised],
        },
    )
    statement.build(round, by=by)
    round.charter.lift(find.hold_key, by=by)
    return find


def _notice(find: LateFind, counted: int) -> str:
    count = ngettext(
        "After the results were published we found %s response that we had not read.",
        "After the results were published we found %s responses that we had not read.",
        counted,
    )
    verdict = (
        _("They change our findings.")
        if find.changes_findings
        else _("They do not change our findings.")
    )
    return "\n\n".join([f"{count % counted} {find.about}", f"{verdict} {find.reason}"])
