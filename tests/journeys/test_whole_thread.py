"""From a comment to a promise that was felt: the whole thread, in a browser.

JavaScript is off; web, worker and beat are real processes; days pass by moving the
clock of all of them together.
"""

import re
import time
from functools import partial

import pytest

from portal.demo.tender import PASSPHRASES
from tests.processes import fetch, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WORK = "/eastfield/workspace"
SAID = "Mentoring only helps when it goes on for a year. Please say so."
BEFORE = "Young people in Harbour have somebody to ask about work."
AFTER = "Young people in Harbour have somebody to ask about work for at least a year."
GROUPS = (
    *("residents", "business_rates", "service_users", "others"),
    *("small_firms", "large_partners", "charities", "protected"),
    *("user_led", "public_bodies", "councillors"),
)
LONG_ENOUGH = 3.5  # seconds: a form that is sent faster is held for a person to look at


def test_a_comment_becomes_a_promise_that_is_kept(live):
    slug = draft_a_charter(live)
    consultation = consult_on_it(live, slug)
    comment = say_something(live, consultation)
    answer_it(live, slug, consultation)
    adopt_it(live, slug, consultation)
    tender = ask_suppliers(live)
    bid_for_it(live, tender)
    open_and_award(live, tender)
    contract = sign_it(live)
    be_reminded(live, contract)
    prove_it(live, contract)
    feel_it(live, contract)
    read_the_thread(live, comment)


def draft_a_charter(live) -> str:
    dara = live.sign_in("Dara")
    dara.open(f"{WORK}/charters/new/").send(
        title="Harbour charter",
        outline="blank",
        starts_on=live.date(1),
        ends_on=live.date(1500),
        area="Harbour",
    )
    slug = re.search(r"/charters/([^/]+)/", dara.path)[1]
    here = f"{WORK}/charters/{slug}"
    dara.open(f"{here}/details/").send(summary="What contracts must do for Harbour.")
    dara.open(f"{here}/sections/add/").send(heading="People who help")
    dara.open(f"{here}/sections/people-who-help/edit/").send(
        **{"text-new": BEFORE, "open-new": True, "is_complete": "yes"}
    )
    dara.open(f"{here}/evidence/add/").send(
        claim="6 in 10 know nobody who works",
        figure="60",
        unit="% of young people",
        source="A survey at the youth club",
        data_on=live.date(-60),
    )
    dara.open(f"{here}/priorities/add/").send(
        title="Somebody to ask",
        statement="Young people in Harbour have a mentor.",
        why="6 in 10 told us that they know nobody who works.",
        who_benefits="People aged 14 to 24 in Harbour.",
        theme="Work and skills",
        facts=[re.compile("nobody who works")],
        rests_on=[re.compile(BEFORE)],
    )
    priority = dara.path
    dara.open(f"{priority}offers/").send(
        builds_on="The youth club on the quay.",
        offer_micro="An hour a week.",
        offer_sme="Two mentors for a year.",
        offer_large="Ten mentors for a year.",
    )
    dara.open(f"{priority}felt/").send(felt="helped")
    dara.open(f"{priority}owner/").send(
        owner="Head of Youth Work", review_on=live.date(700)
    )
    dara.open(f"{priority}outcomes/add/").send(statement="More have somebody to ask")
    dara.open(priority).follow("Add a target")
    dara.send(
        metric="Mentoring given",
        level="500",
        due_on=live.date(1400),
        baseline="0",
        baseline_on=live.date(-30),
    )
    return slug


def consult_on_it(live, slug: str) -> str:
    dara = live.sign_in("Dara")
    dara.open(f"{WORK}/consultations/new/").send(
        charter=slug, title="What should Harbour ask for?", kind="content"
    )
    consultation = re.search(r"/consultations/([^/]+)/", dara.path)[1]
    here = f"{WORK}/consultations/{consultation}"
    dara.open(f"{here}/information/").send(
        proposal="A charter for Harbour.",
        reasons="The ward asked for one.",
        options="To do nothing.",
        effect="Suppliers are asked for mentors.",
        still_open="All of it.",
        fixed="Nothing.",
        decision_maker="Cabinet",
        decision_on=live.date(80),
        how_used="We read every one.",
        other_ways="Write to us.",
    )
    dara.open(f"{here}/dates/").send(
        opens_at=live.at(2, 9),
        closes_at=live.at(60, 17),
        results_by_on=live.date(75),
        calendar_reason="Drop-ins run all the time.",
    )
    prepare_it(dara, here)
    answer_for_polls(live, here)
    dara.open(f"{here}/schedule/").send()
    return consultation


