"""The statement as a build, the two editions, the bundle, and the decision pack."""

import csv
import hashlib
import io
import subprocess
import sys
import zipfile

import pytest

from audit.lifecycle import Refused
from audit.tasks import sweep
from consultation import bundle, editions, statement
from consultation.models import Acknowledgement
from consultation.parcels import Remark, Sender
from tests.consultation.addresses import url
from tests.factories import ready_to_conclude, send_response

pytestmark = pytest.mark.django_db
SECRET = "Ring Jo Bloggs on 07700 900123"
WITHHELD = "You know where the officers live"
NAMELESS = Sender("lives_here", name="Remi Private", email="remi@example.org")


@pytest.fixture
def full(round, dara, mona, travel):
    """A reported round with a published, a cut and a withheld comment."""
    send_response(round, remarks=[Remark("Add dates.", stance="agree")])
    send_response(round, SECRET, sender=NAMELESS)
    send_response(round, WITHHELD)
    first, cut, withheld = round.comments.order_by("pk")
    travel(to=round.closes_at)
    first.publish(mona)
    cut.publish_in_part([(5, 14, "personal"), (18, 30, "personal")], mona)
    withheld.withhold("abuse", mona)
    issue = round.raise_issue("Promises need dates", "People want dates.", by=dara)
    issue.gather([first, cut, withheld], by=dara)
    issue.dispose("accepted", "We agree.", by=dara)
    round.analyse(by=dara)
    round.report(by=dara)
    return round


def cells(round, edition):
    stream = io.StringIO()
    writer = csv.writer(stream)
    for row in editions.rows(round, edition):
        writer.writerow(row)
    return stream.getvalue()


def test_built_again_from_the_same_facts_it_is_the_same_byte_for_byte(full, dara):
    first = statement.build(full, by=dara)
    again = statement.build(type(full).objects.for_reading().get(pk=full.pk))
    assert again == first
    assert full.statements.count() == 1
    assert first.is_whole
    found = hashlib.sha256(first.document.encode()).hexdigest()
    assert found == first.document_hash


def test_the_figures_are_those_of_the_record(full):
    content = statement.build(full).content
    assert content["figures"] == full.figures()
    assert content["kinds"] == [{"label": "Resident", "count": 3}]
    (issue,) = content["issues"]
    assert (issue["comments"], issue["decision"]) == (3, "Changed")
    assert {line["label"]: line["count"] for line in content["moderation"]} == {
        "Published": 1,
        "Published with words removed": 1,
        "Not published": 1,
        "It is abusive or threatens someone": 1,
    }


def test_a_changed_fact_makes_a_new_version_and_the_old_one_stays(full, dara):
    first = statement.build(full)
    type(full).objects.filter(pk=full.pk).update(number=1, short_reason="x")
    full.consultation.proposal = "Another proposal."
    full.consultation.save()
    second = statement.build(full)
    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert first.content["consultation"]["proposal"] != "Another proposal."


def test_the_statement_is_built_when_the_results_are_published(client, full):
    page = url(full, "statement")
    assert "is being built" in client.get(page).text
    assert client.get(url(full, "statement_csv")).status_code == 404
    sweep()
    shown = client.get(page).text
    assert "Promises need dates" in shown
    assert full.statements.get().document_hash[:32] in shown
    for secret in ("Bloggs", "07700", WITHHELD, "Remi Private"):
        assert secret not in shown
    file = client.get(url(full, "statement_json"))
    digest = hashlib.sha256(file.content).hexdigest()
    assert digest == full.statements.get().document_hash
    table = b"".join(client.get(url(full, "statement_csv")).streaming_content)
    assert b"Promises need dates" in table
    assert client.get(url(full, "statement_pdf")).status_code == 302


def test_what_is_withheld_or_removed_never_stands_in_the_public_edition(client, full):
    public, record = cells(full, "public"), cells(full, "record")
    for secret in ("Bloggs", "07700", WITHHELD, "Remi Private", "remi@example.org"):
        assert secret not in public
        assert secret in record
    for response in full.responses.all():
        assert response.printed_code not in public
    assert "personal details removed" in public
    file = b"".join(client.get(url(full, "public_comments")).streaming_content)
    assert b"Bloggs" not in file
    assert b"Add dates." in file


def test_the_public_edition_cell_by_cell(full):
    first, cut = editions.rows(full, "public")
    shown = dict(zip(editions.head("public"), cut, strict=True))
    assert shown["text as published"] == (
        "Ring [personal details removed] on [personal details removed]"
    )
    assert shown["published"] == "Published with words removed"
    assert shown["shown as"] == shown["kind of sender"] == "Resident"
    assert shown["points"] == ["1. Promises need dates"]
    assert dict(zip(editions.head("public"), first, strict=True))["view"] == "Agree"


