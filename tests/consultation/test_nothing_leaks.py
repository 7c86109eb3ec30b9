"""What nobody may read stands on no public page, feed, file or list of open data."""

import itertools

import pytest
from django.core.cache import cache
from django.urls import URLResolver, get_resolver, reverse

from audit import clock
from consultation import statement
from consultation.parcels import Behalf, Remark, Sender, Signed
from portal.api import RESOURCES
from tests.factories import ask, open_round, send_response
from tests.stage import staged

pytestmark = pytest.mark.django_db
PHONE, POSTCODE = "07700 900123", "EF1 9ZZ"
IN_TEXT = f"Ring me on {PHONE} at {POSTCODE}."
PLANTED = {
    "phone": PHONE,
    "postcode": POSTCODE,
    "e-mail": "planted@example.org",
    "name": "Nomi Hidden",
    "wish": "The wish that only officers read",
    "secret": "Our price list is in it",
    "client": "Clara Client",
    "authority": "Deed of 4 May",
    "withheld": "Words that broke the rules",
    "report": "He is my neighbour",
    "panel": "panel@example.org",
}


@staged
def planted(eastfield, dara, mona):
    """A round with results, in which everything that is secret was said."""
    questions = [ask("How do you feel?", "choice", ["Well", "Badly"])]
    round = open_round(eastfield, questions=questions)
    part = round.edition.clauses.order_by("position").first()
    send_response(
        round,
        remarks=[
            Remark(IN_TEXT, wanted_change=PLANTED["wish"], clause=part),
            Remark(PLANTED["withheld"], clause=part),
        ],
        answers={round.questions.get(): "1"},
        sender=Sender("community", name=PLANTED["name"], email=PLANTED["e-mail"]),
        behalf=Behalf(client=PLANTED["client"], authority=PLANTED["authority"]),
        signed=Signed(40, 2),
        confidential_because=PLANTED["secret"],
    )
    round.consultation.stakeholders.update(contact=PLANTED["panel"])
    with clock.at(round.closes_at):
        cut, withheld = round.comments.order_by("pk")
        spans = [(IN_TEXT.index(one), one) for one in (PHONE, POSTCODE)]
        cut.publish_in_part(
            [(start, start + len(one), "personal") for start, one in spans], mona
        )
        cut.reports.create(reason="other", detail=PLANTED["report"])
        withheld.withhold("abuse", mona)
        issue = round.raise_issue("Buses", "People want buses.", by=dara)
        issue.gather([cut, withheld], by=dara)
        issue.dispose("accepted", "We agree.", by=dara)
        round.analyse(by=dara)
        round.report(by=dara)
        statement.build(round)
    return round


@pytest.fixture
def public(planted, travel, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    cache.clear()
    travel(to=planted.closes_at)
    return planted


def secrets_of(round) -> dict[str, str]:
    response = round.responses.get()
    return PLANTED | {
        "receipt code": response.printed_code,
        "raw code": response.receipt_code,
        "private link": response.link_token,
        "hash of the link": response.link_hash,
        "key": response.idempotency_key,
        "response": str(response.uid),
    }


# Pages of one sender, which need a code or a token, and those where one writes.
PRIVATE = {
    *("go_on", "sent", "my_response", "ask_review", "amend_comment", "amend_answer"),
    *("withdraw_response", "find_receipt", "invited", "latest_sent"),
}


def is_public_page(route: str) -> bool:
    ours = "consultation" in route or "my-response" in route
    return ours and "workspace" not in route


def public_names(resolver=None, route="", names=()) -> list[tuple[str, tuple]]:
    """Every public address of consultations: its name and what it is called with."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        along = (*names, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            ours = entry.namespace in (None, "consultation")
            found += public_names(entry, here, along) if ours else []
        elif entry.name and is_public_page(here):
            found.append((entry.name, along))
    return found


NAMES = sorted(
    {
        (name, parameters)
        for name, parameters in public_names()
        # What stands behind a private link is its owner's.
        if name not in PRIVATE and "token" not in parameters
    }
)
KINDS = ("csv", "json", "jsonl", "xlsx")


def values_of(round) -> dict:
    section = round.edition.document["sections"][0]["key"]
    return {
        "council": [round.council.slug],
        "slug": [round.slug],
        "section": [section],
        "pid": [round.edition.clauses.first().uid],
        "code": [round.edition.priorities.first().code],
        "number": [1],
        "reference": [one.reference for one in round.comments.all()],
        "place": [0],
        "year": [clock.now().year],
        "kind": KINDS,
    }


def addresses(round, name, parameters):
    values = values_of(round)
    for given in itertools.product(*(values[one] for one in parameters)):
        kwargs = dict(zip(parameters, given, strict=True))
        yield reverse(f"consultation:{name}", kwargs=kwargs)


def read(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code in {200, 302, 404, 405}, address
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode("utf-8", "replace")


def found_in(client, round, address) -> set[str]:
    text = read(client, address)
    return {name for name, words in secrets_of(round).items() if words in text}


@pytest.mark.parametrize(("name", "parameters"), NAMES, ids=lambda one: str(one))
def test_no_public_address_holds_a_secret(client, public, name, parameters):
    for address in addresses(public, name, parameters):
        assert found_in(client, public, address) == set(), address


@pytest.mark.parametrize("name", RESOURCES)
def test_no_list_of_open_data_holds_a_secret(client, public, name):
    address = f"/api/v1/{name}/"
    assert found_in(client, public, address) == set()
    for one in client.get(address).json()["results"]:
        path = one["url"].partition("/api/")[2]
        assert found_in(client, public, f"/api/{path}") == set(), path


@pytest.mark.parametrize(
    "address",
    [
        *("/eastfield/search/?q=Ring", "/eastfield/search/?q=07700"),
        *("/eastfield/search/?q=Hidden", "/eastfield/feeds/consultations.atom"),
        "/eastfield/",
    ],
)
def test_neither_search_nor_the_council_s_own_feed_does(client, public, address):
    assert found_in(client, public, address) == set()


def test_there_are_addresses_to_try():
    assert {"comment_list", "public_comments", "comment_feed", "statement_json"} <= {
        name for name, _parameters in NAMES
    }


@pytest.mark.parametrize(
    "address", ["comment_list", "public_comments", "comment_feed", "api"]
)
def test_a_secret_that_is_published_is_found(client, public, mona, address):
    """Negative control: once nothing is cut, the same look finds it."""
    public.comments.order_by("pk").first().publish(mona)
    path = "/api/v1/comments/"
    if address != "api":
        (path, *_more) = addresses(public, address, ("council", "slug"))
    assert found_in(client, public, path) == {"phone", "postcode"}
