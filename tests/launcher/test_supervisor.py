"""The processes are started, watched, restarted, and found again after a kill -9."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import nullcontext

import psutil
import pytest

from config import children, embedded, furnishing, machine, suite, supervisor
from config.children import Child
from config.places import ROOT, socket_folder
from config.refusals import Refusal
from tests.processes import fetch, free_port, wait_for

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys; subprocess.run([sys.executable, '-c',"
    " 'import time; time.sleep(60)'])",
]


@pytest.fixture
def run_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(children, "RUN", tmp_path / "run")
    monkeypatch.setattr(children, "LOG", tmp_path / "log")
    return tmp_path / "run"


@pytest.fixture
def child(run_folder):
    child = Child("sleeper", SLEEP)
    yield child
    child.stop(0)


def test_a_child_that_died_is_started_again_after_a_pause(child):
    child.start()
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    child.process.wait()
    assert "killed by SIGKILL" in child.watch()
    assert child.watch() is None  # the pause is not over
    child.start_again_at = time.monotonic()
    assert "started again" in child.watch()
    assert child.process.pid != first


def test_a_child_that_keeps_dying_is_given_longer_pauses(child):
    child.command = [sys.executable, "-c", "raise SystemExit(3)"]
    pauses = []
    for _ in range(7):
        child.start()
        child.process.wait()
        assert "exit code 3" in child.watch()
        pauses.append(child.pause)
    assert pauses == [2, 4, 8, 16, 30, 30, 30]


def test_a_healthy_child_makes_no_news(child):
    child.start()
    assert child.watch() is None


def test_stopping_ends_the_children_of_a_child_too(run_folder):
    child = Child("parent", PARENT)
    child.start()
    leader = psutil.Process(child.process.pid)
    (grandchild,) = wait_for("it has a child", leader.children)
    child.stop(0)
    assert not grandchild.is_running() or grandchild.status() == "zombie"
    assert list(run_folder.glob("*.json")) == []


@pytest.mark.slow
def test_what_a_killed_supervisor_left_is_ended_by_the_next_start(child):
    child.start()
    assert children.end_leftovers() == ["sleeper"]
    wait_for("it is gone", lambda: child.process.poll() is not None)


def test_a_process_that_only_has_the_same_number_is_left_alone(child, run_folder):
    child.start()
    note = {"pid": child.process.pid, "born": 12345.0}
    (run_folder / "sleeper.json").write_text(json.dumps(note))
    assert children.end_leftovers() == []
    assert child.process.poll() is None


@pytest.mark.slow
def test_without_the_birthday_a_strangers_process_would_be_ended(child, monkeypatch):
    """The negative control: the number alone is not enough to know a process."""
    child.start()
    monkeypatch.setattr(psutil.Process, "create_time", lambda self: 12345.0)
    note = {"pid": child.process.pid, "born": 12345.0}
    (children.RUN / "sleeper.json").write_text(json.dumps(note))
    assert children.end_leftovers() == ["sleeper"]


def test_children_that_outlived_their_killed_parent_are_ended(run_folder, monkeypatch):
    monkeypatch.setattr(children, "ROOT", ROOT)
    child = Child("parent", PARENT)
    child.start()
    leader = psutil.Process(child.process.pid)
    (orphan,) = wait_for("it has a child", leader.children)
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    assert orphan.is_running()
    assert children.end_leftovers() == ["parent"]
    wait_for("it is gone", lambda: not orphan.is_running())


# Ports


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_refused_when_it_was_asked_for(taken):
    with pytest.raises(Refusal, match=f"Port {taken} is already used"):
        supervisor.choose_port(taken)


def test_a_free_port_is_taken_when_none_was_asked_for(taken, monkeypatch):
    monkeypatch.setattr(supervisor, "FIRST_CHOICE", taken)
    assert supervisor.choose_port(None) != taken


def test_an_impossible_port_is_refused():
    with pytest.raises(Refusal, match="is not a port"):
        supervisor.choose_port(70000)


def test_another_program_on_the_port_is_not_taken_for_ours(child, taken):
    child.start()
    assert not child.listens_on(taken)


def test_our_own_program_on_the_port_is_known(run_folder):
    port = free_port()
    child = Child("server", [sys.executable, "-m", "http.server", str(port)])
    child.start()
    wait_for("it listens", lambda: child.listens_on(port))
    child.stop(0)


def test_a_second_up_over_the_same_data_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "VAR", tmp_path)
    with (
        supervisor.only_one(),
        pytest.raises(Refusal, match=f"already running here .process {os.getpid()}"),
        supervisor.only_one(),
    ):
        pass


def test_reset_refuses_a_database_that_is_not_ours(monkeypatch):
    portal = supervisor.Portal(supervisor.parse(["--reset"]))
    with pytest.raises(Refusal, match="DATABASE_URL names"):
        portal.reset()


# The embedded server's places


def test_the_socket_fits_into_the_107_characters_that_a_path_may_have(tmp_path):
    deep = tmp_path / ("a" * 100) / ("b" * 100) / "postgres"
    assert len(str(socket_folder(deep) / ".s.PGSQL.5432")) < 60


def test_two_projects_have_two_sockets(tmp_path):
    assert socket_folder(tmp_path / "one") != socket_folder(tmp_path / "two")


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    server = embedded.Server(tmp_path / "postgres")
    target = tmp_path / "theirs"
    target.mkdir()
    server.sockets = tmp_path / "link"
    server.sockets.symlink_to(target)
    with pytest.raises(Refusal, match="belongs to somebody else"):
        server.make_socket_folder()


@pytest.mark.slow
def test_where_namespaces_are_refused_root_runs_it_as_somebody_else(
    tmp_path, monkeypatch
):
    if os.geteuid() != 0:
        return  # only root has to step down
    monkeypatch.setattr(embedded, "can_unshare", lambda: False)
    monkeypatch.setattr(embedded, "shared_place", lambda: open_place)
    open_place = embedded.Path("/var/tmp") / f"portal-test-{os.getpid()}"  # noqa: S108
    server = embedded.Server(tmp_path / "postgres", careless=True)
    try:
        assert server.start() == "started"
        owner = psutil.Process(server.pid()).uids().effective
        assert owner != 0
    finally:
        server.remove()
        embedded.shutil.rmtree(open_place, ignore_errors=True)


@pytest.mark.slow
def test_data_of_another_major_version_is_refused_with_a_way_out(tmp_path):
    server = embedded.Server(tmp_path / "postgres", careless=True)
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(Refusal, match=r"written by PostgreSQL 16(.|\n)*--reset"):
        embedded.Server(tmp_path / "postgres").start()
    server.remove()


@pytest.mark.slow
def test_a_cluster_killed_while_being_made_is_made_anew(tmp_path):
    server = embedded.Server(tmp_path / "postgres", careless=True)
    half = server.data.with_name("postgres.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert server.start() == "started"
    server.remove()


# PostgreSQL under `up`


@pytest.fixture
def portal(tmp_path, monkeypatch):
    """Makes a Portal over a private PostgreSQL, before anything is served."""
    monkeypatch.setattr(supervisor, "VAR", tmp_path)
    monkeypatch.setattr(furnishing, "furnish", lambda: None)

    def make(*arguments):
        portal = supervisor.Portal(supervisor.parse(arguments))
        portal.server = embedded.Server(tmp_path / "postgres")
        return portal

    yield make
    make().server.remove()


def write_a_row(server):
    with server.connect("portal") as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mark AS SELECT 1 AS kept")


def has_the_row(server):
    with server.connect("portal") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('mark') IS NOT NULL")
        return cursor.fetchone()[0]


@pytest.mark.slow
def test_a_second_start_uses_the_postgresql_that_the_first_left(portal, capfd):
    first, second = portal(), portal()
    first.prepare()
    write_a_row(first.server)
    second.prepare()
    assert "One was left running by an earlier start" in capfd.readouterr().out
    assert second.server.pid() == first.server.pid()
    assert has_the_row(second.server)


@pytest.mark.slow
def test_reset_throws_rows_and_files_away_and_starts_afresh(portal, tmp_path):
    first, again, afresh = portal(), portal(), portal("--reset")
    first.prepare()
    write_a_row(first.server)
    (tmp_path / "media").mkdir()
    first.stop()
    again.prepare()
    assert has_the_row(again.server), "Without --reset everything is kept."
    afresh.prepare()
    assert not has_the_row(afresh.server)
    assert not (tmp_path / "media").exists()


@pytest.mark.slow
def test_a_postgresql_that_died_is_started_again_with_its_rows(portal, capfd):
    running = portal()
    running.prepare()
    write_a_row(running.server)
    os.kill(running.server.pid(), signal.SIGKILL)
    wait_for("it is gone", lambda: not running.server.alive(), 10)
    assert not running.server.answers(), "Nobody else would start it: the control."
    running.look_after_children()
    assert "PostgreSQL stopped; it is started again" in capfd.readouterr().out
    assert has_the_row(running.server)
    running.look_after_children()
    assert "started again" not in capfd.readouterr().out


# The suite's tools


@pytest.mark.parametrize(
    ("is_ci", "goes_on"), [("", True), ("true", False), ("false", True)]
)
def test_a_missing_browser_is_loud_and_fails_on_ci(is_ci, goes_on, monkeypatch, capfd):
    monkeypatch.setattr(machine, "browser", lambda: None)
    monkeypatch.setenv("CI", is_ci)
    assert suite.tools_are_there() is goes_on
    assert "NOT EVERYTHING CAN BE TESTED HERE" in capfd.readouterr().out


def test_missing_pango_says_how_to_get_it(monkeypatch, capfd):
    monkeypatch.setattr(machine, "missing_libraries", lambda: ["libpango-1.0.so.0"])
    monkeypatch.setattr(machine, "may_install", lambda: False)
    machine.have_system_packages("up")
    said = capfd.readouterr().out
    assert "Pango is missing" in said
    assert "install" in said


@pytest.mark.parametrize(
    ("asked", "codes", "answer"),
    [
        ([], [0], 0),
        ([], [1, 0], 0),
        ([], [1, 1], 1),  # what fails twice fails
        ([], [2], 2),  # stopped, not failed
        (["tests/audit"], [1], 1),
        (["--fast"], [1], 1),
    ],
)
def test_what_fails_in_the_whole_run_must_pass_by_itself(
    monkeypatch, capfd, asked, codes, answer
):
    left = list(codes)
    commands = []

    def call(command, **_more):
        commands.append(command)
        return left.pop(0)

    monkeypatch.setattr(suite.subprocess, "call", call)
    monkeypatch.setattr(suite, "tools_are_there", lambda: True)
    monkeypatch.setattr(suite, "scratch_database", lambda: nullcontext("postgres:///x"))
    assert suite.test(asked) == answer
    assert left == []
    looked_again = [one for one in commands if "--last-failed" in one]
    assert len(looked_again) == len(codes) - 1
    assert ("SOME TESTS FAILED" in capfd.readouterr().out) == bool(looked_again)


@pytest.mark.slow
def test_up_runs_everything_and_recovers_from_a_kill_of_its_own(tmp_path):
    """The whole of it: start, kill -9 of the supervisor, start again, Ctrl-C."""
    environment = os.environ | {"PORTAL_VAR": str(tmp_path), "PORTAL_BOOTSTRAPPED": "1"}
    for name in ("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "QUEUE_FOLDER"):
        environment.pop(name, None)
    port = free_port()
    command = [sys.executable, "manage.py", "up", "--port", str(port)]

    def start():
        log = (tmp_path / "up.log").open("ab")
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Where the suite runs in the background, Ctrl-C is deaf; here it is heard.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def says(words):
        assert process.poll() is None, (tmp_path / "up.log").read_text()
        return words in (tmp_path / "up.log").read_text()

    process = start()
    try:
        wait_for("it is running", lambda: says("Ctrl-C stops everything"), 900)
        page = fetch(f"http://127.0.0.1:{port}/")
        assert page.status == 200
        assert "Eastfield" in page.body
        process.kill()
        process.wait()
        assert fetch(f"http://127.0.0.1:{port}/").status == 200  # still served
        (tmp_path / "up.log").write_text("")
        process = start()
        wait_for("it is running", lambda: says("Ctrl-C stops everything"), 400)
        assert (
            "Ended what an earlier start left running"
            in (tmp_path / "up.log").read_text()
        )
        assert "One was left running" in (tmp_path / "up.log").read_text()
        web = json.loads((tmp_path / "run" / "web.json").read_text())["pid"]
        os.killpg(web, signal.SIGKILL)
        wait_for(
            "the web process was started again",
            lambda: (
                says("web was started again")
                and fetch(f"http://127.0.0.1:{port}/").status == 200
            ),
            60,
        )
        pid = int((tmp_path / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        wait_for(
            "PostgreSQL was started again",
            lambda: (
                says("PostgreSQL stopped; it is started again")
                and fetch(f"http://127.0.0.1:{port}/").status == 200
            ),
            60,
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
    assert "Nothing is lost" in (tmp_path / "up.log").read_text()
    assert fetch(f"http://127.0.0.1:{port}/").status == 0
    assert list((tmp_path / "run").glob("*.json")) == []
    embedded.shutil.rmtree(socket_folder(tmp_path / "postgres"), ignore_errors=True)
