"""Eastfield's charter: drafted, consulted on, changed and adopted."""

import datetime as dt

from audit import clock
from charters.models import (
    Charter,
    Clause,
    Endorsement,
    EqualityAnalysis,
    Fact,
    GatewayAdvice,
    Indicator,
    IndicatorValue,
    Priority,
    TimetableStep,
)
from metrics.models import DatedRule, Metric
from metrics.nations import profile_of
from portal.demo import texts
from portal.demo.days import Story
from portal.demo.people import Cast
from portal.demo.reasons import give_reasons

WORDS = (
    *("title", "statement", "why", "who_benefits", "theme", "builds_on"),
    *("offer_micro", "offer_sme", "offer_large", "felt_key", "owner"),
    "easy_read",
)


def draft(story: Story, cast: Cast) -> Charter:
    """Dara starts from the Local Plan outline and writes five priorities."""
    year = story.date(-280).year
    with story.on(-400):
        charter = Charter.start(
            cast.eastfield,
            title=f"Eastfield Community Value Charter {year} to {year + 4}",
            summary=texts.SUMMARY,
            starts_on=story.date(-279),
            ends_on=dt.date(year + 4, 12, 31),
            by=cast.dara,
        )
        for section in charter.sections.all():
            for words, is_open in texts.SECTIONS[section.key]:
                section.add_clause(words, by=cast.dara, is_open=is_open)
            section.mark_complete(by=cast.dara)
    with story.on(-395):
        for claim in texts.EVIDENCE:
            add_fact(charter, claim, story, by=cast.dara)
        for words in texts.PRIORITIES:
            add_priority(charter, words, story.date(-430), by=cast.dara)
        give_reasons(charter, cast, paragraph)
    return charter


def add_priority(
    charter: Charter, words: dict, baseline_on: dt.date, *, by
) -> Priority:
    """One priority with its outcome and the target on a measure."""
    areas = charter.council.areas.filter(name__in=words["places"])
    bank = DatedRule.objects.value("felt_questions")["questions"]
    questions = {question["key"]: question["text"] for question in bank}
    priority = Priority.add(
        charter,
        by=by,
        areas=areas,
        rests_on=[paragraph(charter, place) for place in words["rests_on"]],
        assets=charter.council.assets.filter(name__in=words.get("strengths", [])),
        facts=charter.facts.filter(number__in=words["evidence"]),
        felt_question=questions[words["felt_key"]],
        review_on=clock.add_months(charter.starts_on, 18),
        **{name: words[name] for name in WORDS},
    )
    outcome = priority.add_outcome(words["outcome"], by=by)
    if numbers := words.get("numbers"):
        Indicator.set_for(
            outcome,
            baseline_on=baseline_on,
            due_on=charter.ends_on,
            by=by,
            **numbers,
        )
    outcome.add_target(
        Metric.objects.get(code=words["metric"], council=None),
        level=words["level"],
        due_on=charter.ends_on,
        baseline=words["baseline"],
        baseline_on=baseline_on,
        by=by,
    )
    return priority


def add_fact(charter: Charter, claim: tuple, story: Story, *, by) -> Fact:
    """One piece of evidence, with the paragraphs that it explains."""
    words, figure, unit, source, url, days, places, explains = claim
    return Fact.add(
        charter,
        by=by,
        claim=words,
        figure=figure,
        unit=unit,
        source=source,
        url=url,
        data_on=story.date(-days),
        areas=charter.council.areas.filter(name__in=places),
        clauses=[paragraph(charter, place) for place in explains],
    )


def paragraph(charter: Charter, place: str) -> Clause:
    """The paragraph at "section:position"."""
    key, position = place.split(":")
    return charter.sections.get(key=key).clauses.all()[int(position) - 1]


def reword(charter: Charter, cast: Cast) -> None:
    """Write down what the council changed after it had listened."""
    for key, before, after in texts.REWORDED:
        section = charter.sections.get(key=key)
        clause = next(one for one in section.clauses.all() if before in one.text)
        clause.reword(clause.text.replace(before, after), by=cast.dara)


def decide(story: Story, charter: Charter, cast: Cast) -> None:
    """Dara submits, Amal reads and adopts."""
    keep_record(story, charter, cast)
    with story.on(-285):
        charter.submit(
            by=cast.dara,
            approver=cast.amal,
            decide_by=story.date(-278),
            risks="Few small firms may bid at first: we hold two open mornings.",
            note="All 6 issues have an answer. Three paragraphs changed.",
        )
    with story.on(-280):
        charter.adopt(by=cast.amal, minute="Cabinet minute 47")
    be_endorsed(story, charter, cast)
    with story.on(-60):
        homes = Indicator.objects.get(
            outcome__priority__charter=charter, words__contains="fuel poverty"
        )
        IndicatorValue.write_down(
            charter.council,
            homes.outcome.uid,
            10888,
            seen_on=story.date(-90),
            source="Eastfield housing condition survey",
            by=cast.dara,
        )


def be_endorsed(story: Story, charter: Charter, cast: Cast) -> None:
    """The national body returns a priority first, then sets one condition."""
    body = profile_of(charter.council).endorser
    with story.on(-272):
        endorsement = Endorsement.seek(
            charter, body, "Adopted after 40 days of consultation.", by=cast.dara
        )
    with story.on(-262):
        second = endorsement.edition.priorities.get(code="P2")
        endorsement.remark(second.uid, "Say who counts, and how often.", by=cast.nat)
        endorsement.decide(Endorsement.Status.RETURNED, "", by=cast.nat)
    with story.on(-255):
        endorsement.submit_again(
            "The measure says it: the housing team counts each spring.", by=cast.dara
        )
    with story.on(-246):
        endorsement.decide(
            Endorsement.Status.CONDITIONS,
            "Publish the count for P2 within the first 18 months.",
            by=cast.nat,
        )


def keep_record(story: Story, charter: Charter, cast: Cast) -> None:
    """The public record: a day that moved, advice from next door, equality."""
    with story.on(-300):
        step = TimetableStep.plan(
            charter, "Cabinet decides", story.date(-287), by=cast.dara
        )
        step.move_to(
            story.date(-280),
            "Cabinet meets a week later because of the by-election.",
            by=cast.dara,
        )
        GatewayAdvice.publish(
            charter,
            gateway=GatewayAdvice.Gateway.PEER,
            adviser="Westbrook Council",
            wording="Say who counts apprentices, and name the wards. Both are done now.",
            given_on=story.date(-301),
            by=cast.dara,
        )
        EqualityAnalysis.attach(
            charter,
            EqualityAnalysis.Stage.ADOPTION,
            "Young and older people gain most. Buses end at 6pm, so training for "
            "carers is offered by day too.",
            by=cast.dara,
        )
    with story.on(-280):
        step.mark_done(by=cast.dara)
