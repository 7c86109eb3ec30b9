"""Words and measures that councils share: copied with their origin, and how used.

How often a measure is used is known above; each app that knows registers an answer:

    @commons.register
    def tenders(metric_ids): return {pk: {"tenders": 4}}
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.models import Metric, Term

_answers: list[Callable[[list[int]], dict[int, dict[str, int]]]] = []


@dataclass(frozen=True)
class Use:
    """Where a measure is used today, in any council."""

    charters: int = 0
    tenders: int = 0
    promises: int = 0
    kept: int = 0

    def __str__(self):
        if not (self.charters or self.tenders or self.promises):
            return _("not used in a charter or tender yet")
        said = []
        if self.charters:
            words = ngettext("used in %d charter", "used in %d charters", self.charters)
            said.append(words % self.charters)
        if self.tenders:
            words = ngettext(
                "asked for in %d tender", "asked for in %d tenders", self.tenders
            )
            said.append(words % self.tenders)
        if self.promises:
            words = ngettext(
                "%(kept)d of %(all)d promise kept",
                "%(kept)d of %(all)d promises kept",
                self.promises,
            )
            said.append(words % {"kept": self.kept, "all": self.promises})
        return ", ".join(said)


def register(answer):
    """Ask `answer(metric ids)` for numbers of `Use`."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def uses_of(metrics: Iterable[Metric]) -> dict[int, Use]:
    """How measures are used, by primary key; each app is asked once."""
    wanted = [metric.pk for metric in metrics]
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for answer in _answers if wanted else ():
        for pk, numbers in answer(wanted).items():
            found[pk] |= numbers
    return {pk: Use(**found[pk]) for pk in wanted}


def words_elsewhere(council, words: str = ""):
    """What other councils mean by words; adds `copies`, how many took it over."""
    found = Term.objects.current().exclude(council=None).exclude(council=council)
    if words:
        found = found.filter(Q(term__icontains=words) | Q(definition__icontains=words))
    return (
        found.select_related("council")
        .annotate(copies=Count("copied_to__council", distinct=True))
        .order_by("slug", "council__name")
    )


def measures_elsewhere(council, words: str = ""):
    """Other councils' own measures; adds `copies`, how many took it over."""
    found = Metric.objects.approved().exclude(council=None).exclude(council=council)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(definition__icontains=words))
    return (
        found.select_related("council")
        .annotate(copies=Count("copied_to__council", distinct=True))
        .order_by("title", "council__name")
    )


def copiers(user, permission: str, origin) -> list:
    """The councils into which a person may copy what another council has."""
    if not user.is_authenticated or origin is None:
        return []
    councils = type(origin).objects.with_member(user).exclude(pk=origin.pk)
    return [one for one in councils if user.has_perm(permission, one)]
