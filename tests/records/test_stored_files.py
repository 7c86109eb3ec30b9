import io
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from openpyxl import Workbook
from PIL import Image

from records import contents, sweeping
from records.contents import recognise
from records.models import StoredFile
from records.models.stored_file import shown_name

WRONG = "The selected file must be a PDF, DOCX, ODT, XLSX, ODS, CSV, JPG or PNG"


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(**options):
    document = pikepdf.new()
    document.add_blank_page()
    return saved_pdf(document, **options)


def saved_pdf(document, **options):
    stream = io.BytesIO()
    document.save(stream, **options)
    return stream.getvalue()


def package(entries, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def docx(*more):
    types = (
        f'<Types><Override ContentType="{contents.TYPES["docx"]}.main+xml"/></Types>'
    )
    return package(
        [("[Content_Types].xml", types), ("word/document.xml", "<w/>"), *more]
    )


def picture(kind="JPEG", size=(40, 30), **options):
    stream = io.BytesIO()
    Image.new("RGB", size, "#17324d").save(stream, kind, **options)
    return stream.getvalue()


def refusal(content, name="file", **options):
    with pytest.raises(ValidationError) as refused:
        recognise(content, name, **options)
    return str(refused.value.messages[0])


# --- what a file is -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("pdf", pdf),
        ("docx", docx),
        ("xlsx", lambda: saved(Workbook())),
        ("odt", lambda: saved(OpenDocumentText())),
        ("ods", lambda: saved(OpenDocumentSpreadsheet())),
        ("jpg", picture),
        ("png", lambda: picture("PNG")),
        ("csv", lambda: "name,number\nDárá,1\n".encode()),
    ],
)
def test_an_honest_file_is_known_by_its_content(kind, make):
    assert recognise(make(), "wrong.name" if kind != "csv" else "a.CSV").kind == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script></html>",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><svg/>",
        b"GIF89a<script>",
        b"PK\x03\x04 and then nothing",
        b"%PDF-1.7 and then nothing",
        b"\xff\xd8\xff and then nothing",
        b"a,b\n1,2\x00",
        package([("a.txt", "a")]),
        package([("mimetype", "application/x-other")]),
        docx(("word/vbaProject.bin", "macro")),
        docx(("../../etc/passwd", "x")),
        docx(("/etc/passwd", "x")),
        docx(*[(f"word/{number}.xml", "") for number in range(2001)]),
        package(
            [
                ("[Content_Types].xml", "<!DOCTYPE t [<!ENTITY a 'aaaa'>]>&a;"),
                ("word/document.xml", ""),
            ]
        ),
    ],
)
def test_what_is_none_of_our_kinds_is_refused_in_the_words_of_the_guide(content):
    assert refusal(content, "report.csv" if b"," in content else "r.pdf") == WRONG


@pytest.mark.slow
def test_a_bomb_is_refused_by_its_directory_before_it_is_unpacked():
    bomb = docx(("word/big.xml", b"\0" * (contents.LARGEST_UNPACKED + 1)))
    assert len(bomb) < contents.LARGEST
    assert refusal(bomb) == WRONG


def test_entries_that_share_bytes_are_refused():
    good = docx(("word/a.xml", "a" * 4000))
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        first, second = archive.infolist()[:2]
    central = good.rindex(b"PK\x01\x02", 0, good.rindex(b"PK\x01\x02"))
    offset_at = central + 42
    overlapping = (
        good[:offset_at]
        + first.header_offset.to_bytes(4, "little")
        + good[offset_at + 4 :]
    )
    assert second.header_offset != first.header_offset
    assert refusal(overlapping) == WRONG


def test_each_refusal_has_its_own_words(monkeypatch):
    locked = pdf(encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(b"") == "The selected file is empty"
    assert refusal(locked) == "The selected file is password protected"
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal(old) == "The selected file is password protected"
    monkeypatch.setattr(contents, "LARGEST", 10)
    assert refusal(pdf()) == "The selected file must be smaller than 20MB"


def test_only_the_kinds_that_are_asked_for_are_taken():
    words = refusal(pdf(), kinds=("jpg", "png"))
    assert words == "The selected file must be a JPG or PNG"
    assert refusal(pdf(), kinds=("xlsx",)) == "The selected file must be an XLSX"


# --- what is kept of it ---------------------------------------------------------------


def test_a_picture_is_drawn_again_without_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010F] = "Canary camera"
    exif.get_ifd(0x8825)[1] = "N"
    original = picture(exif=exif.tobytes()) + b"<script>canary</script>"
    kept = recognise(original).content
    assert b"anary" in original
    assert b"anary" not in kept
    with Image.open(io.BytesIO(kept)) as redrawn:
        assert not redrawn.getexif()
        assert redrawn.size == (40, 30)


