"""Words explained where they stand, and the button that checks words, in a browser."""

import pytest

from charters.models import Charter

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def whole_charter() -> str:
    charter = Charter.objects.in_force().filter(council__slug="eastfield").first()
    return f"{charter.get_absolute_url()}all/"


def test_a_word_opens_its_meaning_below_its_sentence_and_closes_again(look_as):
    window = open_at(look_as(), whole_charter())
    word = window.locator("button.cvc-term").first
    panel = window.locator(f"#{word.get_attribute('aria-controls')}")
    assert word.get_attribute("aria-expanded") == "false"
    assert not panel.is_visible()
    word.focus()
    window.keyboard.press("Enter")
    assert word.get_attribute("aria-expanded") == "true"
    assert panel.is_visible()
    assert panel.inner_text().startswith(word.inner_text())
    assert len(panel.inner_text()) > len(word.inner_text()) + 10
    window.keyboard.press("Enter")
    assert word.get_attribute("aria-expanded") == "false"
    assert not panel.is_visible()


def test_without_script_a_word_is_a_link_to_its_meaning(look_as):
    window = open_at(look_as("", scripts=False), whole_charter())
    assert window.locator("button.cvc-term").count() == 0
    link = window.locator("a.cvc-term").first
    meaning = window.locator(f"dt{link.get_attribute('href')}")
    assert meaning.count() == 1
    assert meaning.is_visible()


def test_the_button_answers_under_the_box_and_stays_on_the_page(look_as):
    charters = Charter.objects.filter(council__slug="eastfield")
    draft = next(one for one in charters if not one.why_locked())
    page = f"{draft.get_workspace_url()}priorities/add/"
    window = open_at(look_as("dara"), page)
    window.fill("textarea[name=statement]", "We utilise it.")
    window.get_by_role("button", name="Check the words").click()
    found = window.locator(".cvc-words[role=status]").filter(has_text="say “use”")
    found.wait_for()
    assert window.url.endswith(page)
    assert window.input_value("textarea[name=statement]") == "We utilise it."


def open_at(looker, address):
    looker.open(address)
    return looker.window
