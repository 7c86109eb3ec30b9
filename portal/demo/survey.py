"""What residents of Eastfield answered before the charter, and the wave open now."""

import uuid

from charters.models import Charter, ViewSurvey
from portal.demo.days import Story
from portal.demo.people import Cast

AGES = ("16_24", "25_34", "35_49", "50_64", "65_over")
SAID = (
    {"local_area": "fairly", "influence": "tend_not", "belong": "fairly", "noticed": "no"},
    {"local_area": "fairly_not", "influence": "definitely_not", "belong": "fairly"},
    {"local_area": "very", "influence": "tend", "belong": "very", "noticed": "yes"},
    {"local_area": "neither", "influence": "tend_not", "belong": "not_very", "noticed": "no"},
    {"local_area": "fairly_not", "noticed": "no"},
)  # fmt: skip
PEOPLE = 150


def ask_residents(story: Story, charter: Charter, cast: Cast) -> None:
    """One wave that is over, with answers, and one that anybody can answer."""
    areas = list(charter.council.areas.order_by("code"))[:2]
    with story.on(-425):
        before = ViewSurvey.plan(
            charter,
            wave=ViewSurvey.Wave.BEFORE,
            opens_on=story.date(-425),
            closes_on=story.date(-395),
            by=cast.dara,
        )
        for number in range(PEOPLE):
            before.take(
                uuid.uuid4(),
                SAID[number * 7 % len(SAID)],
                area=areas[number % 2],
                age=AGES[number // 7 % len(AGES)],
            )
    with story.on(-10):
        ViewSurvey.plan(
            charter,
            wave=ViewSurvey.Wave.DURING,
            opens_on=story.date(-10),
            closes_on=story.date(50),
            by=cast.dara,
        )
