"""Eastfield's opportunities: one awarded long ago, one open for bids today."""

from dataclasses import dataclass
from decimal import Decimal

from charters.models import Charter
from metrics.models import Metric
from portal.demo.days import Story
from portal.demo.people import Cast
from tenders import bids
from tenders.award import award
from tenders.evaluation import agree, declare_interest, mark
from tenders.models import Tender, TenderCoDesign
from tenders.opener_keys import make_opener_key, rehearse
from tenders.opening import open_bids
from tenders.publication import name_openers

# Shown on the demo page, so that visitors can open the bids themselves.
PASSPHRASES = {
    "opal": "harbour lantern quiet maple",
    "otis": "copper kettle seven bridges",
    "orla": "winter orchard paper boats",
}


@dataclass(frozen=True)
class Promised:
    """One promise of a bid in the story."""

    priority: str
    metric: str
    level: int
    due: int
    where: str
    who: str
    method: str
    proof: str


@dataclass(frozen=True)
class Offer:
    """What one organisation bids in the story, and how it is marked."""

    organisation: str
    person: str
    promises: list[Promised]
    answers: dict[str, str]
    score: int


ESTATE_CARE = [
    Offer(
        "Brightwork CIC",
        "sol",
        [
            Promised("P1", "SV-APP-05", 6, -60, "Harbour and Northgate", "people aged 16 to 24 from the two wards", "Two apprentices start each quarter with our site teams. We pay bus fares and keep one mentor for each three.", "College completion letters, with names removed"),
            Promised("P1", "SV-PIP-02", 120, -95, "Harbour Academy", "pupils in years 9 to 11", "Our team leaders give two hours each week in term time.", "Signed session sheets from the school"),
            Promised("P3", "SV-VOL-02", 300, -30, "Millfield and Harbour", "tenants in cold homes", "Our joiners draught-proof homes with the Millfield Tool Library on repair days.", "Job sheets and photographs of finished work"),
            Promised("P4", "SV-NAT-01", 400, -45, "Northgate", "families without a garden", "We plant and water the strip beside the health centre with its users.", "Dated photographs and volunteer sign-in sheets"),
            Promised("P4", "SV-NAT-02", 60, 200, "Northgate and Southfields", "people who walk there", "Trees are chosen with residents and watered for three summers.", "A count by the parks officer after 12 months"),
            Promised("P5", "SV-PAY-01", 100, 8, "all sites", "everyone on the contract", "All staff and sub-contractors are paid the real Living Wage from day one.", "Payroll summary signed by our accountant"),
        ],
        {
            "P1": "We took on 14 young people in three years and 12 finished. The two who left told us why: the bus. So we pay it.",
            "P3": "We know these homes. Draughts are cheap to stop and make the most difference by the first winter.",
            "P4": "Residents choose, we dig, and we come back to water. A tree that dies is replaced at our cost.",
            "P5": "We have paid the real Living Wage since 2019 and ask the same of those who work for us.",
        },
        5,
    ),
    Offer(
        "Fenland Facilities Ltd",
        "sam",
        [
            Promised("P1", "SV-APP-05", 4, 120, "across the county", "apprentices on our national scheme", "Apprentices join our existing scheme.", "Our annual report"),
            Promised("P5", "SV-PAY-01", 90, 30, "all sites", "directly employed staff", "We pay the real Living Wage to our own staff.", "Payroll summary"),
        ],
        {
            "P1": "Our national scheme trains 400 people each year.",
            "P3": "We can offer surplus materials.",
            "P4": "Our grounds teams follow our nature policy.",
            "P5": "Our own staff are covered; sub-contractors are asked to follow.",
        },
        3,
    ),
]  # fmt: skip

