"""A charter in the middle of being written, so that every part of writing is seen."""

from charters import commons
from charters.cutting import cuts
from charters.models import Block, Charter, Reviewer, Suggestion, UnsavedWords
from portal.demo.days import Story
from portal.demo.people import Cast

CENTRE = (
    "The town centre reaches from the station to the quay. 23 of 140 shops were empty "
    "in October 2026."
)
REASONS = (
    "People come here to meet, to see the doctor and to catch the bus. They stay away "
    "because nothing is open after six."
)
LAMPS = "It is hard to get here after dark for older people, because the lamps are out."


def begin(story: Story, cast: Cast) -> Charter:
    """Dara starts a charter for the high street; Rae reads it and suggests words."""
    with story.on(-20):
        charter = Charter.start(
            cast.eastfield,
            title="Eastfield town centre charter",
            summary="What public contracts do for the town centre and its people.",
            starts_on=story.date(120),
            ends_on=story.date(120 + 3 * 365),
            outline="town_centre",
            first_words=True,
            slug="town-centre",
            by=cast.dara,
        )
        write(charter, cast)
    with story.on(-12):
        review(story, charter, cast)
    with story.on(-3):
        offer = commons.on_offer(cast.eastfield).first()
        commons.borrow(charter, offer, by=cast.dara)
        leave_half_a_thought(charter, cast)
    return charter


def write(charter: Charter, cast: Cast) -> None:
    """Fill the gaps of two sections, and cut a paragraph in two."""
    centre = charter.sections.get(key="our-town-centre")
    first, second = centre.clauses.all()
    first.reword(CENTRE, by=cast.dara)
    second.reword(REASONS, by=cast.dara)
    second.split(cuts(REASONS)[0].at, by=cast.dara)
    centre.mark_complete(by=cast.dara)
    safe = charter.sections.get(key="getting-here-and-feeling-safe")
    safe.clauses.get().reword(LAMPS, by=cast.dara, is_open=True)


def review(story: Story, charter: Charter, cast: Cast) -> None:
    """One suggestion is taken, one waits for its answer."""
    seat = Reviewer.invite(
        charter,
        cast.rae.email,
        Reviewer.Seat.LIVED,
        due_on=story.date(10),
        by=cast.dara,
    )
    seat.seen(cast.rae)
    safe = charter.sections.get(key="getting-here-and-feeling-safe")
    Suggestion.make(
        seat,
        safe,
        "There is no seat between the station and the market. Some of us need two.",
        reason="I use a stick. Nobody had written this down.",
        by=cast.rae,
    ).accept(by=cast.dara)
    centre = charter.sections.get(key="our-town-centre")
    clause = centre.clauses.last()
    Suggestion.make(
        seat,
        centre,
        "They stay away because nothing is open after six and the last bus has gone.",
        clause=clause,
        reason="The bus is why my neighbours do not come.",
        shows_name=True,
        by=cast.rae,
    )


def leave_half_a_thought(charter: Charter, cast: Cast) -> None:
    """Dara was called away while typing; the words wait for her."""
    section = charter.sections.get(key="local-firms-and-makers")
    UnsavedWords.objects.keep(
        section,
        [Block("Traders told us that they need deliveries before")],
        version=section.version,
        by=cast.dara,
    )