def test_the_file_hides_what_the_page_hides(client, round, mona):
    comment = send_response(round, "Add dates.").response.comments.get()
    comment.publish(mona)
    file = b"".join(client.get(url(round, "public_comments")).streaming_content)
    assert b"Add dates." not in file, "comments are shown after the close"


def test_points_stand_in_the_public_edition_once_the_results_are_published(
    issue, closed
):
    (row,) = editions.rows(closed, "public")
    assert dict(zip(editions.head("public"), row, strict=True))["points"] == []


def test_the_record_edition_is_for_few(sign_in, dara, mona, max, full):
    assert sign_in(mona).get(url(full, "record_edition")).status_code == 403
    answer = sign_in(max).get(url(full, "record_edition"))
    assert "no-store" in answer.headers["Cache-Control"]
    assert SECRET.encode() in b"".join(answer.streaming_content)


@pytest.fixture
def packed(full, tmp_path):
    statement.build(full)
    with bundle.pack(full) as stream, zipfile.ZipFile(stream) as file:
        file.extractall(tmp_path)
    return tmp_path


def run(folder, *command):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_anybody_can_check_the_bundle_with_what_every_computer_has(packed, full):
    sums = run(packed, "sha256sum", "-c", "SHA256SUMS")
    assert sums.returncode == 0, sums.stdout
    chain = run(packed, sys.executable, "verify.py")
    assert "unbroken" in chain.stdout
    with bundle.pack(full) as first, bundle.pack(full) as second:
        assert first.read() == second.read()
    named = {
        line.split("  ")[1] for line in (packed / "SHA256SUMS").read_text().splitlines()
    }
    there = {str(p.relative_to(packed)) for p in packed.rglob("*") if p.is_file()}
    assert there == named | {"SHA256SUMS"}


def test_an_altered_bundle_is_found_out(packed):
    """Negative control: one word in one entry, and both checks say so."""
    trail = packed / "trail.jsonl"
    trail.write_text(
        trail.read_text().replace("comment.withheld", "comment.published", 1)
    )
    assert run(packed, "sha256sum", "-c", "SHA256SUMS").returncode != 0
    chain = run(packed, sys.executable, "verify.py")
    assert "was changed" in chain.stderr


@pytest.fixture
def concluded(full, dara):
    clause = full.charter.sections.first().clauses.first()
    clause.reword("Every promise has a date.", by=dara)
    change = full.charter.changes.since_last_consultation().get()
    full.issues.get().cite(change, by=dara)
    ready_to_conclude(full, by=dara)
    full.conclude(by=dara)
    sweep()
    return full


def test_nobody_decides_before_the_pack_is_read(concluded, amal, dara, sign_in):
    assert any("first read" in one for one in concluded.charter.obstacles("deciding"))
    page = url(concluded, "decision_pack")
    assert sign_in(dara).get(page).status_code == 403
    browser = sign_in(amal)
    assert "Officers propose:" in browser.get(page).text
    assert "Not ticked: 1" in browser.post(page, {}).text
    browser.post(page, {"issues": ["1"], "minute_url": "https://example.org/m/47"})
    given = Acknowledgement.objects.get()
    assert (given.person, given.issues_read) == (amal, [1])
    held = concluded.charter.obstacles("deciding")
    assert not any("first read" in one for one in held)
    assert "You have said that you read this version" in browser.get(page).text


def test_lp_13_an_older_version_of_the_pack_is_not_enough(concluded, amal):
    old = concluded.statements.order_by("number").last()
    concluded.consultation.proposal = "Changed since."
    concluded.consultation.save()
    statement.build(concluded)
    with pytest.raises(Refused, match="newer version"):
        Acknowledgement.give(old, [1], by=amal)


def test_a_change_reads_aloud_as_sentences():
    assert statement.spoken("20% of marks", "25% of marks") == [
        "Instead of “20” it now says “25”."
    ]
    assert statement.spoken("Use NEET here.", "Use here.") == [
        "It no longer says “NEET”."
    ]
    assert statement.spoken("Plant trees.", "Plant many trees.") == [
        "It now also says “many”."
    ]
    assert statement.spoken("", "All new.") == ["New words: “All new.”"]
    assert statement.spoken("Gone.", "") == ["Words taken out: “Gone.”"]
