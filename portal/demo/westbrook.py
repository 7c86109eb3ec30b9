"""Westbrook, the next council: a small charter of its own, so that nothing mixes."""

import datetime as dt
from decimal import Decimal

from charters.models import Charter
from portal.demo import preparation
from portal.demo.charter import add_fact, add_priority
from portal.demo.consultation import moderate, plan, read_pack, send
from portal.demo.days import Story
from portal.demo.people import Cast

WORDS = {
    "our-place": "Westbrook has 61,000 people on two sides of the river, a weaving "
    "history and a hospital that one in nine of us works for.",
    "our-vision-and-goals": "By 2030, what the council buys helps people to care for "
    "each other and for the river.",
    "what-people-told-us": "We asked at the weavers' fair and by letter. 96 people "
    "answered.",
    "where-offers-are-best-aimed": "Offers help most in Bridge and Weavers wards.",
    "how-we-will-buy": "This charter applies to each contract worth £75,000 or more.",
    "how-we-will-check": "We ask for proof twice a year and publish it.",
    "how-we-will-review-this-charter": "We look at it again after three years.",
}
EVIDENCE = (
    "1 in 8 adults in Westbrook cares for somebody without pay",
    Decimal("12.5"),
    "% of adults",
    "Westbrook carers' survey",
    "",
    600,
    [],
    ["our-place:1"],
)
PRIORITY = {
    "title": "Time for carers",
    "statement": "People who care for someone get a regular break, helped by those "
    "whom we pay.",
    "why": "1 in 8 adults in Westbrook cares for somebody without pay.",
    "who_benefits": "Unpaid carers in all wards.",
    "theme": "health",
    "places": [],
    "rests_on": ["our-place:1"],
    "evidence": [1],
    "builds_on": "The carers' circle that meets in the weavers' hall.",
    "offer_micro": "An afternoon's company for one family each month.",
    "offer_sme": "Paid time for your staff to stand in for a carer.",
    "offer_large": "A room, a minibus and somebody to run a weekly break.",
    "felt_key": "helped",
    "owner": "Head of Adult Care",
    "easy_read": "Some people feel alone.\nFirms that work for us must help people to meet.",
    "outcome": "600 carers have a break each month by 2030",
    "metric": "SV-VOL-01",
    "baseline": Decimal(0),
    "level": Decimal(7200),
}


def tell_westbrook(story: Story, cast: Cast) -> Charter:
    """A charter drafted by Olu, consulted on, and adopted by Wren."""
    with story.on(-330):
        charter = Charter.start(
            cast.westbrook,
            title="Westbrook Community Value Charter",
            summary="What Westbrook asks of everyone whom it pays, in one priority.",
            starts_on=story.date(-199),
            ends_on=dt.date(story.date(-199).year + 4, 12, 31),
            by=cast.olu,
        )
        for section in charter.sections.all():
            section.add_clause(
                WORDS[section.key], by=cast.olu, is_open=section.key == "our-place"
            )
            section.mark_complete(by=cast.olu)
        add_fact(charter, EVIDENCE, story, by=cast.olu)
        add_priority(charter, PRIORITY, story.date(-340), by=cast.olu)
    with story.on(-320):
        round = plan(
            charter,
            "A charter for Westbrook",
            slug="westbrook-charter",
            opens_on=story.date(-310),
            closes_on=story.date(-254),
            decision_on=story.date(-200),
            by=cast.olu,
        )
    with story.on(-300):
        send(round, "Carers need this more than another report.", "lives_here")
    with story.on(-240):
        moderate(round, cast.olu)
        issue = round.raise_issue("Support", "One person agreed.", by=cast.olu)
        issue.gather(round.comments.all(), by=cast.olu)
        issue.dispose("answered", "Thank you.", by=cast.olu)
        round.analyse(by=cast.olu)
        preparation.sign_results(round, by=cast.olu)
        round.report(by=cast.olu)
        preparation.weigh_again(round, by=cast.olu)
        round.conclude(by=cast.olu)
    charter.refresh_from_db()
    with story.on(-215):
        read_pack(round, by=cast.wren)
    with story.on(-210):
        charter.submit(by=cast.olu, approver=cast.wren)
    with story.on(-200):
        charter.adopt(by=cast.wren, minute="Council minute 12")
    return charter
