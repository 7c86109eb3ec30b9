"""Which explained words a text uses, and how they are linked in a page."""

from django.template import Context, Template

from metrics import meanings
from metrics.templatetags.word_tags import Passage
from records import markup

ENTRIES = [
    {"term": "Local", "slug": "local", "definition": "In the council's area."},
    {"term": "Community group", "slug": "community-group", "definition": "A club."},
    {"term": "Community", "slug": "community", "definition": "People who share."},
]


def test_a_word_is_found_with_its_plural_and_the_longest_wins():
    text = "Community groups meet. Locally, communities thrive on local work."
    terms = tuple(entry["term"] for entry in ENTRIES)
    found = meanings.found_terms(text, terms)
    assert found == ["Community group", "Community", "Local"]


def test_unexplained_words_are_those_watched_used_and_undefined():
    text = "Vulnerable people and local SMEs use community groups."
    watched = ["local", "vulnerable", "SME", "community", "net zero"]
    without_community = ENTRIES[:2]
    found = meanings.unexplained(text, watched, without_community)
    assert found == ["vulnerable", "SME"]


def test_only_the_first_use_in_a_passage_is_linked_and_none_inside_a_link():
    passage = Passage(ENTRIES, "our-place")
    html = passage.mark(
        markup.to_html("[local](https://a.example) Local & local\n\n- local")
    )
    assert html.count('class="cvc-term"') == 1
    assert '<a class="cvc-term" href="#word-our-place-local">Local</a> &amp; local' in (
        html
    )
    assert [entry["id"] for entry in passage.used] == ["word-our-place-local"]


def test_plain_text_is_escaped_before_it_is_linked():
    drawn = Template(
        "{% load word_tags %}{% meanings entries 'x' as words %}"
        "{{ text|explained:words }}"
    ).render(Context({"entries": ENTRIES, "text": "<b>local</b>"}))
    assert drawn == (
        '&lt;b&gt;<a class="cvc-term" href="#word-x-local">local</a>&lt;/b&gt;'
    )


def test_words_of_an_older_edition_without_a_slug_are_linked_too():
    passage = Passage([{"term": "VCSE", "definition": "A charity."}], "p1")
    assert "#word-p1-vcse" in passage.mark(markup.to_html("A VCSE"))


def test_a_passage_without_entries_changes_nothing():
    assert Passage([], "x").mark("<p>local</p>") == "<p>local</p>"


def test_words_inside_tags_and_links_are_left_alone():
    html = '<p><a href="https://x.example/?q=&quot;>local">my local</a> local</p>'
    changed = markup.change_words(html, lambda words: words.upper())
    assert changed == html.replace("</a> local", "</a> LOCAL")
