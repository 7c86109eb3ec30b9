"""Templates keep the house's rules: words, gettext, no inline style or script."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
NO_PAGES = ("components", "edge", "email", "pdf")
PAGES = sorted(
    path
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] not in NO_PAGES
)
EVERYTHING = sorted(TEMPLATES.rglob("*.html"))
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}|<!--.*?-->", re.DOTALL)
SPOKEN = re.compile(
    r"""{% translate\s+(?P<q>["'])(?P<text>.*?)(?P=q)"""
    r"""|{% blocktranslate.*?%}(?P<block>.*?){% endblocktranslate %}"""
    r"""|_\((?P<p>["'])(?P<call>.*?)(?P=p)\)""",
    re.DOTALL,
)
BANNED = {
    r"\bplease\b": "please",
    r"\bsorry\b": "sorry",
    r"\binvalid\b": "invalid",
    r"\boops\b": "oops",
    r"\bforbidden\b": "forbidden",
    r"\billegal\b": "illegal",
    r"\bclick here\b": "click here",
    r"\be\.g\.": "e.g.",
    r"\bi\.e\.": "i.e.",
    r"\betc\b": "etc",
    r" & ": "&",
    r"\bmidnight\b": "midnight",
    r"\bcan[’']t\b": "can't",
    r"\bdon[’']t\b": "don't",
    r"\bwon[’']t\b": "won't",
    r"\bthis field\b": "this field",
    r"\bsubmission\b": "submission",
}
LONGEST = 25


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def spoken(source: str) -> list[str]:
    """The English words that a template hands to gettext."""
    found = []
    for match in SPOKEN.finditer(COMMENT.sub("", source)):
        text = match["text"] or match["block"] or match["call"] or ""
        plain = re.sub(r"{% plural %}", ". ", text)
        plain = re.sub(r"{{.*?}}", "thing", plain)
        found.append(" ".join(re.sub(r"<[^>]*>", " ", plain).split()))
    return found


def lint(text: str) -> list[str]:
    """What the style guide would change in a text."""
    found = [
        f"says {word!r}"
        for pattern, word in BANNED.items()
        if re.search(pattern, text, re.IGNORECASE)
    ]
    for sentence in re.split(r"[.?!:]\s+", text):
        if len(sentence.split()) > LONGEST:
            found.append(f"a sentence of {len(sentence.split())} words")
    return found


def silent_words(source: str) -> list[str]:
    """Words for people that gettext never sees."""
    rest = re.sub(r"&[a-z]+;", " ", COMMENT.sub(" ", source))
    rest = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", " ", rest, flags=re.S)
    rest = re.sub(r"<(script|style|code|svg)\b.*?</\1>", " ", rest, flags=re.S)
    rest = re.sub(r"{{ origin }}[^<]*", " ", rest)  # an address, not words
    said = re.findall(
        r"""(?:alt|title|aria-label|placeholder)="([^"{]*[A-Za-z]{3}[^"]*)\"""", rest
    )
    said += re.findall(
        r"[A-Za-z][A-Za-z’' ]{2,}",
        TAG.sub(" ", re.sub(r"<[^>]*>", " ", TAG.sub("", rest))),
    )
    return [words.strip() for words in said if words.strip()]


def inline(source: str) -> list[str]:
    """Styles and scripts that the content security policy would stop."""
    return re.findall(
        r"<style\b|\sstyle=|\son[a-z]+=|javascript:"
        r"|<script(?![^>]*\s(?:src=|type=\"application/(?:ld\+)?json\"))",
        TAG.sub("", source),
    )


@pytest.mark.parametrize("path", EVERYTHING, ids=name_of)
def test_a_template_has_no_inline_style_or_script(path):
    if name_of(path).startswith(("pdf/", "email/", "edge/")):
        return  # made into a file or a letter, where no policy applies
    assert inline(path.read_text()) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_extends_first_and_types_no_govuk_markup(path):
    source = path.read_text()
    if path.name.startswith(("base", "_")):
        return
    first = COMMENT.sub("", source).lstrip()
    assert first.startswith("{% extends "), "extends comes first"
    assert re.search(r"{% endblock %}", source) is None, "name each endblock"
    allowed = re.sub(
        r"govuk-(visually-hidden|grid-[a-z-]+|width-container)", "", source
    )
    assert "govuk-" not in allowed, "use a component instead of govuk classes"
    assert "placeholder=" not in source


@pytest.mark.parametrize("path", EVERYTHING, ids=name_of)
def test_a_template_speaks_plainly(path):
    for text in spoken(path.read_text()):
        assert lint(text) == [], text


@pytest.mark.parametrize("path", EVERYTHING, ids=name_of)
def test_all_words_of_a_template_go_through_gettext(path):
    assert silent_words(path.read_text()) == []


def test_a_banned_word_is_found():
    assert lint("Please click here, e.g. now") == [
        "says 'please'",
        "says 'click here'",
        "says 'e.g.'",
    ]


def test_a_long_sentence_is_found():
    assert lint("word " * 26) == ["a sentence of 26 words"]


def test_words_outside_gettext_are_found():
    source = '<p>Hello there</p><img alt="A picture">{% translate "fine" %}'
    assert silent_words(source) == ["A picture", "Hello there"]


def test_inline_style_and_script_are_found():
    assert len(inline('<p style="x"><a onclick="y"><script>z</script>')) == 3


def test_links_to_pages_of_a_consultation_name_the_round():
    """With the slug of the consultation alone they mean the newest round."""
    loose = re.compile(r'{% url "consultation:[^%]*consultation\.slug')
    found = [
        path.relative_to(TEMPLATES)
        for path in TEMPLATES.rglob("*.html")
        if loose.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "Write round.slug in place of consultation.slug"
