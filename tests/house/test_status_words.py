"""One dictionary of statuses: the models, the pages and the tags say the same words."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from councils.status_words import WORDS, words_for

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
COLOURS = set("grey blue teal green yellow orange red purple magenta plain".split()) | {
    ""
}


def stored_statuses():
    for model in apps.get_models():
        if model.__name__.startswith("Historical") or not model._meta.managed:
            continue
        for field in model._meta.fields:
            if field.name == "status" and field.choices:
                for value, label in field.choices:
                    yield f"{model._meta.model_name}.{value}", str(label)


@pytest.mark.parametrize(("key", "label"), list(stored_statuses()))
def test_each_status_of_a_model_is_in_the_dictionary_in_the_same_words(key, label):
    assert key in WORDS
    assert str(WORDS[key].text) == label


def test_each_key_that_a_template_names_is_in_the_dictionary():
    named = set()
    for path in TEMPLATES.rglob("*.html"):
        named |= set(re.findall(r'status_tag "([a-z_.]+)"', path.read_text()))
    assert named - set(WORDS) == set()


def test_a_tag_always_has_words_and_a_colour_that_exists():
    assert all(str(words.text).strip() for words in WORDS.values())
    assert {words.colour for words in WORDS.values()} <= COLOURS


def test_a_key_that_nobody_wrote_down_still_shows_words():
    assert str(words_for("promise.half_done").text) == "Half done"
