"""The rounds of Eastfield: one that is answered, one that is open today."""

import hashlib

from charters.models import Charter
from consultation import campaigns, statement
from consultation.models import (
    Acknowledgement,
    Assignment,
    CodeFrame,
    Comment,
    Question,
    Reading,
    Response,
    Round,
)
from consultation.notifications import NEWS, topic_of
from consultation.parcels import Content, Remark, Sender, Signed
from consultation.planning import closes_at, opens_at, plan_consultation
from consultation.submission import submit
from portal.demo import answering, preparation, texts, voices
from portal.demo.charter import reword
from portal.demo.days import Story
from portal.demo.people import Cast
from records import followers
from records.models import ModerationReview
from records.moderation import Verdict

KINDS = {
    "live_here": Response.Kind.LIVES_HERE,
    "work_here": Response.Kind.WORKS_HERE,
    "business": Response.Kind.BUSINESS,
    "group": Response.Kind.COMMUNITY,
}


def consult(story: Story, charter: Charter, cast: Cast) -> Round:
    """Eight weeks of listening, then reading, answering and changing the text."""
    with story.on(-385):
        preparation.enter_fair_week(charter.council, story, by=cast.dara)
        round = plan(
            charter,
            "What should our contracts do for Eastfield?",
            slug="first-charter",
            opens_on=story.date(-371),
            closes_on=story.date(-322),
            decision_on=story.date(-279),
            questions=voices.FIRST_QUESTIONS,
            by=cast.dara,
        )
        answering.load_profile(round, by=cast.dara)
    amend(story, round, cast)
    listen(story, round, cast)
    answer(story, round, cast)
    return round


def amend(story: Story, round: Round, cast: Cast) -> None:
    """A misprint is put right, and the time that post lost is given back."""
    with story.on(-352):
        clause = round.edition.clauses.order_by("position").first()
        round.correct(texts.ERRATUM, clause=clause, by=cast.dara)
    with story.on(-340):
        round.extend(closes_at(story.date(-315)), texts.EXTENSION, by=cast.dara)


def plan(
    charter, title, *, slug, opens_on, closes_on, decision_on, by, questions=()
) -> Round:
    """A round with all that a fair consultation must say, announced."""
    consultation = plan_consultation(
        charter, title, slug=slug, by=by, decision_on=decision_on, **texts.CONSULTATION
    )
    round = consultation.rounds.get()
    round.set_dates(
        opens_at(opens_on),
        closes_at(closes_on),
        results_by_on=decision_on,
        calendar_reason=texts.HOLIDAYS,
        late_rule=texts.LATE_RULE,
        by=by,
    )
    ask(round, questions, by=by)
    preparation.prepare(consultation, by=by)
    preparation.make_formats(round, by=by)
    preparation.sign_what_is_unusual(round, by=by)
    round.schedule(by=by)
    return round


def ask(round: Round, questions, *, by) -> None:
    """Questions beside the text; one may follow from an answer to an earlier one."""
    for wording, kind, options, after, only_if in questions:
        Question.ask(
            round,
            wording=wording,
            kind=kind,
            own_options=options,
            of_priorities=kind == Question.Kind.POINTS,
            only_after=round.questions.get(number=after) if after else None,
            only_if=only_if,
            by=by,
        )


def listen(story: Story, round: Round, cast: Cast) -> None:
    """Everything that arrived: singly, as a campaign, as a petition, on paper, late."""
    for number, voice in enumerate(voices.VOICES):
        with story.on(-368 + number * 2, hour=8 + number % 12, minute=number):
            speak(round, voice)
    tick(story, round)
    for number, words in enumerate(voices.CAMPAIGN):
        with story.on(-330, hour=19, minute=number * 3):
            send(round, words, KINDS["live_here"], ward="Northgate")
    words, signatures = voices.PETITION
    with story.on(-325):
        signed = Signed(signatures + 6, duplicates=6, in_area=signatures - 20)
        send(round, words, KINDS["group"], ward="Harbour", signed=signed)
    with story.on(-324, hour=23):
        send(round, voices.ABUSE, KINDS["live_here"])
    with story.on(-320):
        send(round, voices.WITH_DETAILS, KINDS["live_here"], ward="Millfield")
    with story.on(-319):
        answering.share_points(round, by=cast.dara)
    with story.on(-311):
        send(
            round,
            voices.LATE_LETTER,
            KINDS["live_here"],
            ward="Priory",
            channel=Response.Channel.PAPER,
            entered_by=cast.dara,
        )