def prepare_it(dara, here: str) -> None:
    """The papers that a lawful round needs, and somebody to ask in each group."""
    dara.open(f"{here}/privacy/").send()
    dara.open(f"{here}/data-protection/").send(status="done", reference="DPIA 3")
    dara.open(f"{here}/equality/").send(stage="opening", summary="Nobody loses by it.")
    for group in GROUPS:
        dara.open(f"{here}/audience/").send(
            group=group, name="Their panel", way="By letter"
        )
    dara.open(f"{here}/audience/numbers/").send(**dict.fromkeys(GROUPS, "1"))


def answer_for_polls(live, here: str) -> None:
    """Max answers for a poll that may be near on the day on which this runs."""
    officer = live.sign_in("Max")
    for matter in ("election_opening", "election_results"):
        officer.open(f"{here}/sign-off/").send(matter=matter, words="Usual business.")


def say_something(live, consultation: str) -> str:
    live.go_to(5)
    remi = live.visitor()
    remi.open(f"/eastfield/consultations/{consultation}/")
    remi.open(f"/eastfield/consultations/{consultation}/read/people-who-help/")
    remi.follow("Comment on paragraph 1.1")
    time.sleep(LONG_ENOUGH)
    remi.send(
        text=SAID,
        stance="agree_in_part",
        kind="lives_here",
        area="Harbour",
    )
    remi.send(email="remi@example.org", wants_results=True)
    remi.send("Send my response").follow("Skip these questions")
    remi.sees("We have received your response", "CVC-")
    wait_for("the receipt is sent", lambda: "remi@example.org" in live.letters())
    link = remi.page.locator('main a[href*="/my-response/"]').first
    private_page = re.sub(r"^https?://[^/]+", "", link.get_attribute("href"))
    remi.open(private_page).sees(SAID)
    return private_page


def answer_it(live, slug: str, consultation: str) -> None:
    live.go_to(61)
    here = f"{WORK}/consultations/{consultation}"
    mona = live.sign_in("Mona")
    mona.open(f"{WORK}/moderation/?words=Mentoring").follow("Check it on its own")
    mona.send(decision="publish")
    dara = live.sign_in("Dara")
    section = f"{WORK}/charters/{slug}/sections/people-who-help/edit/"
    dara.open(section)
    name = dara.page.locator("main textarea").first.get_attribute("name")
    dara.send(**{name: AFTER, "is_complete": "yes"})
    dara.open(f"{here}/themes/new/").send(
        title="A year of mentoring", heard="Mentoring must last."
    )
    dara.open(f"{here}/themes/")
    dara.page.locator("main input[name=comments]").first.check()
    dara.send("Put ticked comments into the issue", issue="A year of mentoring")
    dara.open(f"{here}/changes/1/").send(
        decision="accepted", reason="You are right. It now says a year."
    )
    dara.open(f"{here}/changes/1/cite/")
    dara.page.locator("main input[type=checkbox]").first.check()
    dara.send()
    dara.open(f"{here}/equality/").send(stage="decision", summary="It helps the young.")
    for step in ("analyse", "report"):
        dara.open(f"{here}/{step}/").send()
    dara.open(f"{here}/weigh-changes/")
    dara.page.locator("main input[value=wording]").first.check()
    dara.send(is_fundamental="no", words="It only says how long.")
    dara.open(f"{here}/conclude/").send()


