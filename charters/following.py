"""The topics under which news of a charter, or of a ward, reaches followers."""

from collections.abc import Iterable


def charter_topic(charter) -> str:
    return f"charter:{charter.slug}"


def area_topic(area) -> str:
    return f"area:{area.code}"


def topics_about(charter, places: Iterable[str] = ()) -> list[str]:
    """The topics for news of a charter: its own, and those of the wards it is about.

    `places` narrows it to wards by name. A charter for the whole area, or news that
    names no place, is about each ward.
    """
    areas = list(charter.council.areas.all())
    named = set(places)
    if charter.area_id:
        areas = [area for area in areas if area.pk == charter.area_id]
    elif named:
        areas = [area for area in areas if area.name in named]
    return [charter_topic(charter), *map(area_topic, areas)]
