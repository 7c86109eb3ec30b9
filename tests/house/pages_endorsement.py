"""Pages about the endorsement of a charter by a body outside the council."""

from functools import cache

from charters.models import Charter, Endorsement
from charters.models.endorsement_step import parts_of
from councils.models import Council
from tests import factories
from tests.house.registry import Page, State
from tests.house.world import person


@cache
def eastfield():
    return Council.objects.get(slug="eastfield")


def endorsed(title, **decision):
    """A charter in consultation about which the national body was asked."""
    charter = factories.consulting_charter(eastfield(), title=title)
    by = charter.created_by
    one = Endorsement.seek(charter, "The national body", "It is ready.", by=by)
    nat = person("nat")
    one.remark(parts_of(one.edition)[-1].key, "Say who counts.", by=nat)
    if decision:
        one.decide(by=nat, **decision)
    return one


@cache
def waiting():
    return endorsed("A charter to endorse")


@cache
def with_conditions():
    words = {"status": "conditions", "wording": "Publish the count."}
    return endorsed("A charter with conditions", **words)


@cache
def returned():
    return endorsed("A charter that came back", status="returned", wording="")


@cache
def not_asked():
    return factories.consulting_charter(eastfield(), title="Nobody was asked").slug


@cache
def secret():
    return factories.make_charter(eastfield(), title="Nothing is public").slug


@cache
def in_force():
    return Charter.objects.for_council(eastfield()).in_force().get(area=None).slug


def work(slug):
    return lambda: {"council": "eastfield", "slug": slug()}


PAGES = [
    Page(
        "charters:endorsement",
        work(in_force),
        role="dara",
        states=[
            State("nobody asked", kwargs=work(not_asked)),
            State("errors", kwargs=work(not_asked), fill={"note": ""}),
            State("nothing public", kwargs=work(secret)),
            State("came back", kwargs=work(lambda: returned().charter.slug)),
            State("with them", kwargs=work(lambda: waiting().charter.slug)),
            State("a reader", role="amal"),
        ],
    ),
    Page("endorsement_list", role="nat"),
    Page(
        "endorsement_detail",
        lambda: {"uid": waiting().uid},
        role="nat",
        states=[
            State("errors", fill={"wording": ""}),
            State("conditions", kwargs=lambda: {"uid": with_conditions().uid}),
            State("returned", kwargs=lambda: {"uid": returned().uid}),
        ],
    ),
    Page(
        "endorsement_remark_add",
        lambda: {"uid": waiting().uid, "key": parts_of(waiting().edition)[0].key},
        role="nat",
        states=[State("errors", fill={"wording": ""})],
    ),
    Page(
        "endorsement_remark_remove",
        lambda: {"uid": waiting().uid, "number": waiting().remarks.get().pk},
        role="nat",
    ),
]
