"""No committed file names a package registry or a folder of somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.ROOT)
REGISTRY = re.compile(
    r"--(?:extra-)?index-url[ =]http|\"resolved\": *\"http"
    r"|https?://(?!\S*example\.org)\S+/simple\b|https?://\S+\.(?:whl|tgz|tar\.gz)\b"
)
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w+/")
READABLE = {
    *(".py", ".html", ".js", ".scss", ".toml", ".yml", ".yaml", ".md", ".txt"),
    *(".json", ".conf", ".env", ".sh", ".npmrc", ""),
}
SPEAKS_OF_IT = {"tests/house/test_what_is_committed.py"}


def committed() -> list[Path]:
    named = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Path(line) for line in named.stdout.splitlines()]


def faults_in(text: str) -> list[str]:
    return [
        line.strip()[:120]
        for line in text.splitlines()
        if REGISTRY.search(line) or MACHINE.search(line)
    ]


def test_committed_files_name_no_registry_and_no_machine():
    found = {}
    for path in committed():
        if path.suffix not in READABLE or str(path) in SPEAKS_OF_IT:
            continue
        try:
            text = (ROOT / path).read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if faults := faults_in(text):
            found[str(path)] = faults
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/",
        "see https://packages.example.com/simple for packages",
        "https://example.org/files/sass-1.0.0.tgz",
        '"resolved": "https://example.org/sass-1.0.0"',
        "cd /home/dara/portal",
    ],
)
def test_such_a_line_is_found(line):
    assert faults_in(line)


def test_an_ordinary_path_is_not():
    assert faults_in("see docs/adr/ and /eastfield/home/") == []
