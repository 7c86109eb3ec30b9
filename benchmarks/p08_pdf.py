"""P8: PDFs of growing length, beside WeasyPrint alone on the same HTML; asked again."""

import json
import subprocess
import sys

from benchmarks import world
from benchmarks.table import Line, seconds_of
from records import rendering, renditions
from records.models import Rendition
from tests.faults.test_worker_killed import long_document

# A process that has WeasyPrint ready and then draws the same page: warm, and alone.
ALONE = """
import base64, io, json, sys, time
sys.path.insert(0, "records")
import press
from weasyprint import HTML
job = json.load(sys.stdin)
assets = {name: base64.b64decode(data) for name, data in job["assets"].items()}
def draw():
    fetcher = press.fetcher(assets)
    page = HTML(string=job["html"], url_fetcher=fetcher, base_url="asset:")
    return page.write_pdf(pdf_variant="pdf/a-3a")
HTML(string="<p>warm").write_pdf()
began = time.perf_counter()
draw()
print(time.perf_counter() - began)
"""


def measure():
    for clauses in (60, 400, 1600):
        yield from one_size(clauses)


def one_size(clauses):
    document = long_document(clauses)
    rendition = asked(document)
    job = rendering.job_for(rendition)
    mine = Rendition.objects.filter(pk=rendition.pk)
    memory = PeakOfChildren()
    ours = seconds_of(lambda: rendering.render(mine.claim()))
    rendition.refresh_from_db()
    assert rendition.is_ready, rendition.problem
    alone = subprocess.run(
        [sys.executable, "-c", ALONE],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        cwd=world.ROOT,
    )
    baseline = float(alone.stdout)
    name = f"PDF of {rendition.pages} pages"
    ratio = ours / baseline
    yield Line(
        "P8",
        name,
        f"{ours:.2f} s",
        f"{baseline:.2f} s",
        f"{ratio:.2f}",
        "≤ 1.1",
        ratio <= 1.1,
    )
    peak = memory.megabytes()
    yield Line("P8", name, f"{peak} MB", "-", "-", "< 512", peak < 512)
    again = seconds_of(lambda: asked(document))
    renders = mine.due().count()
    yield Line(
        "P8",
        f"{name}, again",
        f"{again * 1000:.0f} ms, {renders} renders",
        "-",
        "-",
        "0 renders",
        renders == 0,
    )


def asked(document):
    return renditions.ask(
        document, template="charter", title="A long charter", council=world.council()
    )


class PeakOfChildren:
    """The largest child that this process has waited for."""

    def megabytes(self):
        import resource

        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
