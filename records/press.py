"""The child that turns one page into one PDF and then ends.

It is started as a script with nothing but a job on its standard input, sets its own
limits before it reads it, and knows neither Django nor the database nor a secret. It
fetches nothing: what a page may use is handed over with the job.

Standard input: JSON with `html`, `assets` (name → base64), `embedded`, `identifier`,
`most_pages`, `memory`, `seconds`. Standard output: a line of JSON, then the PDF.
"""

import base64
import ctypes
import io
import json
import os
import sys
from typing import ClassVar
from xml.etree import ElementTree

SCHEME = "asset:"
PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
PREFIXES = {
    "pdfuaid": PDF_UA,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
# A PDF/A file must describe each property that the format itself does not know.
DESCRIPTION = f"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  {" ".join(f'xmlns:{prefix}="{address}"' for prefix, address in PREFIXES.items())}
  rdf:about="">
  <pdfuaid:part>1</pdfuaid:part>
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>{PDF_UA}</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


class TooManyPages(Exception):
    """The document runs over more pages than a file may have."""


def limit(memory: int, seconds: int) -> None:
    """Never more than this, whatever the page asks for; and end with the parent."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024 * 1024,) * 2)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        die_with_parent, kill = 1, 9
        ctypes.CDLL(None).prctl(die_with_parent, kill)
    sys.setrecursionlimit(3000)


def leave_the_network() -> bool:
    """Move into an empty network, where the machine allows it: a second wall."""
    if sys.platform != "linux":
        return False
    new_user, new_network = 0x10000000, 0x40000000
    libc = ctypes.CDLL(None)
    if libc.unshare(new_network) == 0:
        return True
    return libc.unshare(new_user | new_network) == 0


def fetcher(assets: dict[str, bytes]):
    """Answers for the named assets and for nothing else in the world.

    A page that asks for anything else is made without it. One of our own that is
    missing stops the work: a charter is not to be printed in a stranger's type.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):
        denied: ClassVar[list[str]] = []

        def fetch(self, url, headers=None):
            if not url.startswith(SCHEME):
                self.denied.append(url[:200])
                raise ValueError("Nothing may be fetched.")
            if url.removeprefix(SCHEME) not in assets:
                raise FatalURLFetchingError(f"{url[:200]} was not handed over.")
            return URLFetcherResponse(
                url, assets[url.removeprefix(SCHEME)], _headers(url)
            )

        def open(self, fullurl, data=None, timeout=None):
            raise ValueError("Nothing may be opened.")

    return OnlyOurs()


def _headers(url: str) -> dict[str, str]:
    types = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
    kind = types.get(os.path.splitext(url)[1], "application/octet-stream")
    return {"Content-Type": f"{kind}; charset=utf-8"}


def print_pdf(job: dict, url_fetcher) -> tuple[bytes, int]:
    """The page as one file that is PDF/A-3a and PDF/UA-1, and how many pages it has."""
    from weasyprint import HTML, Attachment

    page = HTML(string=job["html"], url_fetcher=url_fetcher, base_url=SCHEME)
    document = page.render(pdf_variant="pdf/a-3a")
    if len(document.pages) > job["most_pages"]:
        raise TooManyPages
    _say_that_it_is_accessible(document.metadata)
    embedded = [
        Attachment(
            file_obj=io.BytesIO(file["content"].encode()),
            name=file["name"],
            description=file["description"],
            relationship=file["relationship"],
            created=_fixed_date(file),
            modified=_fixed_date(file),
        )
        for file in job.get("embedded", [])
    ]
    content = document.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_identifier=bytes.fromhex(job["identifier"]),
        attachments=embedded,
        finisher=_name_each_attachment_once,
    )
    return content, len(document.pages)


def _name_each_attachment_once(document, pdf) -> None:
    """The renderer lists an attachment twice in the catalogue."""
    if "AF" in pdf.catalog:
        once = list(dict.fromkeys(pdf.catalog["AF"]))
        pdf.catalog["AF"].clear()
        pdf.catalog["AF"].extend(once)


def _fixed_date(file: dict):
    """The date of the document, never of the printing: same content, same bytes."""
    from datetime import datetime

    return datetime.fromisoformat(file["date"])


def _say_that_it_is_accessible(metadata) -> None:
    """Write PDF/UA into the one RDF block. A second block would not be read."""
    plain = metadata.generate_rdf_metadata
    for prefix, address in PREFIXES.items():  # validators look at the prefix too
        ElementTree.register_namespace(prefix, address)

    def with_accessibility(variant, version, conformance):
        block = ElementTree.fromstring(plain(variant, version, conformance))  # noqa: S314 – our own
        block.append(ElementTree.fromstring(DESCRIPTION))  # noqa: S314
        return ElementTree.tostring(block, encoding="utf-8")

    metadata.generate_rdf_metadata = with_accessibility


def main() -> int:
    job = json.load(sys.stdin)
    limit(job["memory"], job["seconds"])
    is_cut_off = leave_the_network()
    assets = {name: base64.b64decode(data) for name, data in job["assets"].items()}
    output = sys.stdout.buffer
    sys.stdout = sys.stderr
    try:
        content, pages = print_pdf(job, fetcher(assets))
    except MemoryError:
        answer, content = {"refused": "It needs more memory than it may have."}, b""
    except RecursionError:
        answer, content = {"refused": "It is nested too deeply."}, b""
    except TooManyPages:
        answer, content = {"refused": "It runs over too many pages."}, b""
    else:
        answer = {"pages": pages, "cut_off": is_cut_off}
    output.write(json.dumps(answer).encode() + b"\n" + content)
    output.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
