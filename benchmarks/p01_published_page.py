"""P1 and P2: the published charter page, warm and not yet rendered; P17: its weight."""

import http.client
import re
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks import world
from benchmarks.table import Line, cpu_of, family_cpu, family_memory
from charters.published import shelf
from tests.processes import fetch

REQUESTS = 1500
ROUNDS = 5


def measure():
    charter = world.adopted_charter()
    path = reverse("charters:charter_all", args=[charter.council.slug, charter.slug])
    yield from cold(path)
    with world.web() as (home, process):
        yield warm(home, path, process)
        yield from first_view(home, path, process)


def cold(path):
    """Each time with an empty shelf, as after a start."""
    client = Client(SERVER_NAME="localhost")
    client.get(path)

    def ask():
        shelf.clear()
        assert client.get(path).status_code == 200

    count = len(asked_while(ask))
    milliseconds = min(cpu_of(ask, 5) for _ in range(3))
    yield Line(
        "P2", "page not rendered", f"{count} queries", "-", "-", "≤ 6", count <= 6
    )
    cpu = f"{milliseconds:.1f} ms CPU"
    yield Line("P2", "page not rendered", cpu, "-", "-", "≤ 40 ms", milliseconds <= 40)


def asked_while(act) -> list[str]:
    """The statements that an act sends to the database."""
    asked = []

    def count_it(execute, *query):
        asked.append(query[0])
        return execute(*query)

    with connection.execute_wrapper(count_it):
        act()
    return asked


def warm(home, path, process):
    """CPU of the whole server for one request, in turns with the constant answer."""
    size = len(fetch(f"{home}{path}").body.encode())
    ours, constant = [], []
    for _ in range(ROUNDS):
        ours.append(cost(home, path, process))
        constant.append(cost(home, f"/constant/{size}/", process))
    ratio = min(constant) / min(ours)
    return Line(
        "P1",
        f"charter page warm, {size // 1000} kB",
        f"{min(ours):.3f} ms CPU",
        f"{min(constant):.3f} ms CPU",
        f"{ratio:.2f}",
        "≥ 0.8",
        ratio >= 0.8,
    )


def cost(home, path, process):
    connection = http.client.HTTPConnection(urlsplit(home).netloc)
    began = family_cpu(process.pid)
    for _ in range(REQUESTS):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
    connection.close()
    return (family_cpu(process.pid) - began) / REQUESTS * 1000


def first_view(home, path, process):
    """All that a first visitor fetches, as it goes over the wire (compressed)."""
    page = fetch(f"{home}{path}")
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.body)
    weight = transferred(home, path)
    for name in set(names):
        weight += transferred(home, name)
    requests = 1 + len(set(names))
    kilobytes = weight / 1000
    yield Line(
        "P17", "first view", f"{kilobytes:.0f} kB", "-", "-", "≤ 150", kilobytes <= 150
    )
    yield Line(
        "P17", "first view", f"{requests} requests", "-", "-", "≤ 12", requests <= 12
    )
    memory = family_memory(process.pid)
    yield Line("P17", "web worker", f"{memory} MB", "-", "-", "≤ 110", memory <= 110)


def transferred(home, path):
    connection = http.client.HTTPConnection(urlsplit(home).netloc)
    connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
    return len(connection.getresponse().read())
