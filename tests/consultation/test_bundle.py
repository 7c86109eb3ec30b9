"""The bundle for a court holds everything about a round, and says so file by file."""

import csv
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from audit import clock
from consultation import bundle, bundle_rows, channels, ledger, preparing
from consultation.models import (
    Attachment,
    CommentReport,
    CouncilDate,
    Draft,
    Outreach,
    OutsideCount,
    Reading,
    Stakeholder,
)
from consultation.parcels import Behalf, Content, Remark, Sender, Signed
from records.models import ModerationReview
from tests.consultation.addresses import url
from tests.consultation.test_files_and_forgetting import picture as png
from tests.factories import (
    ask,
    open_round,
    read_the_pack,
    ready_to_conclude,
    send_response,
)
from tests.factories.councils import somebody

pytestmark = pytest.mark.django_db


def picture(name):
    return SimpleUploadedFile(name, png())


def before(round, dara):
    """People asked, a format and a date of the council's own."""
    preparing.note_contact(Stakeholder.objects.first(), "asked", by=dara)
    promised = preparing.promise_format(
        round.consultation, "bsl", owner="Comms", due_on=clock.today(), by=dara
    )
    preparing.deliver_format(promised, "https://bsl.example/", by=dara)
    CouncilDate.objects.create(
        council=round.council,
        kind="other",
        name="Town fair",
        first_on=clock.today(),
        last_on=clock.today(),
        source="The diary",
    )
    Outreach.log(
        round,
        group="age",
        option="16-24",
        label="Young people",
        what="A stall at the college",
        done_on=clock.today(),
        before=0,
        by=dara,
    )
    round.correct("We wrote May and meant June.", by=dara)


def replies(round, dara):
    """One by web for a body, with a file and a change; one on paper, keyed in."""
    body = Behalf(organisation="Harbour Carers", how_asked="We met twice.")
    question = round.questions.get()
    first = send_response(
        round,
        "Add dates.",
        sender=Sender("community", name="Remi Private", email="remi@example.org"),
        behalf=body,
        signed=Signed(40, 2),
        answers={question: "1"},
    ).response
    draft, _token = Draft.begin(round)
    draft.keep()
    sent = Attachment.add(draft, picture("plan of the park.png"))
    Attachment.objects.filter(pk=sent.pk).update(draft=None, response=first)
    first.comments.get().amend("Add dates and streets.")
    channels.key_in(
        round,
        Content(remarks=[Remark("As on the paper.")]),
        Sender("lives_here"),
        key="the-key-of-the-paper",
        channel="paper",
        received_at=clock.now(),
        scan=picture("scan.png"),
        by=dara,
    )
    return first


@pytest.fixture
def court(eastfield, dara, mona, amal, travel):
    """A round that has been through everything, and its charter with the approver."""
    questions = [ask("How do you feel?", "choice", ["Well", "Badly"])]
    round = open_round(eastfield, questions=questions)
    before(round, dara)
    first = replies(round, dara)
    OutsideCount.objects.create(round=round, source="paper", count=1)
    travel(to=round.closes_at)
    every = list(round.comments.order_by("pk"))
    every[0].withhold("personal", mona)
    every[1].publish(mona)
    ModerationReview.ask(every[0], "It names nobody.")
    CommentReport.file(every[1], "other", "It is about another town.")
    Reading.objects.mark(round, [first], by=dara)
    for keyed in first.round.responses.exclude(keying=None):
        keying = keyed.keying
        type(keying).objects.filter(pk=keying.pk).update(checked_at=clock.now())
    ledger.reconcile(round)
    issue = round.raise_issue("Promises need dates", "People want dates.", by=dara)
    issue.gather(every, by=dara)
    issue.dispose("accepted", "We agree.", by=dara)
    round.analyse(by=dara)
    round.report(by=dara)
    conclude(round, dara, amal)
    return round


def conclude(round, dara, amal):
    clause = round.charter.sections.first().clauses.first()
    clause.reword("Every promise has a date.", by=dara)
    change = round.charter.changes.since_last_consultation().get()
    round.issues.get().cite(change, by=dara)
    ready_to_conclude(round, by=dara)
    round.conclude(by=dara)
    read_the_pack(round, by=amal)


def unpacked(round) -> dict[str, bytes]:
    with bundle.pack(round) as stream, zipfile.ZipFile(stream) as file:
        return {name: file.read(name) for name in file.namelist()}


