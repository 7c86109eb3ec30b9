"""Prepare a round: privacy, equality, people to ask, formats, dates of the council."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import record
from charters.models import EqualityAnalysis as CharterEqualityAnalysis
from consultation.models import (
    Consultation,
    CouncilDate,
    EqualityAnalysis,
    Format,
    PrivacyNotice,
    Round,
    SignOff,
    Stakeholder,
)
from metrics.models import DatedRule


@transaction.atomic
def publish_privacy_notice(
    consultation: Consultation, parts: dict[str, str], *, by
) -> PrivacyNotice:
    """Give the notice, or a new version of it. What was said before stays readable."""
    missing = [
        str(label)
        for key, label in PrivacyNotice.PARTS.items()
        if not parts.get(key, "").strip()
    ]
    if missing:
        raise Refused([_("Fill in “%s”.") % label for label in missing])
    notice = PrivacyNotice.objects.create(
        consultation=consultation,
        number=_next_number(consultation.privacy_notices, consultation),
        parts={key: parts[key].strip() for key in PrivacyNotice.PARTS},
        published_by=by,
    )
    data = {"privacy_notice": notice.number}
    record("consultation.privacy_notice_given", consultation, by=by, data=data)
    return notice


@transaction.atomic
def add_equality_analysis(
    consultation: Consultation, stage: str, summary: str, *, by, address: str = ""
) -> EqualityAnalysis:
    """Write down what was found about all groups, as a new version."""
    if not summary.strip():
        raise Refused(_("Enter what you found"))
    analysis = EqualityAnalysis.objects.create(
        consultation=consultation,
        number=_next_number(consultation.equality_analyses, consultation),
        stage=EqualityAnalysis.Stage(stage),
        summary=summary.strip(),
        address=address,
        written_by=by,
    )
    data = {"version": analysis.number, "stage": analysis.stage}
    record("consultation.equality_analysed", consultation, by=by, data=data)
    CharterEqualityAnalysis.attach(
        consultation.charter,
        _stage_of_charter(consultation, analysis.stage),
        analysis.summary,
        by=by,
        address=address,
    )
    return analysis


def _stage_of_charter(consultation: Consultation, stage: str) -> str:
    """Which text of the charter an analysis of the consultation is about."""
    stages = CharterEqualityAnalysis.Stage
    if stage == EqualityAnalysis.Stage.DECISION:
        return stages.ADOPTION
    newest = consultation.rounds.order_by("pk").last()
    is_early = newest is not None and newest.kind == Round.Kind.SCOPING
    return stages.SCOPING if is_early else stages.DRAFT


def _next_number(versions, consultation) -> int:
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    newest = versions.order_by("-number").first()
    return newest.number + 1 if newest else 1


@transaction.atomic
def assess_data_protection(
    consultation: Consultation,
    status: str,
    *,
    by,
    reference: str = "",
    reason: str = "",
) -> None:
    """Say whether the impact on data protection is assessed, where, or why not."""
    status = Consultation.Dpia(status)
    if status == Consultation.Dpia.DONE and not reference.strip():
        raise Refused(_("Enter the reference of the assessment"))
    if status == Consultation.Dpia.NOT_NEEDED and not reason.strip():
        raise Refused(_("Enter why no assessment is needed"))
    consultation.dpia = status
    consultation.dpia_reference = reference.strip()
    consultation.dpia_reason = reason.strip()
    consultation.save(update_fields=["dpia", "dpia_reference", "dpia_reason"])
    record(
        "consultation.data_protection_assessed",
        consultation,
        by=by,
        data={"status": status, "reference": consultation.dpia_reference},
    )


def groups(on: dt.date | None = None) -> dict[str, str]:
    """Whom a consultation must reach, by the rule in force: code and name."""
    rule = DatedRule.objects.value("stakeholder_groups", on)
    return {row["code"]: row["label"] for row in rule["groups"]}


def format_kinds(on: dt.date | None = None) -> dict[str, str]:
    """What can be promised besides this website, by the rule in force."""
    rule = DatedRule.objects.value("consultation_formats", on)
    return {row["code"]: row["label"] for row in rule["formats"]}


@transaction.atomic
def plan_stakeholders(
    consultation: Consultation, rows: Iterable[dict], *, by
) -> list[Stakeholder]:
    """Say whom to ask and how, or why a group does not matter here."""
    known = groups()
    new = []
    for row in rows:
        if row["group"] not in known:
            raise Refused(_("Select the group"))
        one = Stakeholder(consultation=consultation, planned_by=by, **row)
        if one.not_relevant_because and one.name:
            raise Refused(_("Enter whom to ask, or why the group does not matter"))
        if not one.not_relevant_because and not (one.name and one.way):
            raise Refused(_("Enter whom to ask and how, or why it does not matter"))
        new.append(one)
    Stakeholder.objects.bulk_create(new)
    record(
        "consultation.stakeholders_planned",
        consultation,
        by=by,
        data={"groups": sorted({one.group for one in new}), "count": len(new)},
    )
    return new


@transaction.atomic
def note_contact(stakeholder: Stakeholder, step: str, *, by) -> None:
    """Note today that somebody was asked, was chased or replied."""
    if step not in {"asked", "chased", "replied"}:
        raise Refused(_("Select what happened"))
    mine = Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
    if mine.not_relevant_because:
        raise Refused(_("This group is not asked."))
    if step != "asked" and mine.asked_on is None:
        raise Refused(_("Note first that they were asked."))
    setattr(stakeholder, f"{step}_on", clock.today())
    stakeholder.save(update_fields=[f"{step}_on"])
    record(f"stakeholder.{step}", stakeholder, by=by, data={"group": stakeholder.group})


@transaction.atomic
def strike_stakeholder(stakeholder: Stakeholder, *, by) -> None:
    """Take somebody off the list who has not been asked."""
    if stakeholder.asked_on:
        raise Refused(_("They were asked, so they stay on the list."))
    record("stakeholder.struck", stakeholder, by=by, data={"group": stakeholder.group})
    stakeholder.delete()


@transaction.atomic
def promise_format(
    consultation: Consultation,
    kind: str,
    *,
    owner: str,
    due_on: dt.date,
    by,
    language: str = "",
) -> Format:
    """Promise the consultation in another form: who makes it, and by when."""
    if kind not in format_kinds():
        raise Refused(_("Select the format"))
    if kind == "language" and not language.strip():
        raise Refused(_("Enter the language"))
    language = language.strip() if kind == "language" else ""
    standing = consultation.formats.standing().filter(kind=kind, language=language)
    if standing.exists():
        raise Refused(_("This format is promised already."))
    promised = Format.objects.create(
        consultation=consultation,
        kind=kind,
        language=language,
        owner=owner.strip(),
        due_on=due_on,
    )
    record("format.promised", promised, by=by, data={"kind": kind, "due_on": due_on})
    return promised


@transaction.atomic
def deliver_format(made: Format, where: str, *, by) -> None:
    """Say where a format is found. It stands for the words as they are now."""
    if not where.strip():
        raise Refused(_("Enter the link, or how people get it"))
    paragraphs, words = paragraphs_of(made.consultation)
    made.where, made.made_at = where.strip(), clock.now()
    made.made_of = {uid: digest for uid, (_number, digest) in paragraphs.items()}
    made.source_words = words
    made.save(update_fields=["where", "made_at", "made_of", "source_words"])
    record("format.made", made, by=by, data={"kind": made.kind, "words": words})


@transaction.atomic
def withdraw_format(promised: Format, reason: str, *, by) -> None:
    """Take a promise back, with the reason."""
    if not reason.strip():
        raise Refused(_("Enter why this format is taken back"))
    promised.withdrawn_at = clock.now()
    promised.withdrawn_because = reason.strip()
    promised.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record("format.withdrawn", promised, by=by, data={"reason": reason.strip()})


def paragraphs_of(consultation: Consultation) -> tuple[dict, int]:
    """The paragraphs that people read, id → (number, hash of the words), and how many
    words they have: those of the newest round's edition, or as they are drafted."""
    round = consultation.rounds.order_by("-number").first()
    has_edition = round is not None and round.edition_id is not None
    document = round.edition.document if has_edition else consultation.charter.body()
    found, words = {}, 0
    for section in document["sections"]:
        for clause in section["clauses"]:
            digest = hashlib.sha256(clause["text"].encode()).hexdigest()[:16]
            found[clause["uid"]] = (clause["number"], digest)
            words += len(clause["text"].split())
    return found, words


