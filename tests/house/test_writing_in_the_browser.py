"""The editor of a section in a browser: what is typed is kept, and notes follow."""

import pytest

from charters.models import Charter
from tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def editor() -> str:
    eastfield = Charter.objects.filter(council__slug="eastfield").first().council
    charter = factories.ready_charter(eastfield, title="A draft being typed")
    return f"{charter.get_workspace_url()}sections/our-place/edit/"


@pytest.fixture
def window_with_a_clock(look_as, browser):
    """A window of Dara's own, so that no other test finds its clock moved."""
    signed_in = look_as("dara").context.storage_state()
    context = browser.new_context(storage_state=signed_in)
    window = context.new_page()
    window.clock.install()
    yield window
    context.close()


def test_what_is_typed_is_kept_and_there_after_a_reload(look_as, window_with_a_clock):
    window = window_with_a_clock
    window.goto(look_as("dara").origin + editor())
    box = window.locator("textarea").first
    said = window.locator("[data-kept]")
    box.fill("Typed, and never sent.")
    assert said.inner_text() == ""
    window.clock.fast_forward(30_000)
    said.filter(has_text="Draft saved at").wait_for()
    window.reload()
    assert window.locator("textarea").first.input_value() == "Typed, and never sent."
    assert window.get_by_text("Some words below are not saved yet.").is_visible()


def test_the_notes_are_those_of_the_paragraph_in_which_one_writes(look_as):
    looker = look_as("dara")
    window = looker.window
    looker.open(editor())
    notes = window.locator("[data-notes] .cvc-note")
    assert notes.count() == 2
    assert [note.is_visible() for note in notes.all()] == [True, False]
    window.locator("textarea").nth(1).focus()
    assert [note.is_visible() for note in notes.all()] == [False, True]


def test_without_script_all_notes_stand_there(look_as):
    looker = look_as("dara", scripts=False)
    looker.open(editor())
    notes = looker.window.locator("[data-notes] .cvc-note")
    assert [note.is_visible() for note in notes.all()] == [True, True]
