"""Visitors who ask a real web process, many at once, and fill in its forms."""

import re
from http.cookies import SimpleCookie
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_all):
        return None


class Visitor:
    """Somebody at a browser with cookies of its own, who follows no redirect."""

    def __init__(self, home: str):
        self.home, self.cookies = home, {}
        self.opener = build_opener(_Stay)

    def ask(self, path: str, posted: dict | None = None) -> tuple[int, str, str]:
        body = urlencode(posted).encode() if posted is not None else None
        request = Request(self.home + path, data=body)  # noqa: S310 – our own server
        pairs = "; ".join(f"{k}={v}" for k, v in self.cookies.items() if v)
        request.add_header("Cookie", pairs)
        request.add_header("Referer", self.home + path)
        try:
            answer = self.opener.open(request, timeout=60)
        except HTTPError as refusal:
            answer = refusal
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        text = answer.read().decode("utf-8", "replace")
        return answer.status, text, answer.headers.get("Location", "")

    def fill_in(self, path: str, **more) -> tuple[int, str, str]:
        """Open a form and send it with what it hides."""
        _status, page, _to = self.ask(path)
        return self.ask(path, hidden(page) | more)

    def send_comment(self, base: str, words: str) -> tuple[int, str]:
        """A comment on the whole of a round; where the last step leads."""
        self.fill_in(f"{base}respond/whole/", text=words, kind="lives_here")
        status, _page, to = self.fill_in(f"{base}check/")
        return status, to


def hidden(page: str) -> dict[str, str]:
    """What a form carries along: its token and when it was opened."""
    found = {}
    for name in ("csrfmiddlewaretoken", "began"):
        if field := re.search(rf'name="{name}"[^>]*value="([^"]+)"', page):
            found[name] = field[1]
    return found
