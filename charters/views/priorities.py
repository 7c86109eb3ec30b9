"""Priorities as anyone may read them, today's wording and the past ones."""

from dataclasses import dataclass

from django.http import Http404
from django.views.generic import TemplateView

from charters import commons, compare, document, indicators, scorecard, story
from charters.models import (
    Asset,
    Borrowing,
    EditionPriority,
    PriorityName,
    PriorityWeight,
)
from charters.reading import colour_of, facts_of
from councils.pages import CouncilPage


@dataclass
class Wording:
    """One wording of a priority, and the first edition that had it."""

    priority: EditionPriority
    before: EditionPriority | None = None

    @property
    def runs(self) -> list[compare.Run]:
        """The words that changed since the wording before."""
        earlier = document.priority_text(self.before.document) if self.before else ""
        return compare.words(earlier, document.priority_text(self.priority.document))


def published(council):
    """All frozen priorities of a council that anyone may read, the oldest first."""
    return (
        EditionPriority.objects.public()
        .filter(edition__charter__council=council)
        .select_related("edition__charter__council", "edition__release")
        .order_by("edition__frozen_at", "position")
    )


class PriorityList(CouncilPage, TemplateView):
    """What the council asks of public contracts now."""

    template_name = "charters/priority_list.html"

    def get_context_data(self, **kwargs):
        found = published(self.council)
        in_force = found.in_force()
        priorities = in_force or found.in_latest_draft()
        return super().get_context_data(
            priorities=[
                {
                    "priority": one,
                    "colour": colour_of(one.theme),
                    "headline": indicators.headline(one.document),
                }
                for one in priorities
            ],
            is_draft=not in_force,
            **kwargs,
        )


class PriorityDetail(CouncilPage, TemplateView):
    """One priority under its permanent code: today's wording and its past."""

    template_name = "charters/priority_detail.html"

    def get_context_data(self, code, **kwargs):
        name = PriorityName.objects.for_council(self.council).with_code(code).first()
        history = list(published(self.council).filter(uid=name.uid)) if name else []
        if not history:
            raise Http404
        current = self.current_of(history)
        council = self.council
        grounds = current.grounds.select_related("edition_clause")
        return super().get_context_data(
            code=code,
            priority=current,
            words=current.document,
            facts=facts_of(current.document, current.edition.document),
            colour=colour_of(current.theme),
            charter=current.edition.charter,
            is_in_force=self.is_in_force(current),
            scores={
                (line.target or line.outcome)["uid"]: line
                for line in scorecard.of_priorities(
                    council, [current.document], current.edition.charter.area_id
                )
            },
            more_strengths=self.more_strengths(name, current.document),
            was_dropped=self.was_dropped(current),
            grounds=[ground.edition_clause for ground in grounds],
            past=self.wordings(history)[::-1],
            asks=story.asks_of(council, name),
            deliveries=story.deliveries_of(council, name),
            weight=PriorityWeight.objects.of(current.edition.charter)
            .filter(name=name)
            .first(),
            **self.origin_of(name),
            **kwargs,
        )

    @staticmethod
    def origin_of(name) -> dict:
        """Whose priority it was before it was copied, and what became of it there."""
        borrowed = Borrowing.objects.filter(priority__name=name)
        found = borrowed.select_related("origin__edition__charter__council").first()
        if found is None:
            return {}
        origin = found.origin
        return {"origin": origin, "use": commons.uses_of([origin.uid])[origin.uid]}

    def more_strengths(self, name, document) -> list[Asset]:
        """What came into the register for it after these words were frozen."""
        frozen = {one["number"] for one in document.get("strengths", [])}
        found = name.assets.standing().select_related("area", "council")
        return [asset for asset in found if str(asset.number) not in frozen]

    @staticmethod
    def is_in_force(priority) -> bool:
        edition = priority.edition
        return edition.kind == edition.Kind.ADOPTED and edition.charter.is_in_force

    def current_of(self, history):
        """The wording in force; without one the latest that was published."""
        in_force = [one for one in history if self.is_in_force(one)]
        return (in_force or history)[-1]

    def was_dropped(self, priority) -> bool:
        """Whether it belonged to a charter that is no longer in force."""
        edition = priority.edition
        return edition.kind == edition.Kind.ADOPTED and not edition.charter.is_in_force

    @staticmethod
    def wordings(history) -> list[Wording]:
        """The history without the editions that changed nothing in it."""
        found: list[Wording] = []
        for priority in history:
            before = found[-1].priority if found else None
            if before is None or before.document != priority.document:
                found.append(Wording(priority, before))
        return found
