"""The finished file: PDF/A-3a and PDF/UA-1 in one, with the document inside."""

import io
import json
from collections import Counter

import pikepdf
import pytest

from records import rendering
from records.canonical import canonical, digest
from records.models import Rendition
from tests.records.pdf_document import edition_document

pytestmark = pytest.mark.slow


def rendition_of(document, template="charter", **more):
    return Rendition(
        title="Community Value Charter, version 2",
        document=canonical(document),
        document_hash=digest(document),
        template=template,
        **more,
    )


@pytest.fixture(scope="module")
def printed():
    return rendering.print_document(rendition_of(edition_document()))


@pytest.fixture(scope="module")
def pdf(printed):
    with pikepdf.open(io.BytesIO(printed.content)) as opened:
        yield opened


def structure(pdf):
    """Every element of the structure tree, depth first."""

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for part in element:
                yield from walk(part)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            if "/K" in element:
                yield from walk(element.K)

    yield from walk(pdf.Root.StructTreeRoot.K)


def test_it_says_what_it_is(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    title = "Community Value Charter, version 2 – Eastfield Council"
    assert str(pdf.docinfo["/Title"]) == title
    assert pdf.Root.Metadata.read_bytes().count(b"<rdf:RDF") == 1
    with pdf.open_metadata() as xmp:
        assert xmp["pdfaid:part"] == "3"
        assert xmp["pdfaid:conformance"] == "A"
        assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert xmp["dc:title"] == title


def test_its_structure_is_that_of_the_document(pdf):
    kinds = Counter(str(element.S) for element in structure(pdf))
    assert kinds["/H1"] == 1
    assert kinds["/H2"] >= 7
    assert kinds["/Table"] == 5
    assert kinds["/TH"] >= 9
    assert kinds["/L"] >= 5
    assert kinds["/Caption"] >= 5
    assert kinds["/Link"] >= 8
    assert not [e for e in structure(pdf) if e.S == "/Figure" and "/Alt" not in e]


def test_each_page_is_read_in_the_order_of_the_structure(pdf):
    assert all(page.Tabs == "/S" for page in pdf.pages)


def test_it_has_bookmarks_and_links_to_every_part(pdf):
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "Contents"
    assert "1 How we buy, part 1" in titles
    assert "Good local jobs 1" in titles
    assert titles[-1] == "About this document"


def test_the_document_is_inside_byte_for_byte(pdf):
    document = edition_document()
    [spec] = pdf.Root.AF
    assert spec.AFRelationship == "/Source"
    inside = pdf.attachments["charter.json"].get_file().read_bytes()
    assert inside.decode() == canonical(document)
    assert digest(json.loads(inside)) == digest(document)


def test_fonts_are_embedded_and_only_ours(pdf):
    names = {
        str(found.BaseFont)
        for found in pdf.objects
        if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/Font"
    }
    assert names
    assert all("Source" in name for name in names)


def test_each_priority_begins_a_page_of_its_own(printed, pdf):
    # the first one says all that a priority can say, on two pages and in easy words
    assert printed.pages == len(pdf.pages) == 11


def test_the_same_document_gives_the_same_bytes(printed):
    again = rendering.print_document(rendition_of(edition_document()))
    assert again.content == printed.content


def test_a_draft_says_so():
    from records import typesetting

    def page(kind):
        document = edition_document(kind=kind)
        return typesetting.page_for(
            document, template="charter", title="t", document_hash="0" * 64
        )

    assert "Draft – not yet agreed" in page("consultation")
    assert "Draft – not yet agreed" not in page("adopted")


def test_text_from_people_cannot_add_to_the_page():
    from records import typesetting

    hostile = '<img src="file:///etc/passwd"> ![x](http://evil.example/) {{ title }}'
    document = edition_document(text=hostile)
    document["charter"]["title"] = "<script>alert(1)</script>"
    document["priorities"][0]["title"] = (
        '<link rel=attachment href="file:///etc/passwd">'
    )
    page = typesetting.page_for(
        document, template="charter", title="t", document_hash="0" * 64
    )
    assert page.count("<img") == page.count('<img src="asset:')
    assert "<script" not in page
    assert page.count("<link") == 1
    assert "{{ title }}" in page


@pytest.mark.parametrize("name", ["../charter", "charter.html", "Charter", ""])
def test_a_template_is_named_in_plain_letters(name):
    from records import typesetting

    with pytest.raises(ValueError, match="not the name"):
        typesetting.page_for({}, template=name, title="t", document_hash="0")
