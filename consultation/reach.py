"""Who has not been heard yet, while there is still time to ask them."""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from audit import clock
from audit.trail import record
from consultation import equality
from consultation.models import Mandate, ProfileFigure, Response, Round
from consultation.models.equality import NOT_SAID, questions
from councils.models import Council

WARD, SIZE, KIND = "ward", "business_size", "kind"
OPEN = (WARD, KIND, SIZE)
"""Groups that senders tell with their response: their counts are no secret."""
COLUMNS = ("group", "option", "label", "people", "source", "counted_on")
LARGEST_FILE = 1_000_000


@dataclass(frozen=True)
class Gap:
    """One group of people: how many live here, and how many we have heard from.

    `heard` is None when so few answered that the number is hidden.
    """

    group: str
    option: str
    label: str
    people: int | None
    share_of_people: int | None
    heard: int | None
    share_of_heard: int | None

    @property
    def is_missing(self) -> bool:
        """Nobody, too few to show, or less than half of their share."""
        if not self.heard:
            return self.heard == 0 or self.people is not None
        if self.share_of_people is None or self.share_of_heard is None:
            return False
        return self.share_of_heard * 2 < self.share_of_people

    @property
    def sentence(self) -> str:
        """That nobody of the group has replied, in words."""
        if self.group == WARD:
            return _("No response yet from %s ward") % self.label
        if self.group == SIZE:
            return _("No response yet from an organisation with %s") % (
                self.label[0].lower() + self.label[1:]
            )
        return _("No response yet from: %s") % self.label


def by_ward(round: Round) -> list[Gap]:
    """Responses by ward, which each sender chose to tell with the response."""
    heard = dict(
        round.responses.counted()
        .exclude(area=None)
        .values_list("area__code")
        .annotate(Count("pk"))
        .order_by()
    )
    names = dict(round.council.areas.values_list("code", "name"))
    return _gaps(round, WARD, names, heard)


def by_business_size(round: Round) -> list[Gap]:
    """Organisations by size, as they told with the response."""
    sizes = [s for s in Mandate.Size if s != Mandate.Size.NOT_SAID]
    heard = dict(
        Mandate.objects.filter(response__in=round.responses.counted())
        .exclude(size="")
        .values_list("size")
        .annotate(Count("pk"))
        .order_by()
    )
    return _gaps(round, SIZE, {s.value: str(s.label) for s in sizes}, heard)


def by_kind(round: Round) -> list[Gap]:
    """Responses by the kind of sender, as each told with the response."""
    heard = dict(
        round.responses.counted().values_list("kind").annotate(Count("pk")).order_by()
    )
    unsaid = (Response.Kind.OTHER, Response.Kind.NOT_SAID)
    names = {
        kind.value: str(label)
        for kind, label in Response.LABELS.items()
        if kind not in unsaid
    }
    return _gaps(round, KIND, names, heard)


def told_openly(round: Round) -> list[Gap]:
    """Every group that senders tell with their response."""
    return [*by_ward(round), *by_kind(round), *by_business_size(round)]


def top_gaps(round: Round, most: int = 5) -> list[Gap]:
    """Groups of which nobody has replied, from the second week of an open round on."""
    if not round.is_open() or clock.now() < round.opens_at + dt.timedelta(weeks=1):
        return []
    return [gap for gap in told_openly(round) if gap.heard == 0][:most]


def by_equality(round: Round) -> list[tuple[str, list[Gap]]]:
    """The released equality counts beside the census: never the answers themselves."""
    released = round.equality_releases.first()
    found = []
    for asked in questions(round):
        if asked["code"] == WARD:  # told with the response as well, and shown there
            continue
        names = {one["code"]: one["label"] for one in asked["options"]}
        shown = released.shown(asked["code"]) if released else None
        counts = dict(shown.counts) if shown else dict.fromkeys(names)
        counts.pop(NOT_SAID, None)
        total = shown.total if shown else None
        found.append(
            (asked["wording"], _gaps(round, asked["code"], names, counts, total))
        )
    return found


_UNKNOWN = object()


def _gaps(round: Round, group: str, names: dict, heard: dict, base=_UNKNOWN):
    people = dict(
        ProfileFigure.objects.for_council(round.council)
        .filter(group=group)
        .values_list("option", "people")
    )
    everybody = sum(people.values())
    is_hidden = base is not _UNKNOWN
    base = base if is_hidden else sum(heard.values())
    floor = equality.percentage_base()
    return [
        Gap(
            group=group,
            option=option,
            label=label,
            people=people.get(option),
            share_of_people=_percent(people.get(option), everybody, 1),
            heard=heard.get(option) if is_hidden else heard.get(option, 0),
            share_of_heard=_percent(heard.get(option, 0), base, floor),
        )
        for option, label in names.items()
    ]


def _percent(count, base, floor) -> int | None:
    if count is None or not base or base < floor:
        return None
    return round(100 * count / base)


def is_half_way(round: Round) -> bool:
    """Whether half of the time has passed and it is still open."""
    middle = round.opens_at + (round.closes_at - round.opens_at) / 2
    return round.is_open() and clock.now() >= middle


def heard_now(round: Round, group: str, option: str) -> int | None:
    """How many of a group have been heard, or None where that is hidden."""
    gaps = {WARD: by_ward, KIND: by_kind, SIZE: by_business_size}
    if group in gaps:
        found = gaps[group](round)
    else:
        found = [gap for _wording, some in by_equality(round) for gap in some]
        found = [gap for gap in found if gap.group == group]
    return next((gap.heard for gap in found if gap.option == option), None)


@transaction.atomic
def import_profile(council: Council, content: bytes, *, by) -> int:
    """Load how many people of each group live here, in place of earlier figures.

    Either every row is taken or none is. Returns how many figures.
    """
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("The selected file must be smaller than 1MB"))
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise ValidationError(_("The selected file must be a CSV")) from None
    if not rows or set(COLUMNS) - set(rows[0]):
        raise ValidationError(
            _("The first line must name these columns: %s") % ", ".join(COLUMNS)
        )
    figures, problems = [], []
    for number, row in enumerate(rows, start=2):
        figure = ProfileFigure(
            council=council,
            **{name: (row[name] or "").strip() for name in COLUMNS},
        )
        try:
            figure.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as wrong:
            names = ", ".join(sorted(wrong.message_dict))
            problems.append(
                _("Row %(row)s: check %(names)s") % {"row": number, "names": names}
            )
        figures.append(figure)
    keys = {(figure.group, figure.option) for figure in figures}
    if len(keys) < len(figures):
        problems.append(_("Each group and option can stand in one row only"))
    if problems:
        raise ValidationError(problems[:20])
    groups = {figure.group for figure in figures}
    council.profile_figures.filter(group__in=groups).delete()
    ProfileFigure.objects.bulk_create(figures)
    record("council.profile_loaded", council, by=by, data={"figures": len(figures)})
    return len(figures)
