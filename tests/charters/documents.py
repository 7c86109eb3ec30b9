"""Documents for tests: kind ones, and some that mean harm."""

import io
import zipfile

OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
ODT = "application/vnd.oasis.opendocument.text"


def docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Our old charter", level=0)
    document.add_paragraph("Before any heading.")
    document.add_heading("Our place", level=1)
    document.add_paragraph("The quay  is ours.")
    document.add_paragraph("Boats", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Wards", "12"
    document.add_heading("Boats and nets", level=2)
    document.add_paragraph("We mend both.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(entries: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, said in entries.items():
            package.writestr(name, said)
    return stream.getvalue()


def odt(body: str, before: str = "") -> bytes:
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {OFFICE}>'
        f"<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return packed({"mimetype": ODT, "content.xml": content})


def changed(content: bytes, entries: dict[str, str]) -> bytes:
    """The same package with entries added."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        kept = {name: package.read(name) for name in package.namelist()}
    return packed(kept | entries)


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