def stale_formats(
    consultation: Consultation, formats: Iterable[Format] | None = None
) -> dict[int, list[str]]:
    """Which made formats are out of date, by primary key: the paragraphs that changed
    since they were made."""
    if formats is None:
        formats = consultation.formats.standing()
    made = [one for one in formats if one.made_at]
    if not made:
        return {}
    paragraphs, _words = paragraphs_of(consultation)
    changed = {one.pk: one.changed_since(paragraphs) for one in made}
    return {key: numbers for key, numbers in changed.items() if numbers}


@transaction.atomic
def sign_off(round: Round, matter: str, reason: str, *, by) -> SignOff:
    """A named person answers for something unusual, in public."""
    if not reason.strip():
        raise Refused(_("Enter the reason"))
    matter = SignOff.Matter(matter)
    if not by.has_perm(matter.permission, round):
        raise Refused(
            _("“%s” is for somebody else to sign off.") % matter.label,
            code="other_role",
        )
    signed = SignOff.objects.create(
        round=round, matter=matter, reason=reason.strip(), signed_by=by
    )
    data = {"matter": signed.matter, "reason": signed.reason}
    record("round.signed_off", round, by=by, data=data)
    return signed


@transaction.atomic
def enter_date(
    council, kind: str, name: str, first_on, last_on, *, source: str, by
) -> CouncilDate:
    """Enter a poll, the council's school holidays or another hard time."""
    if last_on < first_on:
        raise Refused(_("The last day must not be before the first"))
    if not source.strip():
        raise Refused(_("Enter where the date comes from"))
    entered, is_new = CouncilDate.objects.update_or_create(
        council=council,
        kind=CouncilDate.Kind(kind),
        first_on=first_on,
        defaults={"name": name, "last_on": last_on, "source": source.strip()},
    )
    record(
        "council_date.entered" if is_new else "council_date.corrected",
        entered,
        by=by,
        data={"kind": kind, "first_on": first_on, "last_on": last_on},
    )
    return entered


@transaction.atomic
def strike_date(date: CouncilDate, *, by) -> None:
    """Take a date out that was entered by mistake."""
    record("council_date.struck", date, by=by, data={"first_on": date.first_on})
    date.delete()


def privacy_notice_at(round: Round, moment: dt.datetime) -> PrivacyNotice | None:
    """The version that people saw at a moment: the one that held for a response."""
    return (
        round.consultation.privacy_notices.filter(published_at__lte=moment)
        .order_by("-number")
        .first()
    )


def covered_groups(consultation: Consultation) -> models.QuerySet:
    """The codes of the groups for which somebody is asked or a reason is given."""
    return consultation.stakeholders.values_list("group", flat=True).distinct()
