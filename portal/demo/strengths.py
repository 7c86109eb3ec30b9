"""What is strong in Eastfield already, and what residents propose."""

from charters.models import Asset, PriorityName, Proposal
from portal.demo.days import Story
from portal.demo.people import Cast

# (name, kind, ward, what others can build on)
STRENGTHS = [
    (
        "St Anne's Hall",
        "building",
        "St Anne's",
        "A training kitchen for twelve, free on weekdays until 4pm.",
    ),
    (
        "Millfield tool library",
        "group",
        "Millfield",
        "60 volunteers who lend tools and mend what is broken.",
    ),
    (
        "Eastfield allotment society",
        "group",
        "Southfields",
        "340 plots, and people who know how to grow food.",
    ),
    ("Volunteer centre", "network", "Market", "It finds and trains volunteers."),
    ("Priory meadow", "green", "Priory", "Open to all; the path needs care."),
    ("Boat building", "skill", "Harbour", "Two yards that take learners."),
]


def register(story: Story, cast: Cast) -> None:
    """Dara writes down what the meetings told her."""
    areas = {area.name: area for area in cast.eastfield.areas.all()}
    with story.on(-398):
        for name, kind, ward, about in STRENGTHS:
            Asset.add(
                cast.eastfield,
                by=cast.dara,
                name=name,
                kind=kind,
                area=areas[ward],
                about=about,
            )


def propose(story: Story, cast: Cast) -> None:
    """One proposal became a strength under P4; one waits with much support."""
    areas = {area.name: area for area in cast.eastfield.areas.all()}
    names = PriorityName.objects.for_council(cast.eastfield)
    with story.on(-120):
        orchard = Proposal.receive(
            cast.eastfield,
            kind="asset",
            text="The old hospital orchard in Northgate still bears fruit. A group of "
            "us has the key and would like help.",
            area=areas["Northgate"],
        )
        orchard.publish(cast.mona)
        add_support(orchard, 14)
    with story.on(-100):
        orchard.answer(
            Proposal.Status.TAKEN_UP,
            "Thank you. It is in the register, and suppliers who bid for estate work "
            "can build on it.",
            by=cast.dara,
            asset={
                "name": "Hospital orchard",
                "kind": Asset.Kind.GREEN,
                "area": areas["Northgate"],
                "about": "Forty old fruit trees, and a group with the key.",
                "helps": names.with_code("P4"),
            },
        )
    with story.on(-40):
        swim = Proposal.receive(
            cast.eastfield,
            kind="priority",
            text="Make it a priority that every child here learns to swim. The pool is "
            "half empty before noon.",
        )
        swim.publish(cast.mona)
        add_support(swim, 31)
    with story.on(-3):
        Proposal.receive(
            cast.eastfield,
            kind="measure",
            text="Count how many buses are late, not how many run.",
        )


def add_support(proposal: Proposal, number: int) -> None:
    for person in range(number):
        proposal.support(proposal.voter(f"neighbour{person}@example.org"))
