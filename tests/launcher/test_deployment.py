"""The files of a live installation, checked as far as that goes without Docker."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml

from config import supervisor
from config.places import ROOT
from tests.edge import SECRET, ask, edge_before

COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text())


def test_all_eight_parts_are_there(compose):
    portal = {"web", "worker", "press", "beat"}
    assert portal | {"nginx", "postgres", "redis", "mail"} <= set(compose["services"])


def test_each_queue_has_somebody_who_works_on_it(compose, settings):
    """A task that goes to a queue of its own is lost if no service takes it."""
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    wanted = {"celery", *routed}
    commands = [service.get("command", "") for service in compose["services"].values()]
    assert set(re.findall(r"--queues=(\S+)", " ".join(commands))) == wanted
    ours = " ".join([*supervisor.WORKER, *supervisor.PRESS])
    assert set(re.findall(r"--queues=(\S+)", ours)) == wanted


def test_every_service_that_is_waited_for_can_say_that_it_is_there(compose):
    services = compose["services"]
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            assert name in services
            if wait["condition"] == "service_healthy":
                assert "healthcheck" in services[name], name


def test_every_named_volume_is_declared_and_used(compose):
    used = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith((".", "/", "$"))
    }
    assert used == set(compose["volumes"])


def test_the_portal_may_write_only_where_it_must_and_gains_no_rights(compose):
    for name in ("web", "worker", "press", "beat", "migrate"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]


def test_no_secret_stands_in_the_file_and_none_may_be_forgotten():
    text = COMPOSE.read_text()
    for name in ("SECRET_KEY", "DRAFT_KEYS", "EDGE_STAMP_SECRET", "POSTGRES_PASSWORD"):
        assert re.search(rf"\$\{{{name}:\?[^}}]+\}}", text), name


def filled_in(value, told):
    """What Compose makes of a value with the variables that an installation sets."""
    return re.sub(
        r"\$\{(\w+)(?::[-?]([^}]*))?\}",
        lambda m: told.get(m[1], m[2] or ""),
        str(value),
    )


def start(compose, told):
    """Start the portal's checks with what the compose file would hand over."""
    given = compose["x-portal"]["environment"]
    environment = {name: filled_in(value, told) for name, value in given.items()}
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code = "import django; django.setup(); from django.conf import settings as s;"
    return subprocess.run(
        [sys.executable, "-c", code + "print(s.OIDC_SERVER, s.SECRET_KEY_FALLBACKS)"],
        env=kept | environment | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


SECRETS = {
    "SERVER_NAME": "charters.example.org",
    "SECRET_KEY": "r" * 60,
    "DRAFT_KEYS": "r" * 40,
    "EDGE_STAMP_SECRET": "r" * 40,
    "POSTGRES_PASSWORD": "r" * 20,
}


@pytest.mark.slow
def test_with_the_example_filled_in_the_portal_starts(compose):
    ended = start(compose, SECRETS)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_sign_in_service_and_old_keys_reach_the_portal(compose):
    told = {"OIDC_SERVER": "https://login.example.org", "SECRET_KEY_FALLBACKS": "o,p"}
    told |= {"OIDC_CLIENT_ID": "portal", "OIDC_CLIENT_SECRET": "r" * 20}
    ended = start(compose, SECRETS | told)
    assert ended.stdout.strip() == "https://login.example.org ['o', 'p']", ended.stderr


@pytest.mark.slow
def test_a_short_secret_stops_the_start(compose):
    """The negative control: the safety check is asked."""
    ended = start(compose, SECRETS | {"SECRET_KEY": "short"})
    assert ended.returncode != 0
    assert "SECRET_KEY is the default or too short" in ended.stderr


def settings_read(text):
    """The names of all variables that the settings file reads."""
    read = re.findall(r"""\benv(?:\.\w+)?\(\s*"(\w+)\"""", text)
    return {*read, "PORTAL_VAR"}


def test_every_setting_is_documented():
    read = settings_read((ROOT / "config" / "settings.py").read_text())
    assert len(read) > 30
    told = set(
        re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text())
    )
    assert read <= told, read - told


def test_a_setting_that_is_not_documented_is_found():
    """The negative control."""
    assert "NEW_THING" in settings_read('X = env.bool(\n    "NEW_THING", default=0)')


def test_the_example_and_the_compose_file_know_the_same_variables(compose):
    example = (ROOT / "deploy" / "example.env").read_text()
    offered = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.M))
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text()))
    assert asked == offered


def test_what_an_installation_may_be_told_reaches_the_portal(compose):
    given = set(compose["x-portal"]["environment"])
    read = settings_read((ROOT / "config" / "settings.py").read_text())
    assert given <= read, "The compose file passes something that nobody reads."
    rest = read - given
    assert rest == NOT_PASSED, "Pass it in docker-compose.yml, or say why not."


# What the image or the mode settles, and what is only for development.
NOT_PASSED = {
    "BEHIND_EDGE",
    "CLOCK_FILE",
    "COOKIES_SECURE",
    "DEBUG",
    "MEDIA_ROOT",
    "PORTAL_DEMO",
    "PORTAL_VAR",
    "QUEUE_FOLDER",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
    "STATIC_ROOT",
}


def test_the_image_runs_as_a_user_without_rights_and_installs_by_hash():
    text = DOCKERFILE.read_text()
    last = text[text.rindex("\nFROM") :]
    assert re.search(r"^USER portal$", last, re.M)
    assert last.index("USER portal") < last.index("CMD")
    assert "--require-hashes" in text
    assert "requirements/production.txt" in text


def test_the_image_takes_only_what_exists():
    ignored = (ROOT / ".dockerignore").read_text().split()
    for source in re.findall(
        r"^COPY (?!--from)(.+) \S+$", DOCKERFILE.read_text(), re.M
    ):
        for name in source.split():
            assert (ROOT / name).exists(), name
            assert name == "." or name.split("/")[0] not in ignored


