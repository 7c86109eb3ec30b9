"""The environment is made once, noticed when half-made, and made again when stale."""

import json
import os
import subprocess
import sys

import pytest

from config import bootstrap, machine
from config.places import ROOT

NEEDED_NAMES = ("uv", "production", "run", "test", "lint")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty project folder with locks of its own; nothing is really installed."""
    (tmp_path / "requirements").mkdir()
    for name in NEEDED_NAMES:
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    environment = tmp_path / ".venv"
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", environment)
    monkeypatch.setattr(bootstrap, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", environment / "portal-installed.json")
    monkeypatch.setattr(bootstrap, "MAKING", environment / "portal-making")
    return tmp_path


@pytest.fixture
def made(place, monkeypatch):
    """What was made, in order, with stand-ins for venv and the installers."""
    acts = []

    def make_venv():
        acts.append("venv")
        (place / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
        (place / ".venv" / "bin" / "python").write_text("")

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "install", lambda groups: acts.append(list(groups)))
    monkeypatch.setattr(bootstrap, "works", lambda python: python.exists())
    monkeypatch.setattr(bootstrap, "has_pip", lambda python: True)
    return acts


def test_the_first_start_makes_everything(made):
    bootstrap.make_environment(("production", "run"))
    assert made == ["venv", ["production", "run"]]


def test_the_second_start_has_nothing_to_do(made):
    bootstrap.make_environment(("production", "run"))
    made.clear()
    bootstrap.make_environment(("production", "run"))
    assert made == []


def test_a_changed_lock_is_installed_again(made, place):
    bootstrap.make_environment(("production", "run"))
    made.clear()
    (place / "requirements" / "run.txt").write_text("run==2\n")
    bootstrap.make_environment(("production", "run"))
    assert made == [["production", "run"]]


def test_what_test_installed_is_kept_when_up_comes_after_it(made):
    bootstrap.make_environment(("production", "run", "test"))
    made.clear()
    bootstrap.make_environment(("production", "run"))
    assert made == []


def test_what_was_installed_stays_when_more_is_wanted(made):
    bootstrap.make_environment(("production", "run", "lint"))
    made.clear()
    bootstrap.make_environment(("production", "run", "test"))
    assert made == [["production", "run", "test", "lint"]]


def test_an_installation_killed_half_way_is_made_anew(made, place, monkeypatch):
    def killed(groups):
        raise KeyboardInterrupt

    with monkeypatch.context() as half_way:
        half_way.setattr(bootstrap, "install", killed)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.make_environment(("production", "run"))
    made.clear()
    bootstrap.make_environment(("production", "run"))
    assert made == ["venv", ["production", "run"]]


def test_without_the_mark_a_half_made_environment_would_be_trusted(made, place):
    """The negative control: the stamp says installed, the mark says not finished."""
    bootstrap.make_environment(("production", "run"))
    bootstrap.MAKING.touch()
    made.clear()
    bootstrap.make_environment(("production", "run"))
    assert made == ["venv", ["production", "run"]]
    made.clear()
    bootstrap.MAKING.unlink(missing_ok=True)
    bootstrap.make_environment(("production", "run"))
    assert made == []


def test_a_torn_stamp_counts_as_none(made, place):
    bootstrap.make_environment(("production", "run"))
    bootstrap.STAMP.write_text('{"groups": ["prod')
    made.clear()
    bootstrap.make_environment(("production", "run"))
    assert made == [["production", "run"]]


def test_a_full_disk_is_refused_before_the_download(made, monkeypatch):
    monkeypatch.setattr(bootstrap, "ROOM_NEEDED", 10**18)
    with pytest.raises(SystemExit, match="The disk is full"):
        bootstrap.make_environment(("production", "run"))
    assert made == []


def test_the_digest_sees_a_renamed_file(place):
    folder = place / "src"
    folder.mkdir()
    (folder / "a").write_text("same")
    before = bootstrap.digest(folder)
    (folder / "a").rename(folder / "b")
    assert bootstrap.digest(folder) != before


@pytest.mark.slow
def test_two_starts_at_once_wait_for_each_other(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from config import bootstrap;"
        "lock = bootstrap.alone(Path(sys.argv[1])); lock.__enter__();"
        "print('in', flush=True); time.sleep(1.5)"
    )
    lock = tmp_path / "lock"
    first = subprocess.Popen(
        [sys.executable, "-c", code, lock], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout.readline() == "in\n"
    with bootstrap.alone(lock):
        assert first.poll() is not None or first.wait(1) == 0


# pip's settings


LISTED = """\
:env:.cert='/etc/ssl/own.pem'
:env:.find-links='/opt/wheels /opt/more'
global.cert='/etc/ssl/other.pem'
global.extra-index-url='file:///one/simple file:///two/simple'
global.index-url='https://packages.example.org/simple'
install.index-url='https://install.example.org/simple'
global.trusted-host='packages.example.org'
global.no-index='true'
list.format='columns'
not a setting
"""


def test_pips_settings_are_put_into_uvs_words():
    given = machine.for_uv(machine.pip_settings(LISTED))
    assert given == {
        "UV_DEFAULT_INDEX": "https://install.example.org/simple",
        "UV_INDEX": "file:///one/simple file:///two/simple",
        "UV_FIND_LINKS": "/opt/wheels,/opt/more",
        "UV_INSECURE_HOST": "packages.example.org",
        "SSL_CERT_FILE": "/etc/ssl/own.pem",
        "UV_NO_INDEX": "1",
    }


def test_no_settings_give_no_variables():
    assert machine.for_uv(machine.pip_settings("")) == {}


# The locks


def test_every_locked_package_has_a_hash_and_no_lock_has_an_address():
    for name in NEEDED_NAMES:
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        assert "://" not in text
        packages = [line for line in text.splitlines() if "==" in line[:80]]
        pinned = [line for line in packages if not line.startswith((" ", "#"))]
        assert pinned
        assert all(line.endswith("\\") for line in pinned)


def test_a_package_has_the_same_version_in_every_lock():
    versions = {}
    for name in NEEDED_NAMES:
        for line in (ROOT / "requirements" / f"{name}.txt").read_text().splitlines():
            if "==" in line and not line.startswith((" ", "#")):
                package, _, version = line.partition("==")
                chosen = version.split()[0]  # there may be one for each Python
                versions.setdefault(package, {}).setdefault(name, set()).add(chosen)
    differing = {
        package
        for package, files in versions.items()
        if any(found != next(iter(files.values())) for found in files.values())
    }
    assert differing == set()


def test_the_npm_lock_has_no_download_address():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    with_address = [name for name, p in lock["packages"].items() if "resolved" in p]
    assert with_address == []


@pytest.mark.slow
def test_a_killed_venv_is_noticed_by_a_real_start(tmp_path):
    """Kill -9 in the middle of making the environment, then start again."""
    code = (
        "import sys; from pathlib import Path; from config import bootstrap as b;"
        "b.ENVIRONMENT = Path(sys.argv[1]) / '.venv';"
        "b.PYTHON = b.ENVIRONMENT / 'bin' / 'python';"
        "b.STAMP = b.ENVIRONMENT / 'portal-installed.json';"
        "b.MAKING = b.ENVIRONMENT / 'portal-making';"
        "b.install = lambda groups: None;"
        "b.make_environment(('production', 'run'));"
        "print('made', b.works(b.PYTHON), b.MAKING.exists())"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    first = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    making = tmp_path / ".venv" / "portal-making"
    while first.poll() is None and not making.exists():
        pass
    os.killpg(first.pid, 9)
    first.wait()
    assert making.exists()
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert "made True False" in again.stdout, again.stderr
