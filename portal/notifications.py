"""Letters along the thread to those who asked for them, even years later."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from audit.models import Event
from audit.subscriptions import subscribe
from consultation import later
from consultation.models import Response
from contracts.models import Contract, Evidence, Milestone
from portal.thread import Tracer
from records import letters
from tenders.models import Tender


@subscribe("tender.published")
def tell_of_the_tender(event: Event) -> None:
    tender = Tender.objects.select_related("council").get(
        reference=event.subject_reference
    )
    words = _("“%s” asks suppliers about it") % tender.title
    tell(tender.council, "tender", tender.reference, words)


@subscribe("contract.formed")
def tell_of_the_contract(event: Event) -> None:
    contract = Contract.objects.with_parties().get(reference=event.subject_reference)
    words = _("%s promises it in a contract") % contract.organisation.name
    tell(contract.council, "contract", contract.reference, words)


@subscribe("evidence.accepted")
def tell_of_the_proof(event: Event) -> None:
    evidence = Evidence.objects.with_thread().get(reference=event.subject_reference)
    words = _("proof was accepted for “%s”") % evidence.milestone.title
    tell_milestone(evidence.milestone, f"proof:{evidence.reference}", words)


@subscribe("milestone.met")
def tell_of_the_milestone(event: Event) -> None:
    milestone = Milestone.objects.select_related("commitment__contract__council").get(
        reference=event.subject_reference
    )
    words = _("“%s” is reached") % milestone.title
    tell_milestone(milestone, f"met:{milestone.reference}", words)


def tell_milestone(milestone: Milestone, station: str, words: str) -> None:
    tell(milestone.council, "milestone", milestone.reference, words, station=station)


def tell(council, kind: str, reference: str, words: str, *, station="") -> None:
    """One letter for each response and station, however often this runs."""
    tracer = Tracer(council)
    if getattr(tracer, f"from_{kind}")(reference) is None:
        return
    path = reverse("portal:thread", args=[council.slug, kind, reference])
    for response in waiting(tracer.said):
        stop = later.stop_path(response)
        if not stop:
            continue  # nobody gets a letter that they cannot stop
        letters.write(
            "consultation_later_step",
            response.contact.email,
            {
                "words": words,
                "response": response,
                "round": response.round,
                "link": f"{settings.SITE_ORIGIN}{path}",
                "mine": response.private_link,
                "day": clock.today(),
            },
            obligation=(
                f"response:{response.uid}:later:{station or f'{kind}:{reference}'}"
            ),
            council=council,
            stop_url=f"{settings.SITE_ORIGIN}{stop}",
        )


def waiting(comments) -> Iterator[Response]:
    """The responses behind these comments whose senders want to hear of it."""
    found = Response.objects.filter(
        comments__in=comments.order_by().values("pk"),
        contact__wants_later=True,
        erased_at=None,
    ).counted()
    return (
        found.exclude(contact__email="")
        .select_related("contact", "round__consultation__council")
        .distinct()
        .order_by("pk")
        .iterator(chunk_size=500)
    )


@later.register
def steps(response: Response) -> Iterator[later.Step]:
    """Where the thread of this response stands today, and its next date."""
    council, today = response.council, clock.today()
    tracer = Tracer(council)
    thread = tracer.from_comments(tracer.said_by(response))
    if thread is None:
        return
    tenders = {ask.tender_id: ask.tender for ask in thread.asks}
    for tender in tenders.values():
        on = clock.london(tender.published_at).date()
        text = _("“%s” asked suppliers about it") % tender.title
        yield later.Step(text, tender.get_absolute_url(), on)
    contracts = {one.contract_id: one.contract for one in thread.commitments}
    for contract in contracts.values():
        on = clock.london(contract.formed_at).date()
        text = _("%s promised it in a contract") % contract.organisation.name
        yield later.Step(text, contract.get_absolute_url(), on)
    for milestone in thread.milestones:
        if milestone.met_on:
            text = _("“%s” was reached") % milestone.title
            yield later.Step(text, milestone.get_absolute_url(), milestone.met_on)
    due = [m for m in thread.milestones if not m.met_on and m.due_on >= today]
    if due:
        first = due[0]
        text = _("“%s” is due") % first.title
        yield later.Step(text, first.get_absolute_url(), first.due_on, is_next=True)