WINDOWS = Offer(
    "Fenland Facilities Ltd",
    "sam",
    [
        Promised("P1", "SV-PIP-02", 80, -140, "Northgate", "pupils at Northgate School", "Our managers visit each month.", "Visit reports"),
        Promised("P5", "SV-PAY-01", 100, -150, "all offices", "everyone on the contract", "We pay the real Living Wage to our own staff.", "Payroll summary"),
    ],
    {
        "P1": "Our managers enjoy talking to young people about our trade.",
        "P5": "Pay is checked each quarter by our head office.",
    },
    4,
)  # fmt: skip


def make_keys(story: Story, cast: Cast) -> None:
    """Each opener makes a key with a passphrase of their own."""
    with story.on(-275):
        for name, passphrase in PASSPHRASES.items():
            make_opener_key(
                cast.people[name], cast.eastfield, passphrase, strength="interactive"
            )


def award_estate_care(story: Story, charter: Charter, cast: Cast) -> Tender:
    """From the draft to the award: two bids, opened by Opal and Otis."""
    with story.on(-270):
        tender = draft(
            story,
            charter,
            cast,
            title="Care of estates and green places",
            description="Cleaning, repairs and planting on 14 housing estates and in "
            "the green places between them, for three years.",
            value=Decimal(1450000),
            closes=-235,
            decides=-215,
            starts=-200,
            weights={"P1": None, "P3": None, "P4": None, "P5": 4},
        )
    publish(story, tender, cast, day=-265)
    decide(
        story,
        tender,
        ESTATE_CARE,
        cast,
        reason="Brightwork's promises are for named wards and groups, each with a "
        "proof that we can check. It has the most marks overall.",
    )
    return tender


def award_window_cleaning(story: Story, charter: Charter, cast: Cast) -> Tender:
    """One bid only, and a winner who will not keep what it promised."""
    with story.on(-269):
        tender = draft(
            story,
            charter,
            cast,
            title="Window cleaning of council offices",
            description="Six offices, each quarter, for three years.",
            value=Decimal(120000),
            closes=-235,
            decides=-215,
            starts=-200,
            weights={"P1": None, "P5": None},
        )
    publish(story, tender, cast, day=-264)
    decide(story, tender, [WINDOWS], cast, reason="The only bid, and good enough.")
    return tender


def decide(
    story: Story, tender: Tender, offers: list[Offer], cast: Cast, *, reason: str
) -> None:
    """Bids arrive, are opened by Opal and Otis, marked, and one wins."""
    for number, offer in enumerate(offers):
        with story.on(-240 + number * 3, hour=15):
            bid_for(story, tender, offer, cast)
    with story.on(-234, hour=10):
        open_bids(
            tender, [(cast.people[one], PASSPHRASES[one]) for one in ("opal", "otis")]
        )
    evaluate(story, tender, offers, cast)
    with story.on(-215):
        winner = tender.bids.get(organisation__name=offers[0].organisation)
        award(winner, by=cast.bea, reason=reason)
    tender.refresh_from_db()


def open_library_refit(story: Story, charter: Charter, cast: Cast) -> Tender:
    """An opportunity that suppliers can bid for today, with a draft by Sol."""
    with story.on(-12):
        tender = draft(
            story,
            charter,
            cast,
            title="Refit of Northgate library",
            description="Warm rooms, a study floor and a kitchen for 60 people, built "
            "while the library stays open.",
            value=Decimal(190000),
            closes=21,
            decides=40,
            starts=60,
            weights={"P1": None, "P2": None},
        )
        TenderCoDesign.add(
            tender,
            title="Evening in the library",
            held_on=story.date(-30),
            who="Readers, two schools and the study club",
            how_many=46,
            changed="The kitchen was added, and the library stays open meanwhile.",
            by=cast.bea,
        )
    publish(story, tender, cast, day=-10)
    with story.on(-3):
        bid = bids.start_bid(tender, cast.organisations["Brightwork CIC"], by=cast.sol)
        bids.answer(bid, "P1", "We would train two people from Northgate.", by=cast.sol)
    return tender


