"""Reading open contracting files: ours, the real ones, and broken ones."""

import datetime as dt
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tenders import notices
from tenders.models import Tender
from tests import factories

OURS = (Path(__file__).parent / "files" / "tender_release.json").read_bytes()
SAMPLES = os.environ.get("OCDS_SAMPLES", "")


def changed(**tender):
    package = json.loads(OURS)
    package["releases"][0]["tender"] |= tender
    return json.dumps(package).encode()


def test_a_release_package_is_read_in_full():
    found = notices.read(OURS)
    assert found.ocid == "ocds-000000-grounds"
    assert found.title == "Grounds maintenance in the north wards"
    assert found.value == Decimal("480000.00")
    assert found.category == "services"
    assert found.buyer == "Eastfield Council"
    assert found.closes_at == dt.datetime(2027, 1, 22, 12, tzinfo=dt.UTC)
    assert found.contract_starts_on == dt.date(2027, 4, 1)
    assert found.contract_ends_on == dt.date(2030, 3, 31)
    assert found.notice_url == "https://notices.example.org/n/114"
    assert found.remarks == ()


def test_a_single_release_and_a_record_are_read_too():
    release = json.loads(OURS)["releases"][0]
    record = {"ocid": release["ocid"], "compiledRelease": release}
    for document in (release, record, {"records": [record]}):
        assert notices.read(json.dumps(document).encode()).value == 480000


def test_of_several_releases_of_one_tender_the_compiled_or_the_latest_counts():
    first = json.loads(OURS)["releases"][0]
    later = json.loads(OURS)["releases"][0]
    later["date"] = "2026-12-01T09:00:00Z"
    later["tender"]["title"] = "The later title"
    package = {"releases": [later, first]}
    assert notices.read(json.dumps(package).encode()).title == "The later title"
    compiled = {**first, "tag": ["compiled"]}
    package = {"releases": [later, compiled]}
    assert "north wards" in notices.read(json.dumps(package).encode()).title


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"%PDF-1.7", "must be a JSON file"),
        (b"\xff\xfe{}", "must be a JSON file"),
        (b"[" * 50_000, "must be a JSON file"),
        (b"[]", "there is no tender in it"),
        (b"{}", "there is no tender in it"),
        (b'{"releases": [{"ocid": "x"}]}', "there is no tender in it"),
        (b'{"releases": [{"tender": {}}]}', "no open contracting identifier"),
        (
            b'{"releases": [{"ocid": "a", "tender": {}}, {"ocid": "b", "tender": {}}]}',
            "describes 2 tenders",
        ),
        (b" " * (notices.LARGEST + 1) + b"1", "smaller than 2MB"),
    ],
)
def test_a_bad_file_gets_a_sentence(content, words):
    with pytest.raises(notices.UnreadableNotice, match=words):
        notices.read(content)


@pytest.mark.parametrize(
    ("tender", "remark"),
    [
        ({"value": {"amount": 5, "currency": "EUR"}}, "The value is in EUR"),
        ({"value": {"amount": "much", "currency": "GBP"}}, "The value is not a number"),
        ({"value": {"amount": -1}}, "out of range"),
        ({"value": {"amount": "NaN"}}, "not a number"),
        ({"value": {"amount": "1e400"}}, "out of range"),
        ({"value": None}, "gives no value"),
        ({"tenderPeriod": {"endDate": "soon"}}, "“soon” could not be read"),
        ({"tenderPeriod": None}, "no closing time"),
        ({"contractPeriod": []}, "no contract dates"),
        ({"mainProcurementCategory": "magic"}, "goods, services or works"),
        ({"lots": [{"id": 1}, {"id": 2}]}, "2 lots"),
        ({"title": 7}, None),
        ({"title": None}, "gives no title"),
    ],
)
def test_what_cannot_be_taken_over_is_said(tender, remark):
    found = notices.read(changed(**tender))
    assert remark is None or any(remark in one for one in found.remarks)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "amount", "title", "endDate", "lots", "items", "id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.slow
@given(
    st.dictionaries(
        st.sampled_from(sorted(json.loads(OURS)["releases"][0]["tender"])), json_values
    )
)
def test_no_shape_of_a_tender_breaks_the_reader(tender):
    found = notices.read(changed(**tender))
    assert found.ocid == "ocds-000000-grounds"


@pytest.mark.skipif(
    not SAMPLES,
    reason="OCDS_SAMPLES names no folder: no real open contracting file was read",
)
def test_every_real_file_is_read():
    files = sorted(Path(SAMPLES).glob("*.json"))
    assert files, f"OCDS_SAMPLES={SAMPLES} holds no files"
    for path in files:
        found = notices.read(path.read_bytes())
        assert found.ocid.startswith("ocds-"), path.name
        assert found.title, path.name


def upload(client, content):
    url = reverse("tenders:tender_import", args=["eastfield"])
    file = SimpleUploadedFile("release.json", content)
    return client.post(url, {"file": file}, follow=True)


def test_a_file_is_shown_and_then_made_a_draft(eastfield, bea, sign_in):
    charter = factories.adopted_charter(eastfield)
    client = sign_in(bea)
    page = upload(client, changed(lots=[{"id": 1}, {"id": 2}])).content.decode()
    assert "Check what we found" in page
    assert "£480,000" in page
    assert "The notice has 2 lots" in page
    assert not Tender.objects.exists()
    url = reverse("tenders:tender_import_check", args=["eastfield"])
    data = {"edition": charter.adopted_edition.pk}
    page = client.post(url, data, follow=True).content.decode()
    assert "The notice was read into a new draft." in page
    tender = Tender.objects.get()
    assert tender.ocid == "ocds-000000-grounds"
    assert tender.value == 480000
    assert tender.status == Tender.Status.DRAFTING
    assert client.get(url).status_code == 302
    upload(client, OURS)
    page = client.post(url, data).content.decode()
    assert "This notice is already here" in page


@pytest.mark.parametrize("content", [b"x", b"{}"])
def test_a_bad_upload_goes_back_to_the_form_with_a_sentence(
    eastfield, bea, sign_in, content
):
    page = upload(sign_in(bea), content).content.decode()
    assert "There is a problem" in page
    assert not Tender.objects.exists()
