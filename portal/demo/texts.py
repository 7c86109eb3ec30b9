"""What Eastfield's charter says, before and after people were asked."""

from decimal import Decimal

SUMMARY = (
    "We spend £182 million a year on goods, works and services. This charter says what "
    "that money must do for people and places in Eastfield, besides the job itself. "
    "Whoever bids for a council contract is asked what they will do for these five "
    "priorities, and we publish whether it happened."
)

# key of the outline's section: [(paragraph, open to change)]
SECTIONS = {
    "our-place": [
        (
            "Eastfield is a market and harbour town with 94,000 people in eight wards. "
            "It has strong family firms, a busy volunteer centre and the largest "
            "allotment society in the county.",
            False,
        ),
        (
            "Life is harder than it should be in some streets. In Harbour and Northgate "
            "wards, 1 in 6 young people are NEET. The figure for the whole council is 1 "
            "in 14.",
            True,
        ),
        (
            "Of the £182 million that we spend each year, 31 pence in each pound goes to "
            "firms with fewer than 250 people.",
            False,
        ),
    ],
    "our-vision-and-goals": [
        (
            "By 2030, more of what we buy is made, mended or run by people who live "
            "here, and everyone who works on our contracts earns enough to live on.",
            True,
        ),
        (
            "People can see, in plain words, what each supplier promised and whether it "
            "happened.",
            False,
        ),
    ],
    "what-people-told-us": [
        (
            "Before this draft was written, we held four evening meetings and stood at "
            "the Saturday market. 212 people took part. They asked most often for "
            "apprenticeships, for repair before replacement, and for work that is not "
            "all in the town centre.",
            False,
        ),
    ],
    "where-offers-are-best-aimed": [
        (
            "Offers help most in Harbour, Northgate and Millfield wards, where incomes "
            "are lowest and buses stop at 6pm.",
            True,
        ),
        (
            "Build on what is there: the volunteer centre, the tool library in "
            "Millfield, and the training kitchen at St Anne's Hall.",
            True,
        ),
    ],
    "how-we-will-buy": [
        (
            "This charter applies to each contract worth £100,000 or more. It counts "
            "for at least 20% of the marks.",
            True,
        ),
        (
            "We ask for no more than three promises in a contract under £250,000, so "
            "that small organisations have a fair chance.",
            False,
        ),
    ],
    "how-we-will-check": [
        (
            "A promise counts as kept only when three people say so: the supplier who "
            "made it, an officer who has seen proof, and residents who noticed it.",
            False,
        ),
        (
            "If a promise is not kept, we talk first, then agree a plan, and in the end "
            "can end the contract. Each step is public.",
            False,
        ),
    ],
    "how-we-will-review-this-charter": [
        (
            "We look at this charter again every three years, or sooner if the council's "
            "spending or the needs of a ward change a lot.",
            False,
        ),
    ],
}

# (claim, figure, unit, source, address, how many days before today, places, paragraphs)
EVIDENCE = [
    (
        "1 in 6 people aged 16 to 24 in Harbour and Northgate are out of work, school "
        "and training",
        Decimal("16.7"),
        "% of people aged 16 to 24",
        "Eastfield participation survey",
        "https://www.example.org/participation",
        520,
        ["Harbour", "Northgate"],
        ["our-place:2"],
    ),
    (
        "Of 40 apprentices who began on our contracts in a year, 19 finished",
        Decimal(19),
        "apprentices",
        "Contract reports of the council",
        "",
        560,
        [],
        [],
    ),
    (
        "31 pence in each pound that we spend goes to firms with fewer than 250 people",
        Decimal(31),
        "% of spending",
        "Eastfield spending data",
        "https://www.example.org/spending",
        480,
        [],
        ["our-place:3"],
    ),
    (
        "1,130 households in Millfield and Harbour cannot afford to heat their homes",
        Decimal(1130),
        "households",
        "Eastfield housing condition survey",
        "https://www.example.org/housing",
        610,
        ["Harbour", "Millfield"],
        [],
    ),
    (
        "Half of the homes in Southfields and Northgate are more than ten minutes' walk "
        "from a green place",
        Decimal(50),
        "% of homes",
        "Eastfield open space study",
        "",
        1300,
        ["Northgate", "Southfields"],
        [],
    ),
    (
        "29% of staff on our care and cleaning contracts earn less than the real Living "
        "Wage",
        Decimal(29),
        "% of staff",
        "Questions to suppliers",
        "",
        500,
        [],
        [],
    ),
]

