"""`manage.py up`: the portal's processes in one hand."""

import argparse
import fcntl
import http.client
import os
import shutil
import signal
import socket
import sys
import time

from config import refusals
from config.children import Child, end_leftovers
from config.embedded import Server, room_left
from config.places import VAR
from config.progress import Step, say

FIRST_CHOICE = 8000  # the usual one; any other free one will do


def up(arguments):
    """Run the portal until Ctrl-C."""
    options = parse(arguments)
    VAR.mkdir(parents=True, exist_ok=True)
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, interrupt)
    try:
        Portal(options).run()
    except KeyboardInterrupt:
        say("Stopped. Nothing is lost; start again with:  python3 manage.py up")
    except OSError as error:
        raise refusals.for_error(error, VAR) or error from error


def parse(arguments):
    parser = argparse.ArgumentParser(prog="manage.py up", description=__doc__)
    parser.add_argument(
        "--port", type=int, help="the port to serve on (else a free one is taken)"
    )
    parser.add_argument(
        "--reset", action="store_true", help="throw the demo away and make it afresh"
    )
    parser.add_argument(
        "--once", action="store_true", help="stop when everything has been seen to work"
    )
    return parser.parse_args(arguments)


def interrupt(*_):
    """Let a polite kill end as Ctrl-C does."""
    raise KeyboardInterrupt


class Portal:
    """What runs: PostgreSQL (unless one is named), web, worker, press and beat."""

    def __init__(self, options):
        self.options = options
        self.server = None
        self.children = []

    def run(self):
        with only_one():
            room_left()
            if left := end_leftovers():
                say(f"  · Ended what an earlier start left running: {', '.join(left)}")
            self.port = choose_port(self.options.port)
            self.settle_environment()
            try:
                self.prepare()
                self.serve()
                self.welcome()
                if not self.options.once:
                    self.watch()
            finally:
                self.stop()

    def settle_environment(self):
        """What every process of this run is told."""
        os.environ.setdefault("PORTAL_MODE", "demo")
        os.environ.setdefault("SITE_ORIGIN", f"http://localhost:{self.port}")
        if not os.environ.get("DATABASE_URL"):
            self.server = Server()
            os.environ["DATABASE_URL"] = self.server.url()

    # Before anything is served

    def prepare(self):
        if self.options.reset:
            self.reset()
        if self.server:
            with Step("Starting PostgreSQL") as step:
                if self.server.start() == "adopted":
                    step.note("One was left running by an earlier start; it is used.")
        with Step("Loading the portal"):
            import django

            django.setup()
        from config import furnishing

        furnishing.furnish()

    def reset(self):
        """Throw the demo away; a database that the environment names is not ours."""
        if self.server is None:
            raise refusals.Refusal(
                "--reset throws the embedded database away, but DATABASE_URL names\n"
                "another one. Empty that one yourself, or run without DATABASE_URL."
            )
        with Step("Throwing the old demo away"):
            self.server.remove()
            for name in ("media", "queue", "mail", "static"):
                shutil.rmtree(VAR / name, ignore_errors=True)

    # Serving

    def serve(self):
        python = [sys.executable, "-m"]
        celery = [*python, "celery", "--app", "config", "--quiet"]
        self.web = Child("web", [*python, *web_command(self.port)])
        self.children = [
            self.web,
            Child("worker", [*celery, "worker", *WORKER]),
            Child("press", [*celery, "worker", *PRESS]),
            Child("beat", [*celery, "beat", *BEAT]),
        ]
        with Step("Starting the web process, to the first page"):
            self.web.start()
            self.wait_for_first_page()
        with Step("Starting worker, press and timetable"):
            for child in self.children[1:]:
                child.start()
        from config import furnishing

        furnishing.draw_a_charter(self.look_after_children)

    def wait_for_first_page(self):
        """Wait until our own web process, and no other program, answers on the port."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.web.process.poll() is not None:
                said = self.web.log.read_text(errors="replace")[-1500:]
                if "in use" in said:
                    raise refusals.Refusal(refusals.port_taken(self.port))
                raise refusals.Refusal(f"The web process ended at once.\n\n{said}")
            if answers(self.port) and self.web.listens_on(self.port):
                return
            time.sleep(0.1)
        raise refusals.Refusal(
            f"The web process does not answer. Its log is {self.web.log}"
        )

    def welcome(self):
        from config import furnishing

        home = f"http://localhost:{self.port}"
        say()
        say(f"  The portal is running at  {home}/")
        for line in furnishing.sign_ins(home):
            say(f"  {line}")
        say()
        say("  Ctrl-C stops everything; nothing is lost.")

    # Watching

    def watch(self):
        while True:
            self.look_after_children()
            time.sleep(0.5)

    def look_after_children(self):
        """Start again whatever has died."""
        if self.server and not self.server.alive():
            say("  ! PostgreSQL stopped; it is started again.")
            self.server.start()
        for child in self.children:
            if news := child.watch():
                say(f"  ! {news}")

    def stop(self):
        """Stop everything, the database last; a second Ctrl-C hurries."""
        patience = 10
        for thing in (*reversed(self.children), self.server):
            if thing is None:
                continue
            try:
                thing.stop() if thing is self.server else thing.stop(patience)
            except KeyboardInterrupt:
                patience = 0
                thing.stop() if thing is self.server else thing.stop(0)


ALONE = ["--loglevel=WARNING", "--without-gossip", "--without-mingle"]
WORKER = ["--queues=celery", "--concurrency=2", *ALONE]
PRESS = ["--queues=renditions", "--pool=solo", "--hostname=press@%h", *ALONE]
BEAT = ["--loglevel=WARNING", "--scheduler=celery.beat:Scheduler", "--pidfile="]


def web_command(port, workers=2):
    """granian in front of the WSGI application."""
    return [
        "granian",
        "--interface=wsgi",
        "--host=127.0.0.1",
        f"--port={port}",
        f"--workers={workers}",
        "--blocking-threads=8",
        "--workers-kill-timeout=5",
        "--respawn-failed-workers",
        "--log-level=warning",
        "config.wsgi:application",
    ]


class only_one:  # noqa: N801 – used as a word: `with only_one():`
    """Refuse a second `up` over the same data."""

    def __enter__(self):
        self.file = (VAR / "up.lock").open("a+")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.file.seek(0)
            raise refusals.Refusal(
                f"The portal is already running here (process {self.file.read()}).\n"
                "Stop that one with Ctrl-C, or open the address it printed."
            ) from None
        self.file.truncate(0)
        self.file.write(str(os.getpid()))
        self.file.flush()

    def __exit__(self, *_):
        self.file.close()


def choose_port(wanted):
    """The port that was asked for, if it is free; else the usual or any free one."""
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise refusals.Refusal(f"{wanted} is not a port; choose one up to 65535.")
        if not is_free(wanted):
            raise refusals.Refusal(refusals.port_taken(wanted))
        return wanted
    if is_free(FIRST_CHOICE):
        return FIRST_CHOICE
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise refusals.Refusal(
                f"Port {port} is reserved for the system; choose one above 1023."
            ) from None
        except OSError:
            return False
    return True


def answers(port, path="/health/"):
    """Whether something serves 200 for this path."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
