"""An existing document: read by a worker, checked by a person, harmless throughout."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.lifecycle import Refused
from charters import importing, opening, tasks
from charters.models import DocumentImport
from tests import factories
from tests.charters import documents
from tests.stage import staged

BOMB = {
    "mimetype": documents.ODT,
    "content.xml": " " * (opening.LARGEST_UNPACKED + 1),
}


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def upload(content, name="old.docx"):
    return SimpleUploadedFile(name, content)


def read(charter, dara, content=None, name="old.docx"):
    job = importing.take(charter, upload(content or documents.docx(), name), by=dara)
    tasks.read_document(job.pk)
    job.refresh_from_db()
    return job


def found(content, name):
    parts = opening.parts_of(content, opening.kind_of(content, name))
    return [(part.heading, part.paragraphs) for part in parts]


def test_headings_and_paragraphs_of_a_word_document_are_found():
    assert found(documents.docx(), "old.docx") == [
        ("", ["Before any heading."]),
        ("Our place", ["The quay is ours.", "- Boats", "Wards – 12"]),
        ("Boats and nets", ["We mend both."]),
    ]


def test_those_of_an_open_document_are_found_without_what_was_deleted():
    body = (
        "<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
        "<text:h>Our place</text:h><text:p>The quay<text:s/>is <text:span>ours"
        "</text:span>.</text:p><text:list><text:list-item><text:p>Boats</text:p>"
        "</text:list-item></text:list>"
    )
    assert found(documents.odt(body), "old.odt") == [
        ("Our place", ["The quay is ours.", "- Boats"])
    ]


def test_those_of_a_text_with_marks_are_found():
    text = "# Our place #\n\nThe quay\nis ours.\n## Boats\nWe mend them.\n"
    assert found(text.encode(), "old.md") == [
        ("Our place", ["The quay\nis ours."]),
        ("Boats", ["We mend them."]),
    ]


def test_a_paragraph_that_is_too_long_for_one_is_cut_at_a_space():
    ((_, pieces),) = found(b"word " * 1000, "old.md")
    assert [len(piece) <= 4000 for piece in pieces] == [True, True]
    assert " ".join(pieces).split() == ["word"] * 1000


HOSTILE = {
    "empty": (b"", "a.docx", opening.EMPTY),
    "large": (b"x" * (opening.LARGEST + 1), "a.md", opening.TOO_LARGE),
    "a program": (b"MZ\x90", "a.docx", opening.WRONG),
    "a spreadsheet": (documents.packed({"xl/x.xml": ""}), "a.docx", opening.WRONG),
    "half a package": (documents.docx()[:900], "a.docx", opening.DAMAGED),
    "bytes": (b"\xff\xfe\x00", "a.md", opening.DAMAGED),
    "macros": (
        documents.changed(documents.docx(), {"word/vbaProject.bin": "x"}),
        "a.docx",
        opening.MACROS,
    ),
    "a bomb": (documents.packed(BOMB), "a.odt", opening.BOMB),
    "entities": (documents.odt("<text:p/>", documents.ENTITY), "a.odt", opening.TRICKS),
    "entities in word": (
        documents.changed(documents.docx(), {"word/extra.xml": documents.ENTITY}),
        "a.docx",
        opening.TRICKS,
    ),
    "no words": (documents.odt("<text:p/>"), "a.odt", opening.NO_WORDS),
    "broken": (documents.odt("<text:p>"), "a.odt", opening.DAMAGED),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_document_or_means_harm_is_refused_in_words(case):
    content, name, words = HOSTILE[case]
    with pytest.raises(opening.Unreadable) as refusal:
        found(content, name)
    assert str(refusal.value) == words


def test_an_entity_hidden_by_its_encoding_is_found_too():
    content = documents.odt("<text:p>x</text:p>", documents.ENTITY)
    with opening._package(content) as package:
        said = package.read("content.xml").decode().encode("utf-16")
    hidden = documents.packed({"mimetype": documents.ODT, "content.xml": said})
    with pytest.raises(opening.Unreadable, match="instructions"):
        opening.parts_of(hidden, "odt")


def test_without_the_look_before_parsing_the_entity_would_not_be_noticed(monkeypatch):
    monkeypatch.setattr(opening, "_refuse_tricks", lambda content: None)
    content = documents.odt("<text:p>x &e;</text:p>", documents.ENTITY)
    assert "root:" not in str(opening.parts_of(content, "odt"))


def test_a_worker_reads_it_once_and_forgets_the_file(charter, dara):
    job = read(charter, dara)
    assert (job.status, bytes(job.content)) == ("ready", b"")
    assert [part["heading"] for part in job.found][1:] == [
        "Our place",
        "Boats and nets",
    ]
    tasks.read_document(job.pk)
    assert tasks.read_documents() == 0


def test_a_document_that_cannot_be_read_says_why(charter, dara):
    content = documents.odt("<text:p>x</text:p>", documents.ENTITY)
    job = read(charter, dara, content, "old.odt")
    assert job.status == "failed"
    assert job.sentence == opening.TRICKS


def test_only_what_was_chosen_comes_into_the_charter(charter, dara):
    job = read(charter, dara)
    place = charter.sections.get(key="our-place")
    before = place.clauses.count()
    assert job.keep({1: "our-place", 2: ""}, by=dara) == 4
    assert place.clauses.count() == before + 3
    assert charter.sections.last().heading == "Boats and nets"
    assert not charter.sections.filter(clauses__text="Before any heading.").exists()
    with pytest.raises(Refused, match="already"):
        job.keep({1: "our-place"}, by=dara)
    assert DocumentImport.objects.get().kept_at


def test_nothing_chosen_and_a_locked_text_are_refused(charter, dara, amal):
    job = read(charter, dara)
    with pytest.raises(Refused, match="at least one"):
        job.keep({}, by=dara)
    charter.withdraw("Not needed.", by=amal)
    with pytest.raises(Refused, match="locked"):
        job.keep({1: ""}, by=dara)


def test_headings_that_say_the_same_find_their_section(charter):
    sections = list(charter.sections.all())
    assert importing.likely_section("OUR PLACE", sections) == "our-place"
    assert importing.likely_section("Boats and nets", sections) == ""


def test_from_choosing_the_file_to_the_words_in_the_charter(
    charter, dara, olu, sign_in
):
    browser, work = sign_in(dara), charter.get_workspace_url()
    page = browser.post(f"{work}import/", {"file": upload(b"MZ", "old.exe")})
    assert opening.WRONG in page.content.decode()
    answer = browser.post(f"{work}import/", {"file": upload(documents.docx())})
    job = DocumentImport.objects.get()
    assert answer.url == f"/jobs/{job.uid}/"
    assert "waiting to be read" in browser.get(answer.url).content.decode()
    tasks.read_documents()
    assert browser.get(f"/jobs/{job.uid}.json").json()["is_finished"]
    assert "Check what we found" in browser.get(answer.url).content.decode()
    check = job.get_absolute_url()
    page = browser.get(check).content.decode()
    assert "Nothing is kept unless you tick it." in page
    assert " checked" not in page
    nothing = browser.post(check, {}).content.decode()
    assert "Select at least one part to keep" in nothing
    browser.post(check, {"keep-1": "on", "into-1": "our-place"})
    assert charter.sections.get(key="our-place").clauses.last().text == "Wards – 12"
    assert sign_in(olu).get(answer.url).status_code == 404
    assert sign_in(olu).get(f"/jobs/{job.uid}.json").status_code == 404