PRIORITIES = [
    {
        "title": "Good local jobs and training",
        "statement": "More young people from Harbour and Northgate start an "
        "apprenticeship on our contracts and finish it.",
        "why": "1 in 6 young people in these two wards are out of work, school and "
        "training. Of 40 apprentices who began on our contracts in 2024, only 19 "
        "finished.",
        "who_benefits": "People aged 16 to 24 in Harbour and Northgate.",
        "theme": "work",
        "places": ["Harbour", "Northgate"],
        "rests_on": ["our-place:2", "where-offers-are-best-aimed:1"],
        "outcome": "90 more young people have finished an apprenticeship by 2030",
        "evidence": [1, 2],
        "strengths": ["St Anne's Hall", "Boat building"],
        "numbers": {
            "words": "apprentices who finish in a year",
            "direction": "more",
            "baseline": Decimal(19),
            "source": "Contract reports of the council",
            "amount": Decimal(30),
        },
        "builds_on": "The training kitchen at St Anne's Hall, and family firms that "
        "have taken on school leavers for generations.",
        "offer_micro": "A week of work experience, or a talk at a school.",
        "offer_sme": "One apprentice from the two wards, with a mentor for a year.",
        "offer_large": "A place for each £1 million of the contract, and bus fares.",
        "felt_key": "work-easier",
        "owner": "Head of Skills and Employment",
        "easy_read": "Some young people here have no job.\n"
        "We want more of them to learn a job near home.\n"
        "Firms that work for us must help them.",
        "metric": "SV-APP-05",
        "baseline": Decimal(19),
        "level": Decimal(90),
    },
    {
        "title": "Room for small organisations",
        "statement": "More of what we spend reaches firms and charities with fewer than "
        "250 people.",
        "why": "Small organisations hire locally and stay. They told us that our tenders "
        "are long and pay late.",
        "who_benefits": "Small firms, charities and the people they employ.",
        "theme": "business",
        "places": [],
        "rests_on": ["how-we-will-buy:2"],
        "outcome": "£9 million more a year goes to small organisations by 2030",
        "evidence": [3],
        "builds_on": "1,900 small firms, and a chamber that meets each month.",
        "offer_micro": "A clear price and an honest account of what you can do.",
        "offer_sme": "A share of the work for a firm smaller than yours.",
        "offer_large": "A fifth of the contract to small firms, paid within 14 days.",
        "felt_key": "small-fair",
        "owner": "Head of Procurement",
        "easy_read": "Small firms here want to work for the council.\n"
        "We want to make that easier.\n"
        "More of our money should stay here.",
        "metric": "SV-SCH-01",
        "baseline": Decimal(56000000),
        "level": Decimal(65000000),
    },
    {
        "title": "Homes that are warm to live in",
        "statement": "Work on our buildings and estates leaves fewer households cold in "
        "winter.",
        "why": "1,130 households in Millfield and Harbour cannot afford to heat their "
        "homes.",
        "who_benefits": "Tenants and older people in Millfield and Harbour.",
        "theme": "health",
        "places": ["Harbour", "Millfield"],
        "rests_on": ["how-we-will-buy:1"],
        "outcome": "1,130 fewer households are in fuel poverty by 2030",
        "evidence": [4],
        "strengths": ["Millfield tool library"],
        "numbers": {
            "words": "households in fuel poverty",
            "direction": "fewer",
            "baseline": Decimal(11300),
            "source": "Eastfield housing condition survey",
            "percent": Decimal(10),
        },
        "builds_on": "The tool library in Millfield and its 60 volunteers.",
        "offer_micro": "A Saturday of draught-proofing with the tool library.",
        "offer_sme": "A repair team that checks ten homes for draughts each week.",
        "offer_large": "A warm-homes adviser on each estate where you work.",
        "felt_key": "warm-home",
        "owner": "Head of Housing",
        "easy_read": "Some homes are too cold.\n"
        "People pay too much to heat them.\n"
        "Firms that work for us must help to make homes warm.",
        "metric": "SV-VOL-02",
        "baseline": Decimal(0),
        "level": Decimal(2400),
    },
    {
        "title": "Nature within a short walk",
        "statement": "Every ward has a green place that suppliers help to plant and look "
        "after.",
        "why": "Southfields and Northgate have no green place within a ten-minute walk "
        "for half of their homes.",
        "who_benefits": "Families without a garden, and everyone who walks.",
        "theme": "nature",
        "places": ["Northgate", "Southfields"],
        "rests_on": ["where-offers-are-best-aimed:2"],
        "outcome": "Every home is within ten minutes of a green place by 2030",
        "evidence": [5],
        "strengths": ["Eastfield allotment society", "Priory meadow"],
        "builds_on": "The largest allotment society in the county.",
        "offer_micro": "Plants, tools or a day's work for one green place.",
        "offer_sme": "A team day each season, and care for what was planted.",
        "offer_large": "A green place made, and looked after for ten years.",
        "felt_key": "green-use",
        "owner": "Parks Manager",
        "easy_read": "Green places are good for us.\n"
        "We want more of them close to home.\n"
        "Firms that work for us must help to care for them.",
        "metric": "SV-NAT-01",
        "baseline": Decimal(350),
        "level": Decimal(4000),
    },
    {
        "title": "Paid enough to live on",
        "statement": "Everyone who works on our contracts earns at least the real Living "
        "Wage.",
        "why": "Care and cleaning staff on our contracts told us that they hold two or "
        "three jobs.",
        "who_benefits": "Staff of suppliers and their sub-contractors.",
        "theme": "fairness",
        "places": [],
        "rests_on": ["our-vision-and-goals:1"],
        "outcome": "All contract staff earn the real Living Wage by 2030",
        "evidence": [6],
        "builds_on": "14 local employers who pay the real Living Wage already.",
        "offer_micro": "The real Living Wage from the first day.",
        "offer_sme": "The real Living Wage, and hours that are known a month ahead.",
        "offer_large": "The real Living Wage for all sub-contractors, and proof of it.",
        "felt_key": "pay-enough",
        "owner": "Head of Human Resources",
        "easy_read": "Some people work hard and still have too little money.\n"
        "Firms that work for us must pay fair wages.",
        "metric": "SV-PAY-01",
        "baseline": Decimal(71),
        "level": Decimal(100),
    },
]

