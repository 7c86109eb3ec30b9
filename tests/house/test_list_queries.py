"""Lists: the same number of queries for three things as for twenty-three, and a second
page. Each page that lists things in pages is in the table here, or the test named
beside it counts its queries."""

import datetime as dt
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.generic import ListView

from audit import clock
from audit.models import Delivery
from audit.trail import NATIONAL, record
from charters.models import (
    Approval,
    Asset,
    Charter,
    Edition,
    Endorsement,
    Suggestion,
)
from charters.models.edition import Release
from consultation.models import Consultation, Notice, Round
from councils.models import Area, Council, Invitation, Membership, Role, User
from metrics.models import Framework, FrameworkAdoption, Metric, Observation, Term
from tenders.models import Bid, Tender
from tests import factories

pytestmark = pytest.mark.django_db
OURS = {
    "charters",
    "consultation",
    "contracts",
    "councils",
    "metrics",
    "portal",
    "records",
    "tenders",
}


@dataclass(frozen=True)
class Listed:
    """A page that lists, who looks, and how to make more rows: numbers `first` up to
    `last`."""

    name: str
    role: str
    make: Callable
    at_council: bool = True
    more: Callable = dict  # what else the address needs
    many: int = 23


def councils(world, first, last):
    Council.objects.bulk_create(
        Council(slug=f"c{n}", name=f"Council {n}") for n in range(first, last)
    )


def wards(world, first, last):
    return Area.objects.bulk_create(
        Area(council=world.eastfield, code=f"E0500{n:04}", name=f"Ward {n}")
        for n in range(first, last)
    )


def officers(world, first, last):
    for n in range(first, last):
        user = User.objects.create(email=f"p{n}@example.org", name=f"P {n}")
        Membership.objects.create(
            council=world.eastfield, user=user, role=Role.EVALUATOR
        )
        Invitation.objects.create(
            council=world.eastfield,
            email=f"i{n}@example.org",
            roles=["auditor"],
            token_hash=f"{n}",
            expires_at=clock.now() + dt.timedelta(days=9),
        )


def public_charters(world, first, last):
    """In force, each for a ward of its own, with an edition that anyone may read."""
    today = clock.today()
    charters = Charter.objects.bulk_create(
        Charter(
            council=world.eastfield,
            slug=area.code.lower(),
            title=f"Of {area.name}",
            area=area,
            created_by=world.dara,
            status=Charter.Status.ADOPTED,
            adopted_on=today,
            adopted_by=world.amal,
            in_force_from=today,
            starts_on=today,
            ends_on=today + dt.timedelta(days=900),
        )
        for area in wards(world, first, last)
    )
    editions = Edition.objects.bulk_create(
        Edition(
            charter=charter,
            number=1,
            kind=Edition.Kind.ADOPTED,
            document={"priorities": []},
            text_hash="0" * 64,
            content_hash="0" * 64,
            frozen_by=world.dara,
        )
        for charter in charters
    )
    Release.objects.bulk_create(
        Release(edition=edition, public_from=clock.now()) for edition in editions
    )
    return editions


def approvals(world, first, last):
    Approval.objects.bulk_create(
        Approval(
            charter=edition.charter,
            approver=world.amal,
            submitted_by=world.dara,
            author=world.dara,
            content_hash="0" * 64,
        )
        for edition in public_charters(world, first, last)
    )


def stuck(world, first, last):
    with transaction.atomic():
        for _n in range(first, last):
            event = record(
                "framework.approved", world.eastfield, by="system", chain=NATIONAL
            )
            Delivery.objects.create(event=event, handler="h", parked_at=clock.now())


def rounds(world, first, last):
    for edition in public_charters(world, first, last):
        about = Consultation.objects.create(
            council=world.eastfield,
            charter=edition.charter,
            slug=edition.charter.slug,
            title=edition.charter.title,
        )
        Round.objects.create(
            consultation=about,
            charter=edition.charter,
            status=Round.Status.SCHEDULED,
            edition=edition,
            opens_at=clock.now() - dt.timedelta(weeks=9),
            closes_at=clock.now() - dt.timedelta(weeks=1),
        )


def tenders(world, first, last):
    closes = clock.now() - dt.timedelta(days=1)
    [edition] = Edition.objects.all()[:1] or public_charters(world, 900, 901)
    return Tender.objects.bulk_create(
        Tender(
            council=world.eastfield,
            edition=edition,
            reference=f"T{n}",
            title=f"Work {n}",
            value=1000,
            status=Tender.Status.EVALUATING,
            questions_close_at=closes - dt.timedelta(days=9),
            bids_close_at=closes,
            published_at=closes - dt.timedelta(days=30),
            opened_at=clock.now(),
            sealing_key=b"a public key",
            created_by=world.dara,
        )
        for n in range(first, last)
    )


def bids(world, first, last):
    brightwork = world.get("brightwork")
    Bid.objects.bulk_create(
        Bid(tender=tender, organisation=brightwork)
        for tender in tenders(world, first, last)
    )


