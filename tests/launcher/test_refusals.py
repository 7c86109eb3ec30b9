"""The launcher says in plain words what it cannot do and what to do next."""

import errno
import os
import subprocess
import sys

import pytest

from config import refusals
from config.places import ROOT

MANAGE = ROOT / "manage.py"

TROUBLES = [
    ("The virtual environment was not created: ensurepip is not available", "venv"),
    ("/usr/bin/python3: No module named venv", "apt install python3-venv"),
    ("OSError: [Errno 28] No space left on device", "The disk is full"),
    ("npm error code ENOSPC", "The disk is full"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "hash differs"),
    ("npm error code EINTEGRITY", "hash differs"),
    ("error: Hash mismatch for `django`", "hash differs"),
    ("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed", "certificate is not trusted"),
    ("invalid peer certificate: UnknownIssuer", "certificate is not trusted"),
    ("Temporary failure in name resolution", "could not be reached"),
    ("npm error code ENOTFOUND", "could not be reached"),
    ("error sending request for url", "could not be reached"),
    ("PermissionError: [Errno 13] Permission denied: '.venv'", "may not be written"),
]


@pytest.mark.parametrize(("output", "words"), TROUBLES)
def test_a_tools_trouble_is_told_in_plain_words(output, words, tmp_path):
    assert words in refusals.explain(output, tmp_path)


def test_an_unknown_trouble_is_shown_as_it_is(tmp_path):
    assert refusals.explain("SyntaxError: invalid syntax", tmp_path) is None


def test_every_refusal_says_what_to_do_next(tmp_path):
    for output, _ in TROUBLES:
        last = refusals.explain(output, tmp_path)
        assert any(
            word in last
            for word in ("again", "Install", "install", "Free", "Give", "Connect")
        )


def test_a_full_disk_says_how_much_room_there_is(tmp_path):
    sentence = refusals.disk_full(tmp_path, need=1_500_000_000)
    assert "GB is free at" in sentence
    assert "about 1.5 GB is needed" in sentence


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "may not be written")],
)
def test_an_error_of_the_system_becomes_a_refusal(code, words, tmp_path):
    refusal = refusals.for_error(OSError(code, os.strerror(code)), tmp_path)
    assert words in refusal.sentence


def test_a_fault_of_ours_is_not_hidden_behind_a_refusal(tmp_path):
    assert refusals.for_error(FileNotFoundError(errno.ENOENT, "x"), tmp_path) is None


def test_a_taken_port_names_another_one():
    assert "--port 8001" in refusals.port_taken(8000)


def test_an_old_python_is_refused_before_anything_is_imported(tmp_path):
    """Played with a patched version, since no old Python need be here."""
    code = (
        "import sys, runpy; sys.version_info = (3, 9, 1); sys.argv = ['manage.py'];"
        f"runpy.run_path({str(MANAGE)!r}, run_name='__main__')"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.returncode == 1
    assert "needs Python 3.11 or newer, and this is Python 3.9.1" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_manage_py_is_written_in_words_that_every_python_3_reads():
    """Newer syntax would be a SyntaxError before the sentence could be said."""
    import ast

    ast.parse(MANAGE.read_text(), feature_version=(3, 4))


def test_the_bootstrap_knows_only_the_standard_library():
    """It runs before anything is installed."""
    code = (
        "import sys; sys.path.insert(0, '.'); import config.bootstrap;"
        "print([n for n in sys.modules if n.split('.')[0] in ('django', 'psutil')])"
    )
    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ended.stdout.strip() == "[]", ended.stderr
