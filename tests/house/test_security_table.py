"""`docs/security.md` has a row for each chapter of the ASVS, with tests that exist."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.ROOT)
CHAPTERS = {f"V{number}" for number in range(1, 18)}
ROW = re.compile(r"^\| (V\d+) [^|]+\|[^|]+\|[^|]+\|([^|]*)\|$", re.MULTILINE)


def faults_in(text: str) -> list[str]:
    rows = ROW.findall(text)
    names = [chapter for chapter, _shown in rows]
    faults = [f"{chapter} has no row" for chapter in CHAPTERS - set(names)]
    faults += [f"{name} is no chapter" for name in set(names) - CHAPTERS]
    faults += [f"{name} has two rows" for name in names if names.count(name) > 1]
    for chapter, shown in rows:
        files = re.findall(r"`([^`]+)`", shown)
        if not files:
            faults.append(f"{chapter} names no test")
        faults += [
            f"{chapter} names {file}, which holds no test"
            for file in files
            if not holds_tests(ROOT / file)
        ]
    return sorted(faults)


def holds_tests(file: Path) -> bool:
    return (
        file.match("test_*.py") and file.is_file() and "def test_" in file.read_text()
    )


def table() -> str:
    return (ROOT / "docs" / "security.md").read_text()


def test_each_chapter_has_a_row_and_each_test_that_it_names_exists():
    assert faults_in(table()) == []


def test_a_chapter_without_a_row_or_a_test_that_is_gone_is_found():
    text = table()
    (row,) = [line for line in text.splitlines() if line.startswith("| V17 ")]
    assert faults_in(text.replace(row, "")) == ["V17 has no row"]
    gone = text.replace(row, row.replace("test_assets.py", "test_gone.py"))
    assert faults_in(gone) == [
        "V17 names tests/house/test_gone.py, which holds no test"
    ]
    bare = text.replace(row, row[: row.index("`")] + "|")
    assert faults_in(bare) == ["V17 names no test"]
    assert "V17 has two rows" in faults_in(text.replace(row, f"{row}\n{row}"))