def strengths(world, first, last):
    Asset.objects.bulk_create(
        Asset(council=world.eastfield, number=n + 1, name=f"Hall {n}", kind="building")
        for n in range(first, last)
    )


def endorsements(world, first, last):
    Endorsement.objects.bulk_create(
        Endorsement(
            charter=edition.charter,
            edition=edition,
            peer=world.eastfield,
            body_name="Eastfield Council",
            status="submitted",
            sought_by=world.dara,
        )
        for edition in public_charters(world, first, last)
    )


def copies(one, changes):
    """Rows like one of the reference data, with other names."""
    model, made = type(one), []
    kept = {f.attname: getattr(one, f.attname) for f in model._meta.concrete_fields}
    for change in changes:
        made.append(model(**{**kept, "id": None, **change}))
    return model.objects.bulk_create(made)


def frameworks(world, first, last):
    found = copies(
        Framework.objects.get(slug="starter-measures"),
        [
            {
                "slug": f"list-{n}",
                "title": f"List {n}",
                "status": "approved",
                "approved_on": clock.today(),
            }
            for n in range(first, last)
        ],
    )
    FrameworkAdoption.objects.bulk_create(
        FrameworkAdoption(
            council=world.eastfield, framework=one, adopted_on=clock.today()
        )
        for one in found
    )


def measures(world, first, last):
    factories.local_measure(world.eastfield)
    copies(
        Metric.objects.filter(council=world.eastfield).first(),
        [
            {"code": f"EASTFIELD-{n}", "title": f"Count {n}"}
            for n in range(first + 1, last + 1)
        ],
    )


def figures(world, first, last):
    metric = factories.local_measure(world.eastfield)
    Observation.objects.bulk_create(
        Observation(
            council=world.eastfield,
            metric=metric,
            value=n,
            source="Our count",
            observed_on=clock.today() - dt.timedelta(days=n),
        )
        for n in range(first, last)
    )


def words(world, first, last):
    """As this council, and as another, means them."""
    other, _is_new = Council.objects.get_or_create(slug="other", name="Other")
    Term.objects.bulk_create(
        Term(council=council, slug=f"w-{n}", term=f"W {n}", definition="A word.")
        for n in range(first, last)
        for council in (world.eastfield, other)
    )


def standard_words(world, first, last):
    Term.objects.bulk_create(
        Term(slug=f"w-{n}", term=f"W {n}", definition="A word.")
        for n in range(first, last)
    )


def measures_elsewhere(world, first, last):
    other, _is_new = Council.objects.get_or_create(slug="other", name="Other")
    copies(
        factories.local_measure(world.eastfield),
        [
            {"code": f"OTHER-{n}", "title": f"Count {n}", "council_id": other.pk}
            for n in range(first, last)
        ],
    )


def suggestions(world, first, last):
    [charter] = Charter.objects.all()[:1] or [
        factories.make_charter(world.eastfield, by=world.dara)
    ]
    Suggestion.objects.bulk_create(
        Suggestion(
            charter=charter,
            kind="new",
            section_key="our-place",
            text=f"Words {n}.",
            reason="It says more.",
            by=world.dara,
            seat=Suggestion._meta.get_field("seat").choices[0][0],
        )
        for n in range(first, last)
    )


def notices(world, first, last):
    [round] = Round.objects.all()[:1] or [factories.open_round(world.eastfield)]
    Notice.objects.bulk_create(
        Notice(round=round, kind="erratum", words=f"Read {n}.")
        for n in range(first, last)
    )


def slug_of_round():
    return {"slug": Round.objects.get().slug}


def slug_of_charter():
    return {"slug": Charter.objects.get().slug}


def code_of_measure():
    return {"code": Metric.objects.exclude(council=None).first().code}