# One thing that each file must say.
SAYS = {
    "README.txt": "How to check it",
    "verify.py": "unbroken",
    "SHA256SUMS": "  round.json",
    "round.json": "The Cabinet",
    "trail.jsonl": "round.reported",
    "comments-record-edition.csv": "Add dates and streets.",
    "responses-record-edition.csv": "Harbour Carers",
    "consultation.jsonl": "DPIA-7",
    "rounds.jsonl": "The decision cannot wait.",
    "questions.jsonl": "How do you feel?",
    "privacy-notices.jsonl": "what we told people",
    "equality-analyses.jsonl": "No group is likely to lose by it.",
    "stakeholders.jsonl": '"asked_on": "20',
    "reach-targets.jsonl": '"least"',
    "formats.jsonl": "https://bsl.example/",
    "council-dates.jsonl": "Town fair",
    "notices.jsonl": "We wrote May and meant June.",
    "outreach.jsonl": "A stall at the college",
    "ledger.jsonl": '"number": 2',
    "ledger-counts.jsonl": '"count": 1',
    "ledger-comparisons.jsonl": '"figures"',
    "answers.jsonl": '"value": "1"',
    "mandates.jsonl": "We met twice.",
    "petitions.jsonl": '"handed_in": 40',
    "attachments.jsonl": '"added_at"',
    "earlier-versions.jsonl": "Add dates.",
    "keyed-in.jsonl": '"keyed_by": "Dara',
    "readings.jsonl": '"read_by": "',
    "moderation-decisions.jsonl": "withheld",
    "moderation-reviews.jsonl": "It names nobody.",
    "comment-reports.jsonl": "It is about another town.",
    "issues.jsonl": "Promises need dates",
    "issue-members.jsonl": '"issue": 1',
    "replies.jsonl": "We agree.",
    "changes.jsonl": "Every promise has a date.",
    "citations.jsonl": '"issue": 1',
    "change-weights.jsonl": "wording",
    "fairness-checks.jsonl": "Only wording changed.",
    "acknowledgements.jsonl": '"person": "Amal',
    "charter-decisions.jsonl": "",
}
# Nothing of the kind has happened in this round.
EMPTY = {
    *("petition-samples", "easings"),
    *("sign-offs", "population", "equality-tables", "imports", "campaigns"),
    *(
        "late-finds",
        "draft-uses",
        "sender-requests",
        "campaign-members",
        "assignments",
        "code-frames",
        "second-codings",
    ),
}


def test_every_file_is_there_and_says_what_it_is_for(court):
    files = unpacked(court)
    told = set(SAYS) | {f"{name}.jsonl" for name in EMPTY}
    others = {name for name in files if "/" not in name}
    assert others == told
    for name, words in SAYS.items():
        assert words in files[name].decode(), name
    for name in EMPTY:
        assert files[f"{name}.jsonl"] == b"", name


def test_texts_statements_files_and_scans_lie_in_folders(court):
    files = unpacked(court)
    code = court.responses.get(kind="community").printed_code
    (sent,) = (name for name in files if name.startswith("attachments/"))
    assert sent.startswith(f"attachments/{code}/")
    assert sent.endswith("plan of the park.png")
    (scan,) = (name for name in files if name.startswith("scans/"))
    assert files[scan].startswith(b"\x89PNG")
    assert "statements/1.json" in files
    assert any(name.startswith("editions/1-") for name in files)


def test_the_decision_about_the_charter_stands_in_it_with_its_minute(court, amal):
    charter = court.charter
    charter.refresh_from_db()
    by = somebody(court.council, "drafter")
    charter.submit(by=by, approver=amal)
    charter.adopt(by=amal, minute="Cabinet, 7 May, item 12")
    decided = unpacked(court)["charter-decisions.jsonl"].decode()
    assert json.loads(decided)["minute"] == "Cabinet, 7 May, item 12"
    assert json.loads(decided)["decided_by"] == amal.name


def test_a_notice_says_when_it_was_published(court):
    notice = json.loads(unpacked(court)["notices.jsonl"])
    assert notice["published_at"].startswith("20")
    assert notice["published_by"].startswith("Dara")


def test_nothing_in_it_opens_a_private_page(court):
    content = b"".join(unpacked(court).values()).decode("utf-8", "replace")
    for response in court.responses.all():
        assert response.link_hash not in content
        assert response.link_token not in content
        assert response.idempotency_key not in content


def test_no_kind_of_record_is_forgotten(round):
    """A model that is added must be a file of the bundle or left out for a reason."""
    told = {rows.of(round).model for rows in bundle_rows.ROWS}
    known = told | set(bundle_rows.ELSEWHERE)
    models = {
        model
        for model in apps.get_app_config("consultation").get_models()
        if not model._meta.auto_created
    }
    assert models - known == set()


def test_a_round_to_which_nobody_replied_has_a_bundle_too(sign_in, max, round):
    answer = sign_in(max).get(url(round, "bundle"))
    assert answer["Content-Type"] == "application/zip"
    content = io.BytesIO(b"".join(answer.streaming_content))
    with zipfile.ZipFile(content) as file:
        assert file.testzip() is None
        rows = csv.reader(
            io.StringIO(file.read("responses-record-edition.csv").decode())
        )
        assert len(list(rows)) == 1
        assert file.read("ledger.jsonl") == b""


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "_.._etc_passwd"), ("a/b.pdf", "a_b.pdf"), ("..", "file")],
)
def test_a_name_leads_nowhere_when_it_is_unpacked(name, shown):
    assert bundle.plain_name(name) == shown
