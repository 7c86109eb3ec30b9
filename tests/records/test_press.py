"""The child that prints: it fetches nothing and uses only so much.

Each guard is also taken away, to see the fault that it guards against.
"""

import base64
import http.server
import json
import os
import subprocess
import sys
import threading
import time

import pytest

from records import limits, press, rendering
from records.rendering import PRESS, CannotRender
from tests.records.pdf_document import edition_document
from tests.records.test_pdf import rendition_of

pytestmark = pytest.mark.slow

CANARY = "canary-7f3a"


@pytest.fixture
def listener():
    """A web server on this machine that counts who calls."""
    calls = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"body { color: red }")

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.calls = calls
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()


def hostile_page(address, secret):
    return f"""<!doctype html><html lang="en"><head><title>t</title>
      <link rel="stylesheet" href="{address}/style.css">
      <link rel="attachment" href="file://{secret}">
      <style>@import url({address}/import.css);
        @font-face {{ font-family: x; src: url({address}/font.woff2) }}
        body {{ font-family: x; background: url({address}/background.png) }}</style>
      </head><body><p>Hello</p><img src="{address}/image.png" alt="">
      <img src="file://{secret}" alt=""><object data="{address}/object.svg"></object>
      <svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/svg.png"/>
      <use href="{address}/use.svg#a"/></svg>
      <img src="data:image/png;base64,iVBORw0KGgo=" alt="">
      <a rel="attachment" href="file://{secret}">x</a></body></html>"""


def job(html, **more):
    plain = {"html": html, "assets": {}, "identifier": "00" * 16, "most_pages": 50}
    return plain | {"memory": 2**30, "seconds": 60} | more


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(CANARY)
    return path


def test_nothing_is_fetched_and_no_file_is_read(listener, secret):
    fetcher = press.fetcher({})
    content, pages = press.print_pdf(
        job(hostile_page(listener.address, secret)), fetcher
    )
    assert pages == 1
    assert listener.calls == []
    assert len(fetcher.denied) >= 8
    assert CANARY not in text_inside(content)


def test_without_the_guard_it_would_fetch_and_read(listener, secret):
    """Negative control: the same page with the renderer's own fetcher."""
    from weasyprint.urls import URLFetcher

    content, _pages = press.print_pdf(
        job(hostile_page(listener.address, secret)), URLFetcher()
    )
    assert len(listener.calls) >= 5
    assert CANARY in text_inside(content)


def text_inside(content):
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return "".join(
            file.get_file().read_bytes().decode("latin-1")
            for file in pdf.attachments.values()
        )


def test_one_of_our_own_that_is_missing_stops_the_work():
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        press.fetcher({}).fetch("asset:document.css")


def run_press(wanted, **options):
    return subprocess.run(
        [sys.executable, "-I", str(PRESS)],
        input=json.dumps(wanted).encode(),
        capture_output=True,
        timeout=120,
        check=False,
        **options,
    )


def test_the_child_knows_no_secret_of_its_parent(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", CANARY)
    monkeypatch.setenv("DATABASE_URL", CANARY)
    known = rendering._bare_environment(str(tmp_path))
    assert CANARY not in known.values()
    assert os.environ["SECRET_KEY"] == CANARY


def test_a_page_that_is_nested_too_deeply_is_refused_and_the_rest_goes_on():
    answer = run_press(job("<div>" * 900 + "x"))
    assert answer.returncode == 0
    assert json.loads(answer.stdout.partition(b"\n")[0]) == {
        "refused": "It is nested too deeply."
    }


def grab(megabytes, limited):
    """A process that wants this much memory, with or without the limit."""
    guard = "press.limit(256 * 2**20, 60);" if limited else ""
    code = (
        f"import sys; sys.path.insert(0, {str(PRESS.parent)!r}); import press;"
        f"{guard} bytearray({megabytes} * 2**20); print('had it')"
    )
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )


def test_memory_over_the_limit_is_not_given():
    answer = grab(400, limited=True)
    assert b"MemoryError" in answer.stderr
    assert b"had it" in grab(100, limited=True).stdout


def test_without_the_limit_the_memory_would_be_given():
    """Negative control."""
    assert b"had it" in grab(400, limited=False).stdout


def test_a_press_without_enough_memory_makes_no_half_file(monkeypatch):
    monkeypatch.setattr(limits, "rendering_memory", lambda: 90 * 2**20)
    with pytest.raises(CannotRender):
        rendering.print_document(rendition_of(edition_document()))


def test_a_page_that_takes_too_long_is_cut_off(monkeypatch):
    """A table cell of 60 bytes that would keep the renderer busy for minutes."""
    bomb = '<table><tr><td colspan="100000" rowspan="100000">x</td></tr></table>'
    began = time.monotonic()
    answer = run_press(job(bomb, seconds=3))
    assert answer.returncode < 0
    assert time.monotonic() - began < 40


def test_a_document_of_too_many_pages_is_refused():
    page = '<p style="break-before: page">x</p>'
    answer = run_press(job(page * 12, most_pages=10))
    assert b"too many pages" in answer.stdout
    assert b"too many" not in run_press(job(page * 9, most_pages=10)).stdout


def test_the_clock_on_the_wall_stops_a_child_that_sleeps(monkeypatch, tmp_path):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(rendering, "PRESS", sleeper)
    monkeypatch.setattr(rendering, "BREATH", 0.2)
    monkeypatch.setattr(limits, "rendering_seconds", lambda: 1)
    began = time.monotonic()
    with pytest.raises(CannotRender, match="longer than it may take"):
        rendering.print_document(rendition_of(edition_document()))
    assert time.monotonic() - began < 20


def test_the_child_ends_with_its_parent(tmp_path):
    """A worker that is killed takes its press with it."""
    script = tmp_path / "parent.py"
    code = (
        f"import sys, time; sys.path.insert(0, {str(PRESS.parent)!r}); import press;"
        "press.limit(2**30, 60); print(1, flush=True); time.sleep(60)"
    )
    script.write_text(
        "import subprocess, sys, time\n"
        f"command = [sys.executable, '-c', {code!r}]\n"
        "child = subprocess.Popen(command, stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except FileNotFoundError:
        return False


def test_assets_are_handed_over_as_data():
    css = base64.b64encode(b"p { color: #17324d }").decode()
    answer = run_press(
        job(
            '<link rel="stylesheet" href="asset:a.css"><p>x</p>',
            assets={"a.css": css},
        )
    )
    head, _, content = answer.stdout.partition(b"\n")
    assert json.loads(head)["pages"] == 1
    assert content.startswith(b"%PDF-1.7")