def test_a_picture_stays_the_right_way_up():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways
    with Image.open(io.BytesIO(recognise(picture(exif=exif)).content)) as upright:
        assert upright.size == (30, 40)


def test_a_flood_of_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(contents, "MOST_PIXELS", 1000)
    assert refusal(picture("PNG")) == WRONG


def test_a_plain_pdf_is_kept_byte_for_byte():
    content = pdf()
    assert recognise(content).content == content


def armed():
    document = pikepdf.new()
    document.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    document.Root.OpenAction = document.make_indirect(script)
    document.pages[0].AA = pikepdf.Dictionary(O=script)
    document.pages[0].Annots = pikepdf.Array(
        [
            document.make_indirect(
                pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=launch)
            )
        ]
    )
    document.attachments["evil.exe"] = b"MZ"
    return saved_pdf(document)


def test_what_acts_on_its_own_is_taken_out_of_a_pdf():
    with pikepdf.open(io.BytesIO(recognise(armed()).content)) as kept:
        assert "/OpenAction" not in kept.Root
        assert "/AA" not in kept.pages[0]
        assert "/A" not in kept.pages[0].Annots[0]
        assert not list(kept.attachments)


def test_without_the_guard_the_script_would_be_kept():
    """Negative control: the file as it came does act on its own."""
    with pikepdf.open(io.BytesIO(armed())) as raw:
        assert "/OpenAction" in raw.Root
        assert list(raw.attachments) == ["evil.exe"]


# --- names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\report.final.docx", "reportfinal.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ('x"; filename="evil.html', "x filenameevil.pdf"),
        ("Café plan (2).pdf", "Café plan (2).pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_names_are_shown_without_folders_tricks_or_a_false_ending(name, shown):
    assert shown_name(name, "pdf") == shown


# --- keeping --------------------------------------------------------------------------


def upload(content=None, name="proof.pdf"):
    return SimpleUploadedFile(name, content or pdf())


@pytest.mark.django_db
def test_a_file_is_kept_under_a_name_of_the_servers_own(eastfield, cleo):
    content = pdf()
    file = StoredFile.keep(upload(content, "../proof.exe"), eastfield, cleo)
    assert file.read() == content
    assert (file.kind, file.name, file.size) == ("pdf", "proof.pdf", len(content))
    assert "proof" not in file.path
    assert file.uploaded_by == cleo


@pytest.mark.django_db
def test_no_file_is_an_answer_too(eastfield, cleo):
    with pytest.raises(ValidationError, match="Select a file"):
        StoredFile.keep(None, eastfield, cleo)


@pytest.mark.django_db
def test_a_person_cannot_fill_the_store(eastfield, cleo, ada, settings, travel):
    settings.RECORDS_MEGABYTES_PER_PERSON_A_DAY = 0
    with pytest.raises(ValidationError, match="There is no room"):
        StoredFile.keep(upload(), eastfield, cleo)
    settings.RECORDS_MEGABYTES_PER_PERSON_A_DAY = 1
    StoredFile.keep(upload(), eastfield, cleo)
    settings.RECORDS_MEGABYTES_PER_COUNCIL = 0
    with pytest.raises(ValidationError, match="There is no room"):
        StoredFile.keep(upload(), eastfield, ada)


@pytest.mark.django_db
def test_when_the_disk_fails_no_row_is_left(eastfield, cleo, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storages["default"]), "save", full)
    with pytest.raises(ValidationError, match="could not be uploaded – try again"):
        StoredFile.keep(upload(), eastfield, cleo)
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_discarding_takes_the_bytes_once_that_is_certain(
    eastfield, cleo, django_capture_on_commit_callbacks
):
    file = StoredFile.keep(upload(), eastfield, cleo)
    with django_capture_on_commit_callbacks(execute=True):
        file.discard()
        assert storages["default"].exists(file.path)
    assert not storages["default"].exists(file.path)


@pytest.mark.django_db
def test_the_sweep_deletes_old_orphans_and_nothing_else(eastfield, cleo, travel):
    kept = StoredFile.keep(upload(), eastfield, cleo)
    orphan = StoredFile.keep(upload(), eastfield, cleo)
    StoredFile.objects.filter(pk=orphan.pk).delete()
    assert sweeping.sweep_files() == 0  # its transaction may still be open
    travel(days=2)
    assert sweeping.sweep_files() == 1
    assert storages["default"].exists(kept.path)
    assert not storages["default"].exists(orphan.path)
