"""The cast of Eastfield and Westbrook, and the organisations that bid."""

from dataclasses import dataclass

from councils.models import Council, Membership, Organisation, Role, User

EASTFIELD = {
    "slug": "eastfield",
    "name": "Eastfield Council",
    "website": "https://www.eastfield.gov.uk.example/",
    "contact_email": "charter@eastfield.gov.uk.example",
    "contact_phone": "01632 960123",
    "address": "Eastfield Hall\nMarket Square\nEastfield\nEF1 1AA",
    "sender_name": "Eastfield Council, charter team",
    "reply_to": "charter@eastfield.gov.uk.example",
    "privacy_contact": "privacy@eastfield.gov.uk.example",
    "accessibility_contact": "access@eastfield.gov.uk.example",
    "brand_colour": "#17324d",
}
WESTBROOK = {
    "slug": "westbrook",
    "name": "Westbrook Borough Council",
    "website": "https://www.westbrook.gov.uk.example/",
    "contact_email": "charter@westbrook.gov.uk.example",
    "contact_phone": "01632 960456",
    "address": "The Guildhall\nBridge Street\nWestbrook\nWB1 1AA",
    "sender_name": "Westbrook Borough Council",
    "reply_to": "charter@westbrook.gov.uk.example",
    "privacy_contact": "privacy@westbrook.gov.uk.example",
    "accessibility_contact": "access@westbrook.gov.uk.example",
    "brand_colour": "#6b2f5b",
}

# name: (full name, roles in the council)
EASTFIELD_OFFICERS = {
    "ada": ("Ada Okafor", [Role.ADMINISTRATOR]),
    "dara": ("Dara Nwosu", [Role.DRAFTER, Role.CONSULTATION_LEAD]),
    "mona": ("Mona Haddad", [Role.MODERATOR]),
    "amal": ("Amal Rahman", [Role.APPROVER]),
    "eve": ("Eve Lindqvist", [Role.EQUALITY_OFFICER]),
    "max": ("Max Adeyemi", [Role.MONITORING_OFFICER]),
    "bea": ("Bea Kowalska", [Role.PROCUREMENT_OFFICER]),
    "opal": ("Opal Jennings", [Role.BID_OPENER]),
    "otis": ("Otis Grant", [Role.BID_OPENER]),
    "orla": ("Orla Byrne", [Role.BID_OPENER]),
    "ivo": ("Ivo Petrov", [Role.EVALUATOR]),
    "esme": ("Esme Clarke", [Role.EVALUATION_CHAIR]),
    "cleo": ("Cleo Marsh", [Role.CONTRACT_MANAGER]),
    "audie": ("Audie Shaw", [Role.AUDITOR]),
}
WESTBROOK_OFFICERS = {
    "olu": ("Olu Bankole", [Role.DRAFTER, Role.CONSULTATION_LEAD, Role.MODERATOR]),
    "wren": ("Wren Ellis", [Role.APPROVER, Role.ADMINISTRATOR]),
}
# name: (full name, organisation)
SUPPLIERS = {
    "sol": ("Sol Martins", "Brightwork CIC"),
    "sam": ("Sam Okoro", "Fenland Facilities Ltd"),
    "tess": ("Tess Wilder", "Harbour Green Co-operative"),
}
ORGANISATIONS = [
    {
        "name": "Brightwork CIC",
        "size": Organisation.Size.SMALL,
        "sector": Organisation.Sector.VCSE,
        "company_number": "09876543",
        "postcode": "EF1 2AB",
    },
    {
        "name": "Fenland Facilities Ltd",
        "size": Organisation.Size.LARGE,
        "sector": Organisation.Sector.PRIVATE,
        "company_number": "01234567",
        "postcode": "EF9 8ZY",
    },
    {
        "name": "Harbour Green Co-operative",
        "size": Organisation.Size.MICRO,
        "sector": Organisation.Sector.VCSE,
        "company_number": "IP045678",
        "postcode": "EF3 4CD",
    },
]


@dataclass
class Cast:
    """Everybody in the story, by first name."""

    eastfield: Council
    westbrook: Council
    people: dict[str, User]
    organisations: dict[str, Organisation]

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def gather_cast() -> Cast:
    """Make the councils, the officers with their roles, and the suppliers."""
    eastfield = Council.objects.create(**EASTFIELD)
    westbrook = Council.objects.create(**WESTBROOK)
    people = {"nat": _person("nat", "Nat Ferreira", is_steward=True)}
    for council, officers in (
        (eastfield, EASTFIELD_OFFICERS),
        (westbrook, WESTBROOK_OFFICERS),
    ):
        for name, (full_name, roles) in officers.items():
            people[name] = _person(name, full_name, council.slug)
            for role in roles:
                Membership.grant(council, people[name], role)
    organisations = {
        fields["name"]: Organisation.objects.create(**fields) for fields in ORGANISATIONS
    }
    for name, (full_name, organisation) in SUPPLIERS.items():
        people[name] = _person(name, full_name)
        organisations[organisation].welcome(people[name], is_lead=True)
    return Cast(eastfield, westbrook, people, organisations)


def _person(name: str, full_name: str, council: str = "", **more) -> User:
    host = f"{council}.gov.uk.example" if council else "example.org"
    return User.objects.create_user(f"{name}@{host}", full_name, **more)
