"""Two contracts: promises kept, late and delivered on paper only, and broken ones."""

import uuid
from decimal import Decimal

from audit.tasks import sweep
from contracts import break_clauses
from contracts.models import (
    Contract,
    Evidence,
    Milestone,
    RemedyStep,
    ResidentCheck,
    Stakeholder,
)
from contracts.signing import USUAL_CLAUSE, sign
from portal.demo.days import Story
from portal.demo.people import Cast
from tenders.models import Tender

# measure: [(day, amount, what happened, accepted)]
REPORTS = {
    "SV-APP-05": [
        (-130, 2, "Two apprentices from Harbour finished their first year.", 2),
        (-65, 4, "Four more finished. One has a job with us.", 4),
    ],
    "SV-PIP-02": [(-100, 96, "Sessions ran each week but in the exam weeks.", 96)],
    "SV-VOL-02": [(-35, 300, "41 homes were draught-proofed on nine days.", 300)],
    "SV-PAY-01": [(-150, 100, "All staff and sub-contractors, checked in June.", None)],
}
# measure: (how many residents said yes to all three questions, how many said no)
FELT = {"SV-APP-05": (5, 1), "SV-VOL-02": (1, 5)}

TOUCHED = [
    {
        "name": "Tenants in Millfield and Harbour",
        "effect": Stakeholder.Effect.GAINS,
        "how_reached": "Two evenings at the Tool Library",
        "how_many": 38,
        "what_they_said": "Come on the day you said, and tell us when you cannot.",
    },
    {
        "name": "Garden firms that worked here before",
        "effect": Stakeholder.Effect.HARMED,
        "how_reached": "Letters to four firms, two calls",
        "how_many": 3,
        "what_they_said": "We lost a third of our work. Let us do part of it.",
    },
]


def deliver(story: Story, tender: Tender, cast: Cast) -> Contract:
    """Sign, report, check, ask residents, re-evaluate and take the first remedies."""
    contract = form(story, tender)
    with story.on(-202):
        sign_contract(story, contract, cast)
    with story.on(-195):
        for words in TOUCHED:
            Stakeholder.add(contract, by=cast.cleo, **words)
    report(story, contract, cast)
    ask_residents(story, contract)
    re_evaluate(story, contract, cast)
    return contract


def break_off(story: Story, tender: Tender, cast: Cast) -> Contract:
    """Fenland reports nothing; the break clause is reached, and used."""
    contract = form(story, tender)
    with story.on(-202):
        sign(
            contract,
            by=cast.cleo,
            starts_on=story.date(-200),
            ends_on=story.date(895),
            owner=cast.cleo,
            supplier_contact=cast.sam,
            re_evaluate_on=story.date(-130),
            break_wording=str(USUAL_CLAUSE),
        )
    with story.on(-130):
        review = contract.re_evaluations.get()
        review.open(by=cast.cleo)
        for finding in review.findings.all():
            finding.rate(finding.suggested, by=cast.cleo)
        review.conclude(
            "Nothing was reported and nobody at the school has met a manager.",
            by=cast.cleo,
        )
    with story.on(-80):
        contract = Contract.objects.with_parties().get(pk=contract.pk)
        notice = break_clauses.propose(
            contract,
            "No promise was kept, and the time to put things right has passed.",
            by=cast.cleo,
        )
    with story.on(-78):
        notice.give(by=cast.max)
    with story.on(-40):
        notice.exercise(by=cast.cleo)
    return contract


def form(story: Story, tender: Tender) -> Contract:
    """The contract that the award has formed, as soon as the outbox was told."""
    with story.on(-214):
        sweep()
        return Contract.objects.get(tender=tender)


def sign_contract(story: Story, contract: Contract, cast: Cast) -> None:
    sign(
        contract,
        by=cast.cleo,
        starts_on=story.date(-200),
        ends_on=story.date(895),
        owner=cast.cleo,
        supplier_contact=cast.sol,
        re_evaluate_on=story.date(-25),
        break_wording=str(USUAL_CLAUSE),
    )
    apprentices = contract.commitments.get(metric__code="SV-APP-05")
    apprentices.add_milestone(
        "The first two apprentices have finished a year",
        level=Decimal(2),
        due_on=story.date(-120),
        by=cast.cleo,
    )


def report(story: Story, contract: Contract, cast: Cast) -> None:
    """Sol reports; Cleo accepts what the proof shows. Some is still to be checked."""
    for code, reports in REPORTS.items():
        for day, amount, what_happened, accepted in reports:
            with story.on(day):
                milestone = next_milestone(contract, code)
                evidence = Evidence.submit(
                    milestone,
                    amount=Decimal(amount),
                    story=what_happened,
                    happened_on=story.date(day - 1),
                    by=cast.sol,
                )
            if accepted is not None:
                with story.on(day + 4):
                    evidence.accept(by=cast.cleo)


def next_milestone(contract: Contract, code: str) -> Milestone:
    milestones = Milestone.objects.of_contract(contract).open()
    return milestones.filter(commitment__metric__code=code).order_by("due_on").first()


def ask_residents(story: Story, contract: Contract) -> None:
    """People who live there say whether it happened, was noticed and helped."""
    for code, (yes, no) in FELT.items():
        milestone = (
            Milestone.objects.of_contract(contract)
            .filter(commitment__metric__code=code)
            .order_by("-due_on")
            .first()
        )
        with story.on(-28, hour=18):
            for number in range(yes + no):
                reply = "yes" if number < yes else "no"
                ResidentCheck.answer(
                    milestone,
                    happened=reply if code == "SV-APP-05" else "yes",
                    noticed=reply,
                    helped=reply,
                    key=uuid.uuid4(),
                )


def re_evaluate(story: Story, contract: Contract, cast: Cast) -> None:
    """Both sides look at each promise; the mentoring that fell short gets a plan."""
    with story.on(-24):
        review = contract.re_evaluations.get()
        review.open(by=cast.cleo)
        for finding in review.findings.all():
            finding.rate(finding.suggested, by=cast.cleo)
        review.conclude(
            "Apprenticeships are ahead. Mentoring is behind, and the planting beside the "
            "health centre has not begun. Draught-proofing was done, but most who "
            "answered did not feel it.",
            by=cast.cleo,
            next_on=story.date(150),
        )
    contract.refresh_from_db()
    with story.on(-20):
        planting = contract.commitments.get(metric__code="SV-NAT-01")
        RemedyStep.take(
            planting,
            "reminder",
            "Nothing has been planted since the milestone passed.",
            by=cast.cleo,
        )
