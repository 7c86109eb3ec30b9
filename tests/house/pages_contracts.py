"""The pages of contracts, results and the resident check."""

from contracts.models import (
    BreakNotice,
    Contract,
    Evidence,
    Finding,
    Milestone,
    RemedyStep,
)
from councils.models import User
from tests.house.registry import Page, State

EASTFIELD = {"council": "eastfield"}
WESTBROOK = {"council": "westbrook"}


def running() -> Contract:
    """Brightwork's contract: promises kept, late, and delivered on paper only."""
    signed = Contract.objects.filter(council__slug="eastfield").signed()
    return signed.filter(status=Contract.Status.IN_FORCE).latest("formed_at")


def ended() -> Contract:
    return Contract.objects.filter(status=Contract.Status.BROKEN)[0]


def of(contract: Contract, **more) -> dict:
    return EASTFIELD | {"reference": contract.reference} | more


def a_promise():
    return running().commitments.first()


def a_step() -> Milestone:
    return Milestone.objects.of_contract(running()).open().first()


def proof_to_check() -> Evidence:
    return Evidence.objects.of_contract(running()).submitted().first()


def proof_decided() -> Evidence:
    return Evidence.objects.of_contract(running()).accepted().first()


def a_finding() -> Finding:
    return Finding.objects.select_related("commitment", "re_evaluation__contract")[0]


def of_finding() -> dict:
    one = a_finding()
    return of(
        one.re_evaluation.contract,
        number=one.re_evaluation.number,
        promise=one.commitment.reference,
    )


def of_review() -> dict:
    one = a_finding().re_evaluation
    return of(one.contract, number=one.number)


def of_remedy() -> dict:
    step = RemedyStep.objects.filter(contract__council__slug="eastfield").first()
    if step is None:
        cleo = User.objects.get(email__startswith="cleo")
        step = RemedyStep.take(a_promise(), "reminder", "Nothing came.", by=cleo)
    return of(step.contract, number=step.number)


def of_notice() -> dict:
    notice = BreakNotice.objects.select_related("contract")[0]
    return of(notice.contract, number=notice.number)


def a_group() -> dict:
    contract = running()
    group = contract.stakeholders.first()
    return of(contract, group=group.uid)


def check() -> dict:
    met = Milestone.objects.of_contract(running()).met().order_by("met_on").last()
    return EASTFIELD | {"token": met.check_token}


def supplier(**more) -> dict:
    return {"reference": running().reference} | more


def priority_code() -> str:
    return a_promise().priority.code.lower()


PAGES = [
    Page("contracts:stakeholders", lambda: of(running()), role="cleo"),
    Page(
        "contracts:stakeholder_add",
        lambda: of(running()),
        role="cleo",
        states=[State("errors", fill={"name": ""})],
    ),
    Page(
        "contracts:stakeholder_change",
        a_group,
        role="cleo",
        states=[State("errors", fill={"name": ""})],
    ),
    Page("contracts:stakeholder_remove", a_group, role="cleo"),
    Page(
        "contracts:contract_list",
        EASTFIELD,
        states=[State("empty", kwargs=lambda: WESTBROOK)],
    ),
    Page(
        "contracts:contract_detail",
        lambda: of(running()),
        states=[State("ended early", kwargs=lambda: of(ended()))],
    ),
    Page(
        "contracts:results",
        EASTFIELD,
        states=[State("empty", kwargs=lambda: WESTBROOK)],
    ),
    Page("contracts:result_detail", lambda: EASTFIELD | {"code": priority_code()}),
    Page(
        "contracts:resident_check",
        check,
        states=[State("errors", fill={})],
        sets_cookie=True,
    ),
    Page("contracts:resident_check_sent", check),
    Page(
        "contracts:contract_work_list",
        EASTFIELD,
        role="cleo",
        states=[
            State("narrowed", query="?status=broken"),
            State("nothing", query="?status=completed"),
        ],
    ),
    Page(
        "contracts:contract_work",
        lambda: of(running()),
        role="cleo",
        states=[State("as an auditor", role="audie")],
    ),
    Page("contracts:contract_sign", lambda: of(running()), role="cleo"),
    Page("contracts:contract_owners", lambda: of(running()), role="cleo"),
    Page("contracts:contract_complete", lambda: of(running()), role="cleo"),
    Page(
        "contracts:milestone_add",
        lambda: of(running(), promise=a_promise().reference),
        role="cleo",
        states=[State("errors", fill={"title": ""})],
    ),
    Page(
        "contracts:evidence_enter",
        lambda: of(running(), milestone=a_step().reference),
        role="cleo",
        states=[State("errors", fill={"amount": "many"})],
    ),
    Page(
        "contracts:evidence_check",
        lambda: of(running(), evidence=proof_to_check().reference),
        role="cleo",
        states=[
            State("errors", fill={}),
            State(
                "decided",
                kwargs=lambda: of(running(), evidence=proof_decided().reference),
            ),
        ],
    ),
    Page("contracts:re_evaluations", lambda: of(running()), role="cleo"),
    Page(
        "contracts:re_evaluation_schedule",
        lambda: of(running()),
        role="cleo",
        states=[State("errors", fill={})],
    ),
    Page("contracts:re_evaluation", of_review, role="cleo"),
    Page("contracts:re_evaluation_open", of_review, role="cleo"),
    Page("contracts:finding_rate", of_finding, role="cleo"),
    Page("contracts:re_evaluation_conclude", of_review, role="cleo"),
    Page("contracts:remedies", lambda: of(running()), role="cleo"),
    Page(
        "contracts:remedy_take",
        lambda: of(running(), promise=a_promise().reference),
        role="cleo",
        states=[State("errors", fill={"grounds": ""})],
    ),
    Page("contracts:remedy_decide", of_remedy, role="amal"),
    Page("contracts:remedy_close", of_remedy, role="cleo"),
    Page(
        "contracts:break",
        lambda: of(running()),
        role="cleo",
        states=[State("used", kwargs=lambda: of(ended()))],
    ),
    Page("contracts:break_propose", lambda: of(running()), role="cleo"),
    Page("contracts:break_give", of_notice, role="amal"),
    Page("contracts:break_withdraw", of_notice, role="cleo"),
    Page("contracts:break_exercise", of_notice, role="cleo"),
    Page(
        "supplier_contracts",
        role="sol",
    ),
    Page("supplier_contract", supplier, role="sol"),
    Page(
        "supplier_report",
        lambda: supplier(milestone=a_step().reference),
        role="sol",
        states=[State("errors", fill={"amount": "many"})],
    ),
    Page(
        "supplier_remedy_reply",
        lambda: {k: v for k, v in of_remedy().items() if k != "council"},
        role="sol",
        states=[State("errors", fill={})],
    ),
    Page(
        "supplier_break_reply",
        lambda: {k: v for k, v in of_notice().items() if k != "council"},
        role="sam",
        states=[State("errors", fill={})],
    ),
]