def tick(story: Story, round: Round) -> None:
    """People who only answer the questions, all on one day at the library."""
    with story.on(-332, hour=14):
        for group, (people, values, kind, ward) in enumerate(voices.FIRST_ANSWERS):
            sender = Sender(kind=KINDS[kind], area=ward_of(round, ward))
            for number in range(people):
                key = key_of(round, f"answers {group} {number}")
                answer_only(round, values, sender, key)


def answer_only(round: Round, values: dict, sender: Sender, key: str) -> None:
    questions = {question.number: question for question in round.questions.all()}
    answers = {questions[number]: value for number, value in values.items()}
    submit(round, Content(answers=answers), sender, idempotency_key=key)


def speak(round: Round, voice: tuple) -> None:
    about, stance, words, wanted, kind, ward, name = voice
    remark = Remark(
        words, stance=stance, wanted_change=wanted, **subject_of(round.edition, about)
    )
    sender = Sender(
        kind=KINDS[kind], area=ward_of(round, ward), name=name, show_name=bool(name)
    )
    submit(round, [remark], sender, idempotency_key=key_of(round, words))


def reply(round: Round, values: dict, words: str) -> None:
    """Answers to the questions, the last one in the sender's own words."""
    questions = {question.number: question for question in round.questions.in_order()}
    content = Content(
        remarks=[Remark(words, question=questions[2])] if words else [],
        answers={questions[number]: value for number, value in values.items()},
    )
    sender = Sender(kind=Response.Kind.LIVES_HERE)
    key = key_of(round, f"{words}{sorted(values)}")
    submit(round, content, sender, idempotency_key=key)


def subject_of(edition, about: str) -> dict:
    """The paragraph "section:position" or the priority "P1" of an edition."""
    if ":" not in about:
        return {"priority": edition.priorities.get(code=about)}
    section, position = about.split(":")
    clauses = edition.clauses.filter(section_key=section).order_by("pk")
    return {"clause": clauses[int(position) - 1]}


def send(round: Round, words: str, kind, *, ward="", **more) -> None:
    """A remark about the whole charter."""
    sender = Sender(kind=kind, area=ward_of(round, ward))
    key = key_of(round, words)
    content = Content(remarks=[Remark(words)], signed=more.pop("signed", None))
    submit(round, content, sender, idempotency_key=key, **more)


def ward_of(round: Round, name: str):
    return round.council.areas.get(name=name) if name else None


def key_of(round: Round, words: str) -> str:
    return hashlib.sha256(f"{round.uid}:{words}".encode()).hexdigest()


def answer(story: Story, round: Round, cast: Cast) -> None:
    """Mona checks, Dara groups and answers, and the changed words are cited."""
    with story.on(-305):
        decide_late(round, cast)
        moderate(round, cast.mona)
    with story.on(-303):
        review_once(round, cast)
    with story.on(-300):
        reword(round.charter, cast)
    with story.on(-299):
        confirm_campaign(round, cast)
    with story.on(-298):
        dispose(round, cast)
    with story.on(-297):
        check_grouping(round, cast)
    with story.on(-295):
        round.analyse(by=cast.dara)
    with story.on(-293):
        preparation.sign_results(round, by=cast.dara)
        round.report(by=cast.dara)
    with story.on(-290):
        preparation.weigh_again(round, by=cast.dara)
        round.conclude(by=cast.dara)
        round.charter.refresh_from_db()
    with story.on(-288):
        read_pack(round, by=cast.amal)


def decide_late(round: Round, cast: Cast) -> None:
    """One letter came late and is considered all the same."""
    for late in round.responses.to_decide():
        late.decide_late(
            True, "It was posted in time and nothing was analysed yet.", by=cast.dara
        )


def moderate(round: Round, moderator) -> None:
    """Publish, publish without personal details, or withhold with the reason."""
    for comment in round.comments.order_by("pk"):
        if comment.text == voices.ABUSE:
            comment.withhold(Comment.Reason.ABUSE, by=moderator)
        elif comment.text == voices.WITH_DETAILS:
            start = comment.text.index("Mrs Hale")
            end = comment.text.index(", she")
            comment.publish_in_part(
                [(start, end, Comment.Reason.PERSONAL)], by=moderator
            )
        else:
            comment.publish(by=moderator)


def review_once(round: Round, cast: Cast) -> None:
    """The sender of the abusive comment asks again; another officer lets it stand."""
    withheld = round.comments.get(text=voices.ABUSE)
    review = ModerationReview.ask(withheld, "I am only saying what everybody thinks.")
    review.settle(
        Verdict("withheld", reason=Comment.Reason.ABUSE),
        "The second half is a threat. You may send the first half again by post.",
        by=cast.max,
    )


