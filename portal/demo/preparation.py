"""What Eastfield put in place before it asked: papers, people and formats."""

from audit import clock
from consultation import asking_again, holidays, preparing, targets
from consultation.forms.preparing import USUAL
from consultation.models import Consultation, Round
from councils.models import Role

ASKED = {
    "residents": ("Tenants' and residents' panel", "By letter and at their meeting"),
    "business_rates": ("Chamber of trade", "By email and at the breakfast in May"),
    "service_users": ("People on the adult care forum", "In person, with an advocate"),
    "others": ("Parish and town councils next door", "By email"),
    "small_firms": ("Firms on the council's supplier list", "By email, twice"),
    "charities": ("Eastfield Voluntary Action", "At their network meeting"),
    "user_led": ("Harbour Carers", "By email and at their Tuesday group"),
    "public_bodies": ("The health board, the police and the college", "By email"),
    "councillors": ("All 45 councillors", "By email, and at the members' briefing"),
    "protected": ("Equality reference group", "A session with a BSL interpreter"),
}

LEAST = {
    "residents": 20,
    "business_rates": 5,
    "service_users": 1,
    "others": 3,
    "small_firms": 4,
    "charities": 4,
    "protected": 1,
    "user_led": 1,
    "public_bodies": 2,
    "councillors": 3,
}


def prepare(consultation: Consultation, *, by) -> None:
    """Every paper that a round needs before it can be announced."""
    parts = {key: str(words) for key, words in USUAL.items()}
    preparing.publish_privacy_notice(consultation, parts, by=by)
    preparing.assess_data_protection(
        consultation, "done", reference="DPIA 2025/14", by=by
    )
    preparing.add_equality_analysis(
        consultation,
        "opening",
        "People without internet and people who use BSL could be left out. Paper forms "
        "stand in every library and a BSL video is made.",
        by=by,
    )
    rows = [
        {"group": group, "name": name, "way": way}
        for group, (name, way) in ASKED.items()
    ]
    rows.append(
        {
            "group": "large_partners",
            "not_relevant_because": "They are asked in the market talks instead.",
        }
    )
    targets.set_targets(consultation, LEAST, by=by)
    for one in preparing.plan_stakeholders(consultation, rows, by=by)[:4]:
        preparing.note_contact(one, "asked", by=by)


def sign_what_is_unusual(round: Round, *, by) -> None:
    """The story may fall into any season: answer for a poll that happens to be near."""
    if round.opens_before_election():
        reason = "The text was announced long before and takes no side."
        preparing.sign_off(round, "election_opening", reason, by=_signer(round, by))


def sign_results(round: Round, *, by) -> None:
    """Answer for results that happen to come just before a poll."""
    if holidays.election_on(round.council, clock.today()):
        reason = "The results were promised for this day when the round was announced."
        preparing.sign_off(round, "election_results", reason, by=_signer(round, by))


def make_formats(round: Round, *, by) -> None:
    """Easy Read and a BSL video, ready on the first day."""
    for kind, where in (
        ("easy_read", "https://www.eastfield.gov.uk.example/easy-read"),
        ("bsl", "https://www.eastfield.gov.uk.example/bsl"),
        ("large_print", "Ring 01632 960123 and we post it the same day"),
    ):
        made = preparing.promise_format(
            round.consultation,
            kind,
            owner="Communications team",
            due_on=clock.london(round.opens_at).date(),
            by=by,
        )
        preparing.deliver_format(made, where, by=by)


def weigh_again(round: Round, *, by) -> None:
    """The equality analysis after the replies were read."""
    preparing.add_equality_analysis(
        round.consultation,
        "decision",
        "Replies from Harbour name the cost of travel for young people. The priority "
        "now says where help is offered. No other loss was named.",
        by=by,
    )
    weights = dict.fromkeys(asking_again.changes_of(round), "wording")
    if weights:
        reason = "Each change makes a promise clearer. None asks for something else."
        asking_again.weigh(round, weights, is_fundamental=False, reason=reason, by=by)


def enter_fair_week(council, story, *, by) -> None:
    """A week in which the whole town is out."""
    preparing.enter_date(
        council,
        "other",
        "Eastfield fair week",
        story.date(150),
        story.date(156),
        source="The town's calendar of events",
        by=by,
    )


def _signer(round: Round, by):
    officers = round.council.memberships.current()
    found = officers.filter(role=Role.MONITORING_OFFICER).select_related("user").first()
    return found.user if found else by