LISTS = [
    Listed("front", "", councils, at_council=False),
    Listed("charters:charter_list", "", public_charters),
    Listed("charters:charter_work_list", "dara", public_charters),
    Listed("charters:approval_list", "amal", approvals),
    Listed("charters:asset_list", "", strengths),
    Listed("charters:asset_work_list", "dara", strengths),
    Listed("stuck", "nat", stuck, at_council=False),
    Listed("endorsement_list", "amal", endorsements, at_council=False),
    Listed("councils:place_list", "", wards),
    Listed("councils:people", "ada", officers),
    Listed("consultation:consultation_list", "", rounds),
    Listed("consultation:workspace_list", "dara", rounds),
    Listed("tenders:opportunity_list", "", tenders),
    Listed("tenders:tender_work_list", "bea", tenders),
    Listed("tenders:evaluation_list", "ivo", tenders),
    Listed("supplier_home", "sol", bids, at_council=False),
    Listed("framework_list", "", frameworks, at_council=False),
    Listed("metrics:frameworks", "ada", frameworks),
    Listed("metrics:lists", "", measures),
    Listed("metrics:local_metrics", "ada", measures),
    Listed("metrics:observations", "ada", figures, more=code_of_measure),
    Listed("portal:recently_changed", "dara", public_charters),
    Listed("consultation:notice_list", "", notices, more=slug_of_round),
    Listed("metrics:words", "ada", words, many=53),
    Listed("metrics:words_elsewhere", "ada", words),
    Listed("metrics:measures_elsewhere", "ada", measures_elsewhere),
    Listed("standard_words", "nat", standard_words, at_council=False, many=53),
    Listed("steward", "nat", frameworks, at_council=False, many=53),
    Listed("term_differences", "", words, at_council=False),
    Listed("charters:suggestion_list", "dara", suggestions, more=slug_of_charter),
]
ELSEWHERE = {
    "charters:commons": "charters/test_priorities.py",
    "charters:evidence": "charters/test_evidence.py",
    "charters:history": "charters/test_history.py",
    "charters:proposal_list": "charters/test_assets_and_proposals.py",
    "charters:proposal_work_list": "charters/test_assets_and_proposals.py",
    "consultation:comment_list": "consultation/test_query_counts.py",
    "consultation:issue": "consultation/test_query_counts.py",
    "consultation:ledger": "consultation/test_ledger.py",
    "consultation:request_list": "consultation/test_after_sending.py",
    "consultation:response_list": "consultation/test_read_whole_responses.py",
    "consultation:themes": "consultation/test_query_counts.py",
    "contracts:contract_list": "contracts/test_pages.py",
    "contracts:contract_work_list": "contracts/test_pages.py",
    "glossary": "metrics/test_pages.py",
    "metrics:glossary": "metrics/test_pages.py",
    "portal:data_request_list": "portal/test_data_requests.py",
    "portal:log": "portal/test_pages.py",
    "portal:thread_list": "portal/test_thread.py",
    "portal:your_work": "portal/test_your_work.py",
    "records:moderation": "consultation/test_moderation.py",
    "records:outbox": "records/test_pages.py",
    "supplier_contracts": "contracts/test_pages.py",
    "unit_values": "metrics/test_unit_values.py",
}
COUNTS = ("CaptureQueriesContext", "num_queries")


@dataclass
class World:
    """Who and what the makers need; more is fetched by name."""

    eastfield: Council
    dara: User
    amal: User
    get: Callable


@pytest.fixture
def world(request, eastfield, dara, amal):
    return World(eastfield, dara, amal, request.getfixturevalue)


def queries(browser, address) -> int:
    browser.get(address)  # whatever is asked once in a process or session
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200, address
    return len(asked)


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_a_list_asks_the_same_for_three_as_for_twenty_three(
    world, listed, client, sign_in
):
    browser = sign_in(world.get(listed.role)) if listed.role else client
    place = {"council": "eastfield"} if listed.at_council else {}
    listed.make(world, 0, 3)
    address = reverse(listed.name, kwargs=place | listed.more())
    few = queries(browser, address)
    listed.make(world, 3, listed.many)
    assert queries(browser, address) == few
    second = browser.get(f"{address}?page=2")
    assert second.status_code == 200
    assert "page=2" in browser.get(address).content.decode()


def named_views(resolver=None, spaces=()):
    """The class behind each named address, but for the admin and the API."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            if not set(inside) & {"admin", "api", "djdt"}:
                yield from named_views(pattern, inside)
        elif isinstance(pattern, URLPattern) and pattern.name:
            view = getattr(pattern.callback, "view_class", object)
            yield ":".join((*spaces, pattern.name)), view


def lists_in_pages(view) -> bool:
    """Whether the class, or one of ours that it stands on, turns a list in pages."""
    ours = [c for c in view.__mro__ if c.__module__.split(".")[0] in OURS]
    if not ours:
        return False
    return issubclass(view, ListView) or any(
        "Paginator(" in inspect.getsource(one) for one in ours
    )


def without_a_count(known: set[str]) -> set[str]:
    return {name for name, view in named_views() if lists_in_pages(view)} - known


LEFT = {  # short by their nature or drawn by the same code as one that is counted
    "consultation:campaign",
    "consultation:held_list",
    "consultation:memory",
    "consultation:text_answers",
    "consultation:unread",
    "portal:search",
    "records:closing",
    "records:moderate_together",
}
KNOWN = {listed.name for listed in LISTS} | set(ELSEWHERE) | LEFT


def test_each_page_that_lists_is_counted_here_or_named():
    assert without_a_count(KNOWN) == set()


def test_a_list_that_nobody_counts_is_found():
    forgotten = "charters:charter_list"
    assert forgotten in without_a_count(KNOWN - {forgotten})


def test_each_list_is_turned_in_pages():
    endless = {
        name
        for name, view in named_views()
        if issubclass(view, ListView)
        and view.__module__.split(".")[0] in OURS
        and not (view.paginate_by or "Paginator(" in inspect.getsource(view))
    }
    assert endless == set()


@pytest.mark.parametrize("path", sorted(set(ELSEWHERE.values())))
def test_the_test_that_is_named_counts_queries(path):
    text = (Path(__file__).parents[1] / path).read_text()
    assert any(word in text for word in COUNTS)
