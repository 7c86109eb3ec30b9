"""The cast of Eastfield and Westbrook, and the organisations that bid."""

from dataclasses import dataclass

from councils.demo_cast import EVERYONE, Person
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

# People whom the demo page does not list, but whom the story needs.
WREN = Person(
    "Wren Ellis",
    "wren@westbrook.example",
    "Adopts Westbrook's charter",
    (Role.APPROVER, Role.ADMINISTRATOR),
    council="westbrook",
)
TESS = Person(
    "Tess Wilder",
    "tess@harbourgreen.example",
    "Bids for a co-operative of four",
    organisation="Harbour Green Co-operative",
)
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
    councils = {
        fields["slug"]: Council.found(**fields) for fields in (EASTFIELD, WESTBROOK)
    }
    organisations = {
        fields["name"]: Organisation.objects.create(**fields)
        for fields in ORGANISATIONS
    }
    people = {}
    for person in (*EVERYONE, WREN, TESS):
        user = User.objects.create_user(person.email, person.name)
        if person.is_steward:
            user.appoint_steward()
        for role in person.roles:
            Membership.grant(councils[person.council], user, role)
        if person.organisation:
            organisations[person.organisation].welcome(user, is_lead=True)
        people[person.name.split()[0].lower()] = user
    return Cast(councils["eastfield"], councils["westbrook"], people, organisations)