# The edge, in front of a stand-in for the web process


class Web(BaseHTTPRequestHandler):
    """Answers with the headers that it was sent; counts how often it was asked."""

    seen = ()
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self.server.seen.append((time.time(), dict(self.headers), len(body)))
        status = int(self.headers.get("X-Answer") or 200)
        self.send_response(status)
        if self.path.startswith("/published/"):
            self.send_header("Cache-Control", "public, max-age=0, s-maxage=60")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture
def edge(tmp_path):
    """The edge, whose port it yields, in front of a Web."""
    web = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    web.seen = []
    threading.Thread(target=web.serve_forever, daemon=True).start()
    with edge_before(web.server_port, tmp_path) as port:
        yield port, web
    web.shutdown()


@pytest.mark.slow
def test_the_edge_stamps_when_the_last_byte_had_arrived(edge):
    port, web = edge
    began = time.time()
    ask(port, "/bid/", body=b"x" * 50_000, method="POST", pause=1.2)
    ((handed_over, headers, length),) = web.seen
    stamp = float(headers["X-Received-At"])
    assert length == 50_000
    assert stamp >= began + 1.1, "It was stamped before the body had arrived."
    assert stamp <= handed_over + 0.05
    assert headers["X-Edge-Secret"] == SECRET


@pytest.mark.slow
def test_a_stamp_that_a_client_sends_is_replaced(edge):
    port, web = edge
    ask(port, headers="X-Received-At: 1.000\r\nX-Edge-Secret: guessed\r\n")
    ((_, headers, _),) = web.seen
    assert float(headers["X-Received-At"]) > 1_000_000_000
    assert headers["X-Edge-Secret"] == SECRET


@pytest.mark.slow
def test_a_published_page_is_kept_for_visitors_without_a_cookie(edge):
    port, web = edge
    for _ in range(5):
        assert "200 OK" in ask(port, "/published/charter/")
    assert len(web.seen) == 1


@pytest.mark.slow
def test_nothing_is_kept_for_a_visitor_with_a_cookie(edge):
    port, web = edge
    ask(port, "/published/charter/")
    for _ in range(3):
        ask(port, "/published/charter/", headers="Cookie: session=abc\r\n")
    assert len(web.seen) == 4


@pytest.mark.slow
def test_a_page_that_does_not_ask_to_be_kept_is_never_kept(edge):
    """The negative control of the page cache: without s-maxage each visit is asked."""
    port, web = edge
    for _ in range(3):
        ask(port, "/workspace/")
    assert len(web.seen) == 3


@pytest.mark.slow
def test_when_the_portal_is_away_people_are_told_when_to_come_back(edge):
    port, web = edge
    web.shutdown()
    web.server_close()
    answer = ask(port, "/anything/", method="POST", body=b"x=1")
    assert "503" in answer.splitlines()[0]
    assert "Retry-After: 30" in answer
    assert "Cache-Control: no-store" in answer
    assert "Nothing you have sent was lost" in answer


@pytest.mark.slow
def test_whoever_tries_to_sign_in_too_often_gets_our_page(edge):
    port, web = edge
    answers = [ask(port, "/sign-in/", method="POST", body=b"x=1") for _ in range(26)]
    assert "200" in answers[0].splitlines()[0]
    last = answers[-1]
    assert "429" in last.splitlines()[0]
    assert "Retry-After: 60" in last
    assert "Too many tries" in last
    assert "200" in ask(port, "/reading/").splitlines()[0]  # reading is not slowed
    assert len(web.seen) < 26


@pytest.mark.slow
@pytest.mark.parametrize("status", [429, 503])
def test_what_the_portal_itself_answers_passes_through(edge, status):
    """The negative control: its own page says more than the edge can know."""
    port, _web = edge
    answer = ask(port, headers=f"X-Answer: {status}\r\n")
    assert str(status) in answer.splitlines()[0]
    assert answer.endswith("ok")


@pytest.mark.slow
def test_built_files_are_asked_for_under_the_name_that_people_use(edge):
    """A header named in a location drops those of the server; these must be kept."""
    port, web = edge
    forged = "X-Forwarded-Proto: http\r\nX-Real-IP: 203.0.113.9\r\n"
    ask(port, "/static/portal.css", headers=forged)
    ((_, headers, _),) = web.seen
    assert headers["Host"] == "localhost"
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["X-Real-IP"] == "127.0.0.1"
    assert "X-Edge-Secret" not in headers
    ask(port, "/static/portal.css")
    assert len(web.seen) == 1  # the second time it is kept


@pytest.mark.slow
def test_the_pages_of_the_edge_cannot_be_asked_for_by_name(edge):
    port, _web = edge
    assert "404" in ask(port, "/edge/503.html").splitlines()[0]


def test_the_pages_of_the_edge_are_drawn_from_the_template():
    from portal.edge_pages import drawn

    for name, page in drawn().items():
        written = (ROOT / "deploy" / "pages" / name).read_text()
        assert written == page, "Run: python3 manage.py draw_edge_pages"
        assert not re.search(r"<script|src=|<link|url\(", page), "It must stand alone."


@pytest.mark.slow
def test_a_request_that_is_too_large_never_reaches_the_portal(edge):
    port, web = edge
    answer = ask(port, "/upload/", headers="Expect: \r\n", body=b"", method="GET")
    assert "200" in answer
    head = (
        "POST /upload/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Length: {40 * 1024 * 1024}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(head.encode())
        refused = connection.makefile().read()
    assert "413" in refused.splitlines()[0]
    assert "The file is too large" in refused
    assert len(web.seen) == 1