def draft(
    story: Story, charter: Charter, cast: Cast, *, title, description, value,
    closes: int, decides: int, starts: int, weights: dict[str, int | None],
) -> Tender:  # fmt: skip
    """A tender citing the charter in force, with its priorities and targets."""
    edition = charter.adopted_edition
    tender = Tender.draft(
        cast.eastfield,
        edition=edition,
        title=title,
        by=cast.bea,
        description=description,
        value=value,
        category=Tender.Category.SERVICES,
        questions_close_at=story.moment(closes - 10, hour=17),
        bids_close_at=story.moment(closes, hour=12),
        decision_on=story.date(decides),
        contract_starts_on=story.date(starts),
        contract_ends_on=story.date(starts + 3 * 365),
    )
    for code, weight in weights.items():
        ask(tender, edition, code, weight, by=cast.bea)
    name_openers(tender, [cast.people[name] for name in PASSPHRASES], by=cast.bea)
    return tender


# What each priority asks for besides the charter's own measure: (measure, full marks).
ALSO_ASKED = {
    "P1": [("SV-APP-05", 6), ("SV-PIP-02", 150)],
    "P2": [("SV-SCH-01", 60000)],
    "P3": [("SV-VOL-02", 300)],
    "P4": [("SV-NAT-01", 400), ("SV-NAT-02", 60)],
    "P5": [("SV-PAY-01", 100)],
}


WEIGHT_REASON = (
    "This work is done by people on site each day, so pay and training count for more "
    "here than in other contracts."
)


def ask(tender: Tender, edition, code: str, weight: int | None, *, by) -> None:
    priority = edition.priorities.get(code=code)
    asked = tender.add_priority(
        priority,
        weight=weight,
        weight_reason=WEIGHT_REASON if weight else "",
        by=by,
    )
    wanted = ALSO_ASKED[code]
    share = Decimal(100) / len(wanted)
    for metric_code, level in wanted:
        metric = Metric.objects.get(code=metric_code, council=None)
        target = priority.targets.filter(metric=metric).first()
        asked.add_metric(metric, level=level, share=share, edition_target=target, by=by)


def publish(story: Story, tender: Tender, cast: Cast, *, day: int) -> None:
    """All three openers rehearse, then Bea publishes."""
    with story.on(day - 1):
        for name, passphrase in PASSPHRASES.items():
            rehearse(tender, cast.people[name], passphrase)
    with story.on(day):
        tender.publish(by=cast.bea)


def bid_for(story: Story, tender: Tender, offer: Offer, cast: Cast) -> None:
    person = cast.people[offer.person]
    bid = bids.start_bid(tender, cast.organisations[offer.organisation], by=person)
    for one in offer.promises:
        bids.add_promise(
            bid,
            by=person,
            priority=one.priority,
            metric=one.metric,
            level=one.level,
            due_on=story.date(one.due),
            where=one.where,
            who_benefits=one.who,
            method=one.method,
            proof=one.proof,
        )
    for code, words in offer.answers.items():
        bids.answer(bid, code, words, by=person)
    bids.declare(bid, by=person)
    bids.seal(bid, by=person)


def evaluate(story: Story, tender: Tender, offers: list[Offer], cast: Cast) -> None:
    """Ivo and Esme declare their interests; Ivo marks, Esme agrees the marks."""
    scores = {offer.organisation: offer.score for offer in offers}
    with story.on(-233):
        tender.refresh_from_db()
        for person in (cast.ivo, cast.esme):
            declare_interest(tender, person, has_interest=False)
        tender.begin_evaluation(by=cast.bea)
    with story.on(-225):
        for bid in tender.bids.in_the_running().select_related("organisation"):
            score = scores[bid.organisation.name]
            for priority in tender.priorities.all():
                reason = (
                    "Named people, named places and a proof that can be checked."
                    if score > 3
                    else "The answer is about the company as a whole, less about here."
                )
                mark(bid, priority, score, reason, by=cast.ivo)
                agree(bid, priority, score, reason, by=cast.esme)
