"""Charters, from just started to in force."""

import datetime as dt

from audit import clock
from charters.models import Charter, Clause, Fact, Priority, Section, Theme
from councils.models import Role
from tests.factories.councils import somebody
from tests.factories.metrics import local_measure

PLACE_TEXT = "One in nine young people here are not in work, school or training."
AIM_TEXT = "Offers are best aimed at Northfield and Millgate, where need is greatest."


def make_charter(council, by=None, **more) -> Charter:
    """A charter that was just started from the national template."""
    by = by or somebody(council, Role.DRAFTER)
    today = clock.today()
    words = {
        "title": f"What {council.name} works for",
        "starts_on": today,
        "ends_on": clock.add_months(today, 48),
    }
    return Charter.start(council, by=by, **(words | more))


def add_fact(charter, by=None, **more) -> Fact:
    """A piece of evidence with its figure, source and date."""
    words = {
        "claim": "1 in 9 young people here are out of work, school and training",
        "figure": 11,
        "unit": "% of people aged 16 to 24",
        "source": "Office for National Statistics",
        "data_on": charter.starts_on - dt.timedelta(days=200),
    }
    return Fact.add(charter, by=by or charter.created_by, **(words | more))


def add_priority(charter, by=None, metric=None, **more) -> Priority:
    """A priority with all its words, one outcome and one target."""
    by = by or charter.created_by
    first = Clause.objects.filter(section__charter=charter).first()
    fact = charter.facts.first() or add_fact(charter, by=by)
    words = {
        "rests_on": [first] if first else [],
        "facts": [fact],
        "title": "Good local jobs",
        "statement": "More young people start an apprenticeship near home.",
        "why": "One in nine young people here are not in work, school or training.",
        "who_benefits": "People aged 16 to 24 who left school without a place.",
        "theme": Theme.WORK,
        "builds_on": "The training kitchen at St Anne's Hall.",
        "offer_micro": "A week of work experience.",
        "offer_sme": "An apprentice, with time to learn.",
        "offer_large": "Ten apprentices, and pay for their bus.",
        "felt_key": "helped",
        "felt_question": "Did it help you, or somebody you know?",
        "owner": "Head of Skills",
        "review_on": charter.starts_on + dt.timedelta(days=365),
    }
    priority = Priority.add(charter, by=by, **(words | more))
    outcome = priority.add_outcome(
        "Young people here find work they can live on", by=by
    )
    outcome.add_target(
        metric or local_measure(charter.council),
        level=60,
        due_on=charter.ends_on - dt.timedelta(days=90),
        baseline=20,
        baseline_on=charter.starts_on - dt.timedelta(days=90),
        by=by,
    )
    return priority


def ready_charter(council, by=None, metric=None, **more) -> Charter:
    """A charter being drafted that nothing keeps from consultation."""
    by = by or somebody(council, Role.DRAFTER)
    words = {
        "outline": "blank",
        "summary": "What public contracts here must do for local people.",
    }
    charter = make_charter(council, by=by, **(words | more))
    place = Section.add(charter, "Our place", by=by)
    place.add_clause(PLACE_TEXT, by=by, is_open=True)
    place.add_clause("Eastfield has 12 wards and 48 community buildings.", by=by)
    aim = Section.add(charter, "Where offers are best aimed", by=by)
    aim.add_clause(AIM_TEXT, by=by, is_open=True)
    for section in charter.sections.all():
        section.mark_complete(by=by)
    add_priority(charter, by=by, metric=metric)
    return charter


def consulting_charter(council, by=None, **more) -> Charter:
    """A charter whose first consultation edition anyone may read."""
    charter = ready_charter(council, by=by, **more)
    by = charter.created_by
    charter.begin_consultation(charter.freeze("consultation", by=by), by=by)
    return charter


def consulted_charter(council, by=None, **more) -> Charter:
    """A charter whose consultation is concluded."""
    charter = consulting_charter(council, by=by, **more)
    charter.conclude_consultation(by=charter.created_by)
    return charter


def reword(charter, text="One in eight young people here are out of work.", by=None):
    """Change the words of the first paragraph."""
    clause = Clause.objects.filter(section__charter=charter).first()
    clause.reword(text, by=by or charter.created_by)
    return clause


def submitted_charter(council, by=None, approver=None, **more) -> Charter:
    """A charter that waits for its approver."""
    charter = consulted_charter(council, by=by, **more)
    author = charter.created_by
    approver = approver or somebody(council, Role.APPROVER, but=author)
    charter.submit(by=author, approver=approver)
    return charter


def adopted_charter(council, by=None, approver=None, **more) -> Charter:
    """A charter in force. Its edition is `charter.adopted_edition`."""
    charter = submitted_charter(council, by=by, approver=approver, **more)
    approver = charter.waiting_approval.approver
    charter.adopt(by=approver, minute="Cabinet, item 7")
    return charter
