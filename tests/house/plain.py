"""A page as it is sent, read without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Shape:
    """What a reader without scripts gets: words, and what may lead nowhere."""

    words: bool = False
    suspects: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.shape = Shape()
        self.in_main = 0
        self.form: str | None = None
        self.forms: dict[str, bool] = {}  # by id or number: whether it can be sent

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        kind = (given.get("type") or "").lower()
        if tag == "main":
            self.in_main += 1
        elif tag == "form":
            self.form = given.get("id") or f"number {len(self.forms) + 1}"
            self.forms.setdefault(self.form, False)
        elif tag == "button" and kind == "button":
            if "hidden" in given:  # a script shows it, and none runs here
                return
            self.shape.suspects.append(self.get_starttag_text())
        elif (tag == "button" and kind in ("", "submit")) or (
            tag == "input" and kind in ("submit", "image")
        ):
            if owner := given.get("form") or self.form:
                self.forms[owner] = True
        elif tag == "a":
            href = given.get("href") or ""
            if not href or href.startswith("javascript:"):
                self.shape.suspects.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        if tag == "main":
            self.in_main -= 1
        elif tag == "form":
            self.form = None

    def handle_data(self, data):
        if self.in_main and any(letter.isalnum() for letter in data):
            self.shape.words = True


def read(html: str) -> Shape:
    reader = Reader()
    reader.feed(html)
    reader.close()
    shape = reader.shape
    shape.suspects += [
        f"form {name}" for name, sends in reader.forms.items() if not sends
    ]
    return shape