def confirm_campaign(round: Round, cast: Cast) -> None:
    """Six people used nearly the same words; one of them added a sentence."""
    campaigns.look_for(round, by=cast.dara)
    for campaign in round.campaigns.suggested():
        campaign.confirm("Keep Northgate library open on Saturdays", by=cast.dara)
        campaign.mark_additions_read(by=cast.dara)
    left = round.responses.counted().unread()
    Reading.objects.mark(round, left, by=cast.dara)


def check_grouping(round: Round, cast: Cast) -> None:
    """Dara fixes the list of issues and Mona groups a sample again."""
    frame = CodeFrame.fix(round, by=cast.dara)
    for place, coding in enumerate(frame.codings.select_related("comment")):
        members = coding.comment.memberships.values_list("issue__number", flat=True)
        numbers = list(members) if place % 8 else [6]
        coding.code(numbers, by=cast.mona)
    Assignment.give(round, "whole", "", "The whole charter", cast.mona, by=cast.dara)


def read_pack(round: Round, *, by) -> None:
    """Whoever decides reads every point before the charter is submitted."""
    built = statement.build(round, by=by)
    numbers = [issue["number"] for issue in built.content["issues"]]
    Acknowledgement.give(built, numbers, by=by)


def dispose(round: Round, cast: Cast) -> None:
    """Group what makes one point, decide about it, and cite the changed words."""
    changes = list(round.charter.changes.since_last_consultation())
    loose = list(round.comments.order_by("pk"))
    for title, heard, decision, reason, words, section in voices.ISSUES:
        mine = [one for one in loose if _makes(one, words)]
        loose = [one for one in loose if one not in mine]
        issue = round.raise_issue(title, heard, by=cast.dara)
        issue.gather(mine, by=cast.dara)
        issue.dispose(decision, reason, by=cast.dara)
        if section:
            heading = round.charter.sections.get(key=section).heading
            cited = next(one for one in changes if one.section == heading)
            issue.cite(cited, by=cast.dara)


def _makes(comment: Comment, words: list[str]) -> bool:
    """Whether a comment makes the point. The last issue takes all that is left."""
    text = comment.text.lower()
    return not words or any(word.lower() in text for word in words)


def gather_followers(round: Round) -> None:
    """Two people hear of every consultation, one only of this one."""
    council = round.council
    for name, topic in (
        ("fay", NEWS),
        ("idris", NEWS),
        ("noor", topic_of(round)),
    ):
        token = followers.ask(council, f"{name}@residents.example", [topic])
        followers.confirm(council, token)


def consult_again(story: Story, adopted: Charter, cast: Cast) -> Round:
    """A revision of the charter, in consultation today."""
    with story.on(-30):
        charter = adopted.revise(by=cast.dara, starts_on=story.date(120))
        section = charter.sections.get(key="how-we-will-check")
        section.add_clause(
            "Each year we ask residents of every ward whether they noticed what was "
            "promised, and publish the answer beside the supplier's own.",
            by=cast.dara,
            is_open=True,
        )
        for section in charter.sections.all():
            section.mark_complete(by=cast.dara)
    with story.on(-20):
        round = plan(
            charter,
            "Should we ask every ward whether promises were felt?",
            slug="charter-review",
            opens_on=story.date(-14),
            closes_on=story.date(44),
            decision_on=story.date(110),
            questions=voices.QUESTIONS,
            by=cast.dara,
        )
    with story.on(-19):
        gather_followers(round)
    fresh = [
        ("how-we-will-check:3", "agree", "Yes. Ask us on the doorstep, not only online.", "", "live_here", "Harbour", ""),
        ("how-we-will-check:3", "agree_in_part", "Once a year is too late. Ask after each milestone.", "Ask after each milestone.", "group", "Northgate", "Northgate Residents"),
        ("P1", "agree", "My daughter is one of the apprentices. It works.", "", "live_here", "Harbour", ""),
        ("how-we-will-buy:1", "agree_in_part", "What counts as work in people's homes? Say whether repairs are in.", "", "business", "Market", ""),
    ]  # fmt: skip
    for number, voice in enumerate(fresh):
        with story.on(-12 + number * 3, hour=9 + number):
            speak(round, voice)
    for number, (values, words) in enumerate(voices.ANSWERS):
        with story.on(-9 + number, hour=14):
            reply(round, values, words)
    answering.come_otherwise(story, round, cast)
    answering.look_who_is_missing(story, round, cast)
    with story.on(-2):
        round.comments.order_by("pk").first().publish(by=cast.mona)
    return round