# What the council changed after it had listened: (section, words before, words after).
REWORDED = [
    (
        "our-place",
        "1 in 6 young people are NEET",
        "1 in 6 young people are not in work, school or training",
    ),
    (
        "where-offers-are-best-aimed",
        "and buses stop at 6pm",
        "buses stop at 6pm, and getting to training takes an hour",
    ),
    (
        "how-we-will-buy",
        "at least 20% of the marks",
        "at least 20% of the marks, and 25% where the work happens in people's homes",
    ),
]

CONSULTATION = {
    "proposal": "We propose a charter that says what council contracts must do for "
    "Eastfield from 2026 to 2030.",
    "reasons": "Until now, each contract asked for different things, and nobody could "
    "say afterwards what residents got.",
    "options": "We could carry on as before, or use the national model alone. The first "
    "tells nobody anything; the second says nothing about our wards.",
    "effect": "Suppliers would be marked on five priorities. Some contracts may cost a "
    "little more; we expect less than 1%.",
    "still_open": "The priorities, the places where offers are best aimed and the weight "
    "in a tender are still open.",
    "fixed": "That promises are published is decided: the council agreed it in 2025.",
    "decision_maker": "Cabinet",
    "how_used": "We read every response, group what makes the same point, and say what "
    "we did about it. Names are never shown unless you ask us to.",
    "other_ways": "Write to Charter team, Eastfield Hall, EF1 1AA, ring 01632 960123, or "
    "ask at any library for a paper form, large print or Easy Read.",
}

ERRATUM = (
    "The printed leaflet gave the wrong year for the first figure. The year in the "
    "text here is right."
)
EXTENSION = (
    "The printed leaflets reached Northgate and Harbour a week late, so everybody has "
    "a week more."
)
HOLIDAYS = (
    "The round runs for eight weeks, libraries stay open throughout, and a drop-in is "
    "held after each holiday."
)
LATE_RULE = (
    "We keep every late response. We consider it if nothing has been analysed yet, and "
    "say why if we do not."
)
