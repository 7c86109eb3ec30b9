"""What follows from what happened: the contract of an award, and letters."""

from django.conf import settings

from audit.models import Event
from audit.subscriptions import subscribe
from charters.following import topics_about
from contracts import formation
from contracts.models import BreakNotice, Contract, Evidence, RemedyStep
from records import followers, letters
from tenders.models import Award


@subscribe("tender.awarded")
def form_contract(event: Event) -> None:
    """The award forms the contract, once, however often this is told."""
    formation.form(Award.objects.get(pk=event.data["award"]))


@subscribe("contract.formed")
def tell_both_sides(event: Event) -> None:
    contract = Contract.objects.with_parties().get(reference=event.subject_reference)
    for person in contract.owners():
        write(event, "contract_formed", person, contract, contract.get_workspace_url())
    for person in contract.supplier_people():
        write(event, "contract_formed", person, contract, contract.get_supplier_url())


@subscribe("contract.formed")
def tell_followers(event: Event) -> None:
    """Write to who follows the charter, or a ward that the promises are for."""
    contract = Contract.objects.with_parties().get(reference=event.subject_reference)
    promises = contract.commitments.select_related(
        "bid_commitment__tender_priority__edition_priority"
    )
    places = {
        place
        for promise in promises
        for place in promise.priority.document.get("places", [])
    }
    followers.tell(
        contract.council,
        topics_about(contract.tender.edition.charter, places),
        "contract_news",
        {
            "contract": contract,
            "council": contract.council,
            "link": f"{settings.SITE_ORIGIN}{contract.get_absolute_url()}",
        },
        obligation=f"contract:{contract.reference}:formed",
    )


@subscribe("evidence.submitted")
def tell_the_officers(event: Event) -> None:
    evidence = the_evidence(event)
    contract = evidence.contract
    for person in contract.owners():
        if person.pk != evidence.submitted_by_id:
            write(
                event,
                "evidence_submitted",
                person,
                contract,
                evidence.get_absolute_url(),
                evidence=evidence,
            )


@subscribe("evidence.accepted", "evidence.returned")
def tell_the_supplier(event: Event) -> None:
    evidence = the_evidence(event)
    contract = evidence.contract
    kind = event.verb.replace(".", "_")
    for person in contract.supplier_people():
        address = contract.get_supplier_url()
        write(event, kind, person, contract, address, evidence=evidence)


@subscribe("remedy.taken")
def tell_of_the_remedy(event: Event) -> None:
    reference, _slash, number = event.subject_reference.partition("/remedy-")
    step = RemedyStep.objects.select_related(
        "contract__council", "contract__organisation", "commitment__metric"
    ).get(contract__reference=reference, number=number)
    contract = step.contract
    for person in contract.supplier_people():
        address = contract.get_supplier_url()
        write(event, "remedy_taken", person, contract, address, remedy=step)


@subscribe("break_notice.given")
def tell_of_the_notice(event: Event) -> None:
    tell_both(event, "break_notice_given", the_notice(event))


@subscribe("break_notice.answered")
def tell_of_the_reply(event: Event) -> None:
    notice = the_notice(event)
    contract, address = notice.contract, notice.get_workspace_url()
    for person in contract.owners():
        write(event, "break_notice_answered", person, contract, address, notice=notice)


@subscribe("break_notice.withdrawn", "break_notice.exercised")
def tell_how_the_notice_ended(event: Event) -> None:
    notice = the_notice(event)
    if notice.given_on:  # of one that was only proposed nobody outside has heard
        tell_both(event, "break_notice_ended", notice)


def the_notice(event: Event) -> BreakNotice:
    reference, _slash, number = event.subject_reference.partition("/break-")
    return BreakNotice.objects.select_related(
        "contract__council", "contract__organisation"
    ).get(contract__reference=reference, number=number)


def tell_both(event: Event, kind: str, notice: BreakNotice) -> None:
    """The officers who answer for the contract, and the supplier's people."""
    contract = notice.contract
    for people, address in (
        (contract.owners(), notice.get_workspace_url()),
        (contract.supplier_people(), contract.get_supplier_url()),
    ):
        for person in people:
            write(event, kind, person, contract, address, notice=notice)


@subscribe("re_evaluation.concluded")
def tell_what_was_found(event: Event) -> None:
    reference, _slash, number = event.subject_reference.partition("/")
    contract = Contract.objects.with_parties().get(reference=reference)
    concluded = contract.re_evaluations.get(number=number)
    for person in contract.supplier_people():
        address = contract.get_supplier_url()
        write(
            event,
            "re_evaluation_concluded",
            person,
            contract,
            address,
            re_evaluation=concluded,
        )


def the_evidence(event: Event) -> Evidence:
    return Evidence.objects.with_thread().get(reference=event.subject_reference)


def write(event, kind, person, contract, address, **more) -> None:
    """One letter about one event, to one person: once, if told of it twice."""
    letters.write(
        kind,
        person,
        {"contract": contract, "address": address, **more},
        obligation=f"event:{event.pk}",
        council=contract.council,
    )
