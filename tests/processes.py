"""Real processes under test: worker, beat, web, Redis, over a database of their own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from config.places import ROOT
from config.supervisor import BEAT, PRESS, WORKER, web_command


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, condition, seconds=90):
    """Ask again and again; a failure names what was waited for."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := condition():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"Waited {seconds} s in vain until {what}.")


class Processes:
    """The portal's processes over one database and one broker."""

    def __init__(self, folder, url, redis_url=""):
        self.folder = Path(folder)
        self.redis_url = redis_url
        self.running = {}
        self.environment = os.environ | {
            "PORTAL_BOOTSTRAPPED": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PORTAL_VAR": str(self.folder),
            "DATABASE_URL": url,
            "REDIS_URL": redis_url,
            "QUEUE_FOLDER": str(self.folder / "queue"),
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "PYTHONPATH": str(ROOT),
        }

    def start(self, name, *command):
        """Start a process in a session of its own; its words go to a file."""
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env=self.environment,
                start_new_session=True,
            )
        return self.running[name]

    def start_worker(self):
        return self.start(
            "worker", "celery", "-A", "config", "--quiet", "worker", *WORKER
        )

    def start_press(self):
        return self.start(
            "press", "celery", "-A", "config", "--quiet", "worker", *PRESS
        )

    def start_beat(self):
        return self.start("beat", "celery", "-A", "config", "--quiet", "beat", *BEAT)

    def start_web(self):
        """Start the web process and wait for it; returns its address."""
        port = free_port()
        self.start("web", *web_command(port, workers=1))
        home = f"http://127.0.0.1:{port}"
        wait_for(
            "the web process answers", lambda: fetch(f"{home}/health/").status == 200
        )
        return home

    def log(self, name):
        return self.folder / f"{name}.log"

    def kill(self, name):
        """Kill a process and all its children at once, as a machine's fault would."""
        process = self.running.pop(name)
        try:
            family = psutil.Process(process.pid).children(recursive=True)
            os.killpg(process.pid, signal.SIGKILL)
        except (psutil.Error, ProcessLookupError):
            family = []
        for child in family:
            try:
                child.kill()
            except psutil.Error:
                continue
        process.wait()

    def stop(self):
        """End everything at once; politeness has its own tests."""
        for name in list(self.running):
            self.kill(name)

    def messages(self):
        """The messages that wait in the filesystem broker."""
        return sorted((self.folder / "queue" / "messages").glob("*.celery.msg"))


class Answer:
    """What came back, errors included; status 0 when nobody answered."""

    def __init__(self, status, body="", headers=None):
        self.status, self.body, self.headers = status, body, headers or {}


def fetch(address, data=None, headers=None, timeout=20):
    """A request without redirects being errors, and without any cookie."""
    request = urllib.request.Request(address, data, headers or {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            return Answer(answer.status, answer.read().decode(), answer.headers)
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read().decode(), error.headers)
    except OSError:
        return Answer(0)


@pytest.fixture
def redis_server(tmp_path):
    """A private redis-server; yields its URL. Missing is loud, and fails on CI."""
    program = shutil.which("redis-server")
    if program is None:
        missing("redis-server")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(
        [*command, "--appendonly", "no", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    wait_for("redis answers", lambda: can_connect(port))
    yield f"redis://127.0.0.1:{port}/0"
    process.kill()
    process.wait()


def missing(program):
    """A machine without this program cannot run the test: CI may not go on without."""
    sentence = f"{program} is not installed, so this was NOT tested."
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def can_connect(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(params=["files", "redis"])
def broker(request):
    """The URL of the broker: none for Celery's filesystem transport, and Redis."""
    return request.getfixturevalue("redis_server") if request.param == "redis" else ""


@pytest.fixture
def processes(broker, own_database, tmp_path, settings):
    """Real processes on each broker, which the test's own process talks to as well."""
    yield from portal_processes(broker, own_database, tmp_path, settings)


@pytest.fixture
def file_processes(own_database, tmp_path, settings):
    """Real processes on the filesystem broker only."""
    yield from portal_processes("", own_database, tmp_path, settings)


def portal_processes(redis_url, url, folder, settings):
    settings.MEDIA_ROOT = str(folder / "media")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(folder / "mail")
    started = Processes(folder, url, redis_url)
    with celery_pointed_at(redis_url, folder / "queue"):
        yield started
    started.stop()
    for log in folder.glob("*.log"):
        sys.stdout.write(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}\n")


class celery_pointed_at:  # noqa: N801 – used as a word: `with celery_pointed_at(…)`
    """Have this process's own Celery app send to the given broker."""

    KEYS = ("broker_url", "broker_write_url", "broker_transport_options")

    def __init__(self, redis_url, queue):
        from config.celery import app

        for name in ("messages", "control"):
            (queue / name).mkdir(parents=True, exist_ok=True)
        self.app = app
        self.url = redis_url or "filesystem://"
        self.options = {}
        if not redis_url:
            folder = str(queue / "messages")
            self.options = {
                "data_folder_in": folder,
                "data_folder_out": folder,
                "control_folder": str(queue / "control"),
            }

    def __enter__(self):
        self.before = {key: self.app.conf.get(key) for key in self.KEYS}
        self.point(
            dict(zip(self.KEYS, (self.url, self.url, self.options), strict=True))
        )

    def __exit__(self, *_):
        self.point(self.before)

    def point(self, values):
        self.app.conf.update(values)
        self.app._pool = None
        self.app.amqp._producer_pool = None


def letters_sent(folder):
    """The files that the file mail backend wrote."""
    return sorted((Path(folder) / "mail").glob("*"))


def body_of(message):
    """The arguments inside one message of the filesystem broker."""
    return json.loads(message.read_text())
