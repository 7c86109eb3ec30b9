"""PostgreSQL is killed while people send: a plain 503, then everything goes on.

Nothing that was receipted is lost. The server here is a private embedded one with
ordinary promises (fsync on), and the portal runs as a real process in front of it.
"""

import os
import signal
import threading

import psycopg2
import pytest

from config.embedded import Server
from tests.processes import Processes, fetch, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path):
    """An embedded PostgreSQL that this test may kill."""
    server = Server(tmp_path / "postgres")
    server.start()
    yield server
    server.remove()


@pytest.fixture
def portal(server, tmp_path):
    """The web process over the private server, with the tables made."""
    started = Processes(tmp_path, server.url())
    done = started.start("tables", "django", "make_tables", "--verbosity=0")
    assert done.wait(180) == 0, started.log("tables").read_text()[-2000:]
    yield started
    started.stop()


def kill(server):
    """What a machine's fault does: the postmaster is gone, its children follow."""
    os.kill(server.pid(), signal.SIGKILL)
    wait_for("the server is gone", lambda: not server.answers(), 10)


def test_people_get_a_503_that_says_when_to_try_again_and_then_a_page(server, portal):
    home = portal.start_web()
    assert fetch(f"{home}/").status == 200
    kill(server)
    answer = fetch(f"{home}/")
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) <= 120
    assert "Traceback" not in answer.body
    assert "psycopg" not in answer.body
    assert server.start() == "started"
    wait_for("the page is back", lambda: fetch(f"{home}/").status == 200, 10)


def test_a_signed_in_visitor_gets_the_same_503(server, portal):
    """The session is read before any view, so its fault must be caught as well."""
    home = portal.start_web()
    kill(server)
    answer = fetch(f"{home}/", headers={"Cookie": "session=abcdefghijklmnop"})
    assert answer.status == 503
    assert "Retry-After" in answer.headers


def test_whatever_was_confirmed_before_the_kill_is_there_after_it(server):
    """A ledger of confirmed rows, kept outside, against what the server has."""
    confirmed, stop = [], threading.Event()
    writer = server.connect("portal")
    writer.autocommit = True
    with writer.cursor() as cursor:
        cursor.execute("CREATE TABLE receipt (code integer PRIMARY KEY)")

    def write():
        with writer.cursor() as cursor:
            for code in range(100_000):
                if stop.is_set():
                    return
                try:
                    cursor.execute("INSERT INTO receipt VALUES (%s)", [code])
                except psycopg2.Error:
                    return
                confirmed.append(code)

    thread = threading.Thread(target=write)
    thread.start()
    wait_for("some are confirmed", lambda: len(confirmed) > 200, 30)
    kill(server)
    stop.set()
    thread.join(20)
    server.start()
    with server.connect("portal") as again, again.cursor() as cursor:
        cursor.execute("SELECT code FROM receipt")
        kept = {code for (code,) in cursor}
    assert set(confirmed) <= kept
    assert len(kept) - len(confirmed) <= 1  # one may have been on its way


def test_without_the_commit_being_waited_for_the_ledger_would_not_hold(server):
    """The negative control: asynchronous commits, and confirmed rows are gone."""
    writer = server.connect("portal")
    writer.autocommit = True
    with writer.cursor() as cursor:
        cursor.execute("CREATE TABLE receipt (code integer PRIMARY KEY)")
        cursor.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        cursor.execute("SELECT pg_reload_conf()")
        cursor.execute("SET synchronous_commit = off")
        for code in range(300):
            cursor.execute("INSERT INTO receipt VALUES (%s)", [code])
    kill(server)
    server.start()
    with server.connect("portal") as again, again.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM receipt")
        (kept,) = cursor.fetchone()
    assert kept < 300


def test_a_server_left_by_a_killed_supervisor_is_adopted(server):
    again = Server(server.name)
    assert again.start() == "adopted"
    assert again.pid() == server.pid()


def test_what_a_killed_server_left_is_cleaned_up_before_the_next_start(server):
    kill(server)
    left = server.data / "postmaster.pid"
    left.touch()
    left.write_text("1\n/somewhere/else\n")  # a number that is somebody else's by now
    assert Server(server.name).start() == "started"


def test_without_the_check_a_strangers_process_would_be_adopted(server, monkeypatch):
    """The negative control: the pid file alone says nothing of who answers."""
    kill(server)
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert server.pid() is None
    with monkeypatch.context() as without:
        without.setattr("psutil.Process.cmdline", lambda self: [str(server.data)])
        assert server.pid() == os.getpid()
