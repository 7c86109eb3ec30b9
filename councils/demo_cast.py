"""Who plays in the demonstration, by the part of the story they play."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from councils.models import Role


@dataclass(frozen=True)
class Person:
    """One of the cast: what they are called, which roles they hold, what they do."""

    name: str
    email: str
    does: str | Promise
    roles: tuple[Role, ...] = ()
    council: str = "eastfield"
    organisation: str = ""
    is_steward: bool = False


@dataclass(frozen=True)
class Story:
    """A part of the story and who plays in it."""

    title: str | Promise
    about: str | Promise
    people: tuple[Person, ...] = field(default=())


def _officer(name, does, *roles, council="eastfield"):
    first = name.split()[0].lower()
    return Person(name, f"{first}@{council}.example", does, roles, council)


STORIES = (
    Story(
        _("Agree a charter"),
        _("Write it in the browser, check it, adopt it."),
        (
            _officer(
                "Dara Okafor",
                _("Drafts the charter and leads the consultation"),
                Role.DRAFTER,
                Role.CONSULTATION_LEAD,
            ),
            _officer(
                "Rae Dunmore",
                _("Lives with what a charter is about, and suggests other words"),
                Role.CO_PRODUCTION,
            ),
            _officer(
                "Eve Lindqvist",
                _("Checks the effect on groups of people"),
                Role.EQUALITY_OFFICER,
            ),
            _officer(
                "Amal Haddad",
                _("Adopts the charter, and never wrote it"),
                Role.APPROVER,
            ),
        ),
    ),
    Story(
        _("Listen to residents"),
        _("Publish what they said and answer every comment."),
        (
            _officer(
                "Mona Castellano",
                _("Decides which comments can be published"),
                Role.MODERATOR,
            ),
        ),
    ),
    Story(
        _("Buy against it"),
        _("Ask suppliers for promises, open sealed bids, score and award."),
        (
            _officer(
                "Bea Thornton",
                _("Writes and publishes opportunities"),
                Role.PROCUREMENT_OFFICER,
            ),
            _officer("Opal Mensah", _("Opens sealed bids, with Otis"), Role.BID_OPENER),
            _officer(
                "Otis Brennan", _("Opens sealed bids, with Opal"), Role.BID_OPENER
            ),
            _officer("Orla Nowak", _("Opens sealed bids in reserve"), Role.BID_OPENER),
            _officer("Ivo Petrov", _("Scores bids"), Role.EVALUATOR),
            _officer(
                "Esme Whitaker",
                _("Leads the scoring and records the result"),
                Role.EVALUATION_CHAIR,
            ),
        ),
    ),
    Story(
        _("Bid and deliver"),
        _("Read the priorities, make promises, report proof."),
        (
            Person(
                "Sol Adeyemi",
                "sol@brightwork.example",
                _("Bids for Brightwork CIC, a social enterprise"),
                organisation="Brightwork CIC",
            ),
            Person(
                "Sam Fletcher",
                "sam@fenland.example",
                _("Bids for Fenland Facilities Ltd, a large firm"),
                organisation="Fenland Facilities Ltd",
            ),
        ),
    ),
    Story(
        _("Hold to the promise"),
        _("Check the proof, re-evaluate, use the break clause."),
        (
            _officer(
                "Cleo Marsh",
                _("Checks whether promises are kept"),
                Role.CONTRACT_MANAGER,
            ),
        ),
    ),
    Story(
        _("Run and watch the portal"),
        _("People and settings, the record, the national list."),
        (
            _officer(
                "Ada Rowntree", _("Manages people and settings"), Role.ADMINISTRATOR
            ),
            _officer(
                "Max Delgado",
                _("Watches over decisions and the record"),
                Role.MONITORING_OFFICER,
            ),
            _officer(
                "Audie Kerr", _("Reads everything, changes nothing"), Role.AUDITOR
            ),
            Person(
                "Nat Sharma",
                "nat@steward.example",
                _("Approves lists of measures for the whole country"),
                is_steward=True,
            ),
            _officer(
                "Olu Bankole",
                _("Does everything, but in the next council"),
                *Role,
                council="westbrook",
            ),
        ),
    ),
)

EVERYONE = tuple(person for story in STORIES for person in story.people)


def by_email() -> dict[str, Person]:
    return {person.email: person for person in EVERYONE}
