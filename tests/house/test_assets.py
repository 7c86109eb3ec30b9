"""What a first visit costs, and what every answer says to the browser."""

import gzip
import re
from pathlib import Path

import pytest

BUILD = Path(__file__).resolve().parents[2] / "static" / "build"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
KB = 1024


def packed(name: str) -> int:
    path = BUILD / name
    if not path.exists():
        pytest.fail("The assets are not built: run `npm run build`.")
    return len(gzip.compress(path.read_bytes(), 6))


def test_the_stylesheet_keeps_its_budget():
    assert packed("portal.css") <= 22 * KB


def test_the_scripts_keep_their_budget():
    assert packed("portal.js") + packed("supported.js") <= 20 * KB


def test_the_fonts_of_a_page_in_english_keep_their_budget():
    fonts = [path for path in BUILD.glob("fonts/*.woff2") if "-ext-" not in path.name]
    assert len(fonts) == 3
    assert sum(path.stat().st_size for path in fonts) <= 85 * KB


def test_no_trace_of_the_look_of_gov_uk_is_left():
    css = (BUILD / "portal.css").read_text()
    assert "GDS Transport" not in css
    assert not re.search(r"#1d70b8|crown|crest", css, re.IGNORECASE)


def test_each_file_that_the_stylesheet_asks_for_is_there():
    css = (BUILD / "portal.css").read_text()
    asked = re.findall(r"url\(\"?([^\")]+)", css)
    assert asked
    assert [name for name in asked if not (BUILD / name).exists()] == []


@pytest.mark.parametrize("address", ["/help/", "/nowhere/", "/eastfield/cookies/"])
def test_every_answer_carries_the_security_headers(client, eastfield, address):
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/help/", "/eastfield/", "/eastfield/privacy/"])
def test_a_public_page_sets_no_cookie_and_may_be_kept(client, eastfield, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert "Cookie" not in answer.get("Vary", "")


def test_a_signed_in_person_sees_a_bar_of_their_own(sign_in, eastfield, dara):
    text = sign_in(dara).get("/eastfield/help/").text
    assert "Sign out" in text
    assert "Your work" in text


def test_a_council_has_its_own_colour_and_threads(client, eastfield, westbrook):
    westbrook.brand_colour = "#6b2f5b"
    westbrook.save()
    ours = client.get("/eastfield/brand.css?17324d-0")
    theirs = client.get("/westbrook/brand.css?6b2f5b-0")
    assert "#6b2f5b" in theirs.text
    assert "#6b2f5b" not in ours.text
    assert "max-age=31536000" in ours["Cache-Control"]
    patterns = {
        client.get(f"/{c}/threads.svg").text for c in ("eastfield", "westbrook")
    }
    assert len(patterns) == 2


def test_a_first_visit_asks_for_at_most_twelve_files(client, eastfield):
    page = client.get("/eastfield/").text
    linked = set(
        re.findall(r'(?:src|href)="(/[^"]+\.(?:css|js|svg|ico|woff2|png)[^"]*)"', page)
    )
    icons = {name for name in linked if "icon" in name}
    fonts, pattern, document = 3, 1, 1
    assert (
        len(linked - icons - {n for n in linked if "woff2" in n})
        + fonts
        + pattern
        + document
        + 1
        <= 12
    )


def test_each_class_of_ours_in_a_template_has_a_style():
    css = (BUILD / "portal.css").read_text()
    used = set()
    for path in TEMPLATES.rglob("*.html"):
        used |= set(re.findall(r"\bcvc-[a-z]+(?:__[a-z]+)?\b(?!-)", path.read_text()))
    hooks = {"cvc-theme", "cvc-main"}
    assert sorted(name for name in used - hooks if f".{name}" not in css) == []