def adopt_it(live, slug: str, consultation: str) -> None:
    amal = live.sign_in("Amal")
    pack = f"{WORK}/consultations/{consultation}/pack/"

    def is_built():
        return "Officers propose" in amal.open(pack).page.content()

    wait_for("the worker has built the statement", is_built)
    amal.page.locator("main input[name=issues]").first.check()
    amal.send()
    dara = live.sign_in("Dara")
    dara.open(f"{WORK}/charters/{slug}/submit/").send(approver="Amal", note="Ready.")
    amal = live.sign_in("Amal")
    amal.open(f"{WORK}/approvals/").follow("Harbour charter")
    amal.send(decision="approve", minute="Minute 51")
    amal.sees("You cannot change version").send("Bring the charter into force")
    amal.sees("people were told by email")
    live.visitor().open(f"/eastfield/charters/{slug}/").sees("In force")
    pdf = f"{live.home}/eastfield/charters/{slug}.pdf"
    wait_for("the worker has made the PDF", lambda: is_pdf(pdf), seconds=180)


def is_pdf(address: str) -> bool:
    try:
        return fetch(address).headers.get("Content-Type") == "application/pdf"
    except UnicodeDecodeError:  # a PDF is not text
        return True


def ask_suppliers(live) -> str:
    bea = live.sign_in("Bea")
    bea.open(f"{WORK}/tenders/new/").send(
        title="Repair of the harbour wall", edition="Harbour charter"
    )
    tender = re.search(r"/tenders/([^/]+)/", bea.path)[1]
    here = f"{WORK}/tenders/{tender}"
    bea.open(f"{here}/details/").send(
        description="180 metres of wall.", value="240,000", category="works"
    )
    bea.open(f"{here}/dates/").send(
        questions_close_at=live.at(70, 17),
        bids_close_at=live.at(90, 12),
        decision_on=live.date(100),
        contract_starts_on=live.date(130),
        contract_ends_on=live.date(900),
    )
    bea.open(f"{here}/priorities/add/").send(priority="Somebody to ask", weight="20")
    bea.open(f"{here}/priorities/").follow("Add a measure")
    bea.send(metric="Mentoring given", level="200", share="100")
    bea.open(f"{here}/openers/").send(openers=["Opal", "Otis", "Orla"])
    for name, passphrase in PASSPHRASES.items():
        opener = live.sign_in(name.title())
        opener.open(f"{here}/rehearse/").send(passphrase=passphrase)
    bea = live.sign_in("Bea")
    bea.open(f"{here}/publish/").send()
    live.visitor().open(f"/eastfield/opportunities/{tender}/").sees("Somebody to ask")
    return tender


def bid_for_it(live, tender: str) -> None:
    sol = live.sign_in("Sol")
    sol.open(f"/eastfield/opportunities/{tender}/bid/").send()
    bid = re.search(r"/supplier/bids/[^/]+/", sol.path)[0]
    sol.open(f"{bid}promises/").follow("Add a promise")
    sol.page.locator("main input[type=radio]").first.check()
    sol.send()
    steps = {
        "level": "200",
        "due_on": live.date(200),
        "where": "Harbour",
        "who_benefits": "young people of the ward",
        "method": "Four mentors, an hour each week.",
        "proof": "Signed session sheets",
        "is_new": "True",
    }
    while "/promises/add/" in sol.path:
        here = sol.page.locator("main form").inner_html()
        sol.send(**{name: value for name, value in steps.items() if name in here})
    sol.open(f"{bid}method/")
    for box in sol.page.locator("main textarea").all():
        box.fill("Our own people mentor, and they are paid for the time.")
    sol.send()
    sol.open(f"{bid}declarations/").send(declared=True)
    sol.open(f"{bid}check/").send().sees("Your bid is sent", "SHA-256")


def open_and_award(live, tender: str) -> None:
    here = f"{WORK}/tenders/{tender}"
    opal = live.sign_in("Opal")
    assert "Brightwork" not in opal.open(f"{here}/").words
    live.go_to(91)
    for name in ("opal", "otis"):
        opener = live.sign_in(name.title())
        opener.open(f"{here}/open-bids/").send(passphrase=PASSPHRASES[name])
    judge_and_award(live, tender)


