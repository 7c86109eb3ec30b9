"""What came to the open round by other ways than the website, and who is missing."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from consultation import channels, equality, importing, ledger, reach
from consultation.models import (
    EqualitySheet,
    Outreach,
    Question,
    Reading,
    Response,
    Round,
)
from consultation.parcels import Behalf, Content, Remark, Sender
from consultation.submission import submit
from portal.demo import voices
from portal.demo.days import Story
from portal.demo.people import Cast

LIBRARY_TABLE = """key,received_on,kind,ward,about,stance,comment
1,{day},lives_here,Northgate,P4,agree,More shade by the bus stop.
2,{day},lives_here,Millfield,P3,agree,My windows were done. Thank you.
3,{day},lives_here,Harbour,,,Ask us in the evening. We work in the day.
"""
PEOPLE_BY_WARD = (4100, 3900, 5200, 2800, 4700, 3600)
AGES = {"16_24": 3600, "25_34": 4200, "35_49": 6100, "50_64": 5500, "65_over": 4900}
SHEETS = (
    ("65_over", "female", "white", "yes"),
    ("65_over", "male", "white", "no"),
    ("50_64", "female", "white", "no"),
    ("50_64", "male", "asian", "no"),
    ("35_49", "female", "white", "no"),
)


def come_otherwise(story: Story, round: Round, cast: Cast) -> None:
    """An organisation, a letter in two hands, a table from the library, a bill."""
    with story.on(-10, hour=15):
        behalf = Behalf(
            organisation="Harbour Carers Together",
            show_organisation=True,
            size="micro",
            members=250,
            how_asked="At two meetings in the community hall.",
            is_user_led=True,
        )
        remark = Remark("Carers notice first. Ask us before you ask the supplier.")
        content = Content(remarks=[remark], behalf=behalf)
        sender = Sender(kind=Response.Kind.COMMUNITY, area=ward(round, "Harbour"))
        key = f"demo:{round.uid}:carers"
        submit(round, content, sender, idempotency_key=key)
    with story.on(-7, hour=9) as arrived:
        item = channels.log(
            round, "paper", arrived_at=arrived, about="Letter, one page", by=cast.dara
        )
        letter = channels.key_in(
            round,
            Content(remarks=[Remark("I have no computer. Pleese ring me.")]),
            Sender(kind=Response.Kind.LIVES_HERE, area=ward(round, "Priory")),
            key=f"demo:{round.uid}:letter",
            channel="paper",
            received_at=arrived,
            item=item,
            by=cast.dara,
        ).response
        comment = letter.comments.get()
        read = {comment.reference: {"text": "I have no computer. Please ring me."}}
        letter.keying.compare(read, by=cast.mona)
    with story.on(-6, hour=9) as arrived:
        bill = channels.log(
            round, "paper", arrived_at=arrived, about="Envelope", by=cast.dara
        )
        bill.reject("A bill for the library.", by=cast.dara)
        channels.log(
            round, "phone", arrived_at=arrived, about="Call, to be typed", by=cast.dara
        )
    with story.on(-5):
        table = LIBRARY_TABLE.format(day=story.date(-6).isoformat()).encode()
        upload = SimpleUploadedFile("library-forms.csv", table)
        batch = importing.begin(
            round, upload, "Forms at the library", "paper", by=cast.dara
        )
        batch.confirm(by=cast.dara)
        importing.run(batch)


def share_points(round: Round, *, by) -> None:
    """Forms from two libraries on which people shared out 100 points, and no more."""
    question = round.questions.get(kind=Question.Kind.POINTS)
    for number, (place, points) in enumerate(voices.SHARED):
        sender = Sender(kind=Response.Kind.LIVES_HERE, area=ward(round, place))
        submit(
            round,
            Content(answers={question: points}),
            sender,
            idempotency_key=f"points:{round.uid}:{number}",
            channel=Response.Channel.PAPER,
            entered_by=by,
        )
    Reading.objects.mark(round, round.responses.filter(comments=None), by=by)


def load_profile(round: Round, *, by) -> None:
    reach.import_profile(round.council, profile(round), by=by)


def look_who_is_missing(story: Story, round: Round, cast: Cast) -> None:
    """Who lives here, who answered about themselves, and what was done."""
    with story.on(-4):
        for number in range(24):
            age, sex, group, condition = SHEETS[number % len(SHEETS)]
            answers = {
                "age": age,
                "sex": sex,
                "ethnic_group": group,
                "condition": condition,
            }
            EqualitySheet.fill(round, f"demo:{round.uid}:{number}", answers)
        EqualitySheet.shuffle(round)
        equality.release(round)
    with story.on(-3):
        gap = next(one for one in reach.by_ward(round) if one.heard == 0)
        Outreach.log(
            round,
            group=gap.group,
            option=gap.option,
            label=gap.label,
            what="A stall at the Saturday market, with paper forms and a pen.",
            done_on=story.date(-3),
            before=gap.heard,
            by=cast.dara,
        )
    with story.on(-1, hour=3):
        ledger.reconcile(round)


def profile(round: Round) -> bytes:
    """Made-up figures in the shape of a census table."""
    lines = ["group,option,label,people,source,counted_on"]
    areas = round.council.areas.order_by("code")
    counted = f"Made-up census,{dt.date(2021, 3, 21).isoformat()}"
    for number, area in enumerate(areas):
        people = PEOPLE_BY_WARD[number % len(PEOPLE_BY_WARD)]
        lines.append(f"ward,{area.code},{area.name},{people},{counted}")
    lines += [f"age,{code},{code},{people},{counted}" for code, people in AGES.items()]
    return "\n".join(lines).encode()


def ward(round: Round, name: str):
    return round.council.areas.get(name=name)
