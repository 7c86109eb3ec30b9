"""With whom Eastfield made its charter, and who answers for it."""

from decimal import Decimal

from charters.models import Champion, Charter, CoDesign, Stakeholder, ValueCap
from portal.demo.days import Story
from portal.demo.people import Cast

# (group, what it means for them, how reached, how many, what they said)
GROUPS = [
    (
        "Young people in Harbour and Northgate",
        "gains",
        "Two evenings at the youth club",
        46,
        "A place is no use if the bus stops at 6pm.",
    ),
    (
        "Small firms",
        "delivers",
        "The chamber's breakfast",
        38,
        "Ask for less paper, and pay on time.",
    ),
    (
        "Staff of the present cleaning firm",
        "harmed",
        "A meeting at the depot, with the union",
        21,
        "Tell us early what happens to our hours.",
    ),
    (
        "People without the internet",
        "missed",
        "Paper forms in four libraries",
        54,
        "We were glad to be asked in person.",
    ),
]
# (meeting, days before today, who, how many, what changed)
MEETINGS = [
    (
        "Saturday at the market",
        430,
        "Shoppers, traders and two councillors",
        120,
        "Repair before replacement came into the vision.",
    ),
    (
        "Evening at the youth club",
        420,
        "Young people from Harbour and their youth workers",
        46,
        "Bus fares came into what large firms can offer.",
    ),
]


def write_down(story: Story, charter: Charter, cast: Cast) -> None:
    """Dara writes down whom she met; the charter sets its largest contracts."""
    with story.on(-394):
        for name, effect, how_reached, how_many, said in GROUPS:
            Stakeholder.add(
                charter,
                by=cast.dara,
                name=name,
                effect=effect,
                how_reached=how_reached,
                how_many=how_many,
                what_they_said=said,
            )
        for title, days, who, how_many, changed in MEETINGS:
            CoDesign.add(
                charter,
                by=cast.dara,
                title=title,
                held_on=story.date(-days),
                who=who,
                how_many=how_many,
                changed=changed,
            )
        caps = {"services": Decimal(2_500_000), "goods": Decimal(1_000_000)}
        ValueCap.set_all(charter, caps, by=cast.dara)


def name_champion(story: Story, cast: Cast) -> None:
    """One champion is named; the other seat is still a gap."""
    with story.on(-270):
        champion = Champion.name_one(
            cast.eastfield,
            Champion.Seat.CABINET,
            name="Cllr Miriam Hale",
            post="Cabinet member for fair growth",
            contact="champion@eastfield.example.org",
            by=cast.ada,
        )
    with story.on(-20):
        champion.state(
            "This year nine promises were made and six were kept. Two are late, and we "
            "say why on each page. One contract ended because its promises were broken.",
            by=cast.ada,
        )
