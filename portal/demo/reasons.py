"""Why the paragraphs of Eastfield's charter are there; two of them do not say yet."""

from charters.models import Charter, Source
from portal.demo.people import Cast

# "section:position": (what it rests on, in words)
REASONS = {
    "our-place:1": ("evidence", "Census 2021, and the council's register of groups."),
    "our-place:2": (
        "evidence",
        "Participation figures of young people by ward, Department for Education, "
        "2025.",
    ),
    "our-place:3": ("evidence", "The council's payments over £500 in 2024/25."),
    "our-vision-and-goals:1": ("decision", "Council plan 2025, aim 2."),
    "what-people-told-us:1": (
        "comments",
        "212 people at four evening meetings and on the market.",
    ),
    "where-offers-are-best-aimed:1": (
        "comments",
        "Asked for at the Harbour meeting, because the last bus leaves at 6pm.",
    ),
    "where-offers-are-best-aimed:2": (
        "suggestion",
        "The volunteer centre asked us to name what is already there.",
    ),
    "how-we-will-buy:1": (
        "law",
        "Public Services (Social Value) Act 2012 and Procurement Act 2023.",
    ),
    "how-we-will-buy:2": ("judgement", "What small firms managed in past contracts."),
    "how-we-will-check:1": (
        "comments",
        "“Who checks?” was the question we heard most often.",
    ),
}


def give_reasons(charter: Charter, cast: Cast, paragraph) -> None:
    for place, (kind, words) in REASONS.items():
        Source.give(paragraph(charter, place), kind, words, by=cast.dara)
