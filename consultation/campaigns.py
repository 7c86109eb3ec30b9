"""Look for campaigns among the comments of a round; figures with and without them.

The arithmetic (`near_duplicates`) is imported where it is used: it brings numpy, which
would be a seventh of the memory of each web process that never looks for a campaign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from celery import current_app
from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from audit.trail import record
from consultation import citations
from consultation.models import Campaign, CampaignMember, Comment, Round
from metrics.models import DatedRule

if TYPE_CHECKING:
    from consultation import near_duplicates

METHOD = 2  # counts up whenever the method would find other groups


def rule_in_force() -> near_duplicates.Rule:
    """The published numbers, as they are today."""
    from consultation import near_duplicates

    value = DatedRule.objects.value("near_duplicates")
    return near_duplicates.Rule(
        shingle_characters=value["shingle_characters"],
        shared=value["shared_percent"] / 100,
        fewest_texts=value["fewest_texts"],
    )


@transaction.atomic
def look_for(round: Round, *, by) -> int:
    """Suggest groups of comments that are nearly the same. Returns how many.

    Earlier suggestions that nobody has decided about give way; confirmed campaigns
    stay, and a group that was dissolved is not suggested again. Comments that came
    since join the suggestion beside a confirmed one, so that a person looks at them.
    """
    from consultation import near_duplicates

    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    round.campaigns.suggested().delete()
    rule = rule_in_force()
    method = {"method": METHOD, **DatedRule.objects.value("near_duplicates")}
    free = round.comments.counted().filter(campaign_membership=None).order_by("pk")
    texts = free.values_list("pk", "text").iterator(chunk_size=5000)
    found = near_duplicates.groups(texts, rule)
    dissolved = [
        set(campaign.method.get("members", ()))
        for campaign in round.campaigns.exclude(dissolved_at=None)
    ]
    references = dict(free.values_list("pk", "reference"))
    number = round.campaigns.aggregate(last=Max("number"))["last"] or 0
    kept = 0
    for group in found:
        members = {references[member.key] for member in group.members}
        if any(members <= before for before in dissolved):
            continue
        kept += 1
        campaign = Campaign.objects.create(
            round=round, number=number + kept, common_id=group.common, method=method
        )
        CampaignMember.objects.bulk_create(
            CampaignMember(
                campaign=campaign,
                comment_id=member.key,
                shared_percent=int(member.shared * 100),
                has_addition=bool(member.adds),
            )
            for member in group.members
        )
    grouped = {member.key for group in found for member in group.members}
    kept += _look_at_citations(round, free, grouped, dissolved, number + kept, method)
    record("round.campaigns_sought", round, by=by, data={"found": kept, **method})
    return kept


def _look_at_citations(round, free, grouped, dissolved, number: int, method) -> int:
    """Suggest comments that have their own words and cite the same things. What each
    says is its sender's own, so each waits to be read."""
    rows = list(free.values_list("pk", "text", "reference"))
    references = {pk: reference for pk, _text, reference in rows}
    texts = ((pk, text) for pk, text, _name in rows if pk not in grouped)
    fewest = rule_in_force().fewest_texts
    kept = 0
    for group in citations.shared(texts, fewest_texts=fewest):
        if any({references[pk] for pk in group.keys} <= before for before in dissolved):
            continue
        kept += 1
        campaign = Campaign.objects.create(
            round=round,
            number=number + kept,
            common_id=group.keys[0],
            method={**method, "cited": [one.words for one in group.cited]},
        )
        CampaignMember.objects.bulk_create(
            CampaignMember(
                campaign=campaign, comment_id=pk, shared_percent=0, has_addition=True
            )
            for pk in group.keys
        )
    return kept


def look_later(round: Round, *, by) -> None:
    """Ask a worker to look through very many comments."""
    current_app.send_task("consultation.tasks.look_for_campaigns", [round.pk, by.pk])


def added_words(campaign: Campaign, comment: Comment) -> tuple[str, ...]:
    """The sentences that a sender added to the common text."""
    from consultation import near_duplicates

    rule = near_duplicates.Rule(
        shingle_characters=campaign.method["shingle_characters"]
    )
    plain = near_duplicates.normalise(campaign.common.text)
    common = near_duplicates.pieces(plain, rule.shingle_characters)
    return near_duplicates.additions(comment.text, common, rule)


@dataclass(frozen=True)
class Tally:
    """Comments by view, of all or without a campaign."""

    label: str
    comments: int
    views: tuple[int, ...]


def with_and_without(round: Round) -> list[Tally]:
    """All comments by view; then without each confirmed campaign; then without any."""
    confirmed = dict(
        round.campaigns.confirmed().order_by("number").values_list("pk", "title")
    )
    if not confirmed:
        return []
    rows = (
        round.comments.counted()
        .order_by()
        .values_list("campaign_membership__campaign", "stance")
        .annotate(Count("pk"))
    )
    counts: dict[tuple, int] = {}
    for campaign, stance, count in rows:
        key = (campaign if campaign in confirmed else None, stance)
        counts[key] = counts.get(key, 0) + count
    lines = [_line(_("All comments"), counts, without=set())]
    for pk, title in confirmed.items():
        lines.append(_line(_("Without “%s”") % title, counts, without={pk}))
    if len(confirmed) > 1:
        lines.append(_line(_("Without any campaign"), counts, without=set(confirmed)))
    return lines


def _line(label: str, counts: dict, *, without: set) -> Tally:
    left = {
        stance: sum(
            count
            for (campaign, view), count in counts.items()
            if view == stance and campaign not in without
        )
        for stance in (*Comment.Stance.values, "")
    }
    views = tuple(left[stance] for stance in Comment.Stance.values)
    return Tally(str(label), sum(left.values()), views)