def judge_and_award(live, tender: str) -> None:
    here = f"{WORK}/tenders/{tender}"
    panel = f"{WORK}/evaluations/{tender}"
    live.sign_in("Bea").open(f"{panel}/begin/").send()
    for name in ("Ivo", "Esme"):
        live.sign_in(name).open(f"{panel}/declare/").send(has_interest="no")
    ivo = live.sign_in("Ivo").open(f"{panel}/")
    ivo.follow("Score Bid A on")
    question = ivo.path
    ivo.send(score="5", reason="Named people, paid for their time.")
    live.sign_in("Esme").open(f"{question}agree/").send(
        score="5", reason="All of us agree."
    )
    live.go_to(100)
    bea = live.sign_in("Bea")
    bea.open(f"{here}/award/")
    bea.page.locator("main input[name=bid]").first.check()
    bea.send(reason="The only bid, and a good one.", decided_on=live.date(100))


def sign_it(live) -> str:
    """The award has formed the contract by itself; both sides sign it."""
    live.go_to(125)  # after the standstill, whatever holidays fall into it
    cleo = live.sign_in("Cleo")
    wait_for("the contract is formed", lambda: sees_contract(cleo), seconds=60)
    cleo.follow("Repair of the harbour wall")
    contract = re.search(r"/contracts/([^/]+)/", cleo.path)[1]
    cleo.open(f"{WORK}/contracts/{contract}/sign/").send(
        starts_on=live.date(130),
        ends_on=live.date(900),
        owner="Cleo",
        supplier_contact="Sol",
        re_evaluate_on=live.date(300),
        has_break="yes",
    )
    live.visitor().open(f"/eastfield/contracts/{contract}/").sees("200", "Brightwork")
    return contract


def sees_contract(cleo) -> bool:
    cleo.open(f"{WORK}/contracts/")
    return "Repair of the harbour wall" in cleo.words


def be_reminded(live, contract: str) -> None:
    """Seven days before, each owner gets one letter, however often beat looks."""
    live.go_to(193)
    for person in ("cleo@", "sol@"):
        wait_for(f"{person} is told", partial(reminders, live, person), seconds=60)
    time.sleep(12)  # beat sweeps at least twice more
    assert reminders(live, "cleo@") == 1
    assert reminders(live, "sol@") == 1


def reminders(live, person: str) -> int:
    due = f"{live.date(200).day} {live.date(200):%B %Y}"
    return sum(
        f"To: {person}" in letter and due in letter and "Mentoring" in letter
        for letter in live.letters().split("-" * 79)
    )


def prove_it(live, contract: str) -> None:
    live.go_to(198)
    sol = live.sign_in("Sol")
    sol.open(f"/supplier/contracts/{contract}/").follow("Report")
    sol.send(
        amount="200",
        happened_on=live.date(197),
        story="Four mentors gave an hour each week since spring.",
    )
    accept(live, contract)


def accept(live, contract: str) -> None:
    cleo = live.sign_in("Cleo")
    cleo.open(f"{WORK}/contracts/{contract}/").follow("200 person-hours")
    cleo.send(decision="full")


def feel_it(live, contract: str) -> None:
    """Residents say whether it happened, was noticed and helped."""
    live.go_to(205)
    page = live.visitor().open(f"/eastfield/contracts/{contract}/").page
    check = page.locator('main a[href*="/check/"]').first.get_attribute("href")
    for _ in range(3):
        live.visitor().open(check).send(happened="yes", noticed="yes", helped="yes")


def read_the_thread(live, private_page: str) -> None:
    """From the sender's own page to the words, the promise and what was felt."""
    remi = live.visitor().open(private_page)
    remi.sees(SAID, "A year of mentoring")
    remi.follow("Follow it to what was bought")
    remi.sees(
        SAID,
        "A year of mentoring",
        AFTER,
        "Somebody to ask",
        "Repair of the harbour wall",
        "Brightwork CIC",
        "Kept",
        "3 of 3 residents",
    )
    assert not remi.page.locator(".cvc-stations__step--broken").count(), remi.words
