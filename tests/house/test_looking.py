"""Negative controls: the window complains about a page that breaks the rules."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def faults_of(looker, body, title="Bad – Community Value Charter"):
    looker.open("/help/")
    looker.window.evaluate(
        "([body, title]) => { document.querySelector('main').innerHTML = body;"
        " document.title = title;"
        " for (const e of document.querySelectorAll('[data-style]'))"
        " e.style.cssText = e.dataset.style; }",
        [body, title],
    )
    return "\n".join(looker.faults())


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<h1>One</h1><p><img src='/x.png'></p>", "axe: image-alt"),
        (
            "<h1>One</h1><p data-style='color:#bbb'>Pale words</p>",
            "axe: color-contrast",
        ),
        ("<h1>One</h1><label>Name</label><input name='n'>", "axe: label"),
        ("<h1>One</h1><h1>Two</h1>", "2 level-one headings"),
        ("<p>No heading</p>", "0 level-one headings"),
        ("<h1>One</h1><p id='a'>x</p><p id='a'>y</p>", "ids are used twice: ['a']"),
        ("<h1>One</h1><h3>Three</h3>", "headings skip a level"),
        ("<h1>One</h1><table><tr><td>1</td></tr></table>", "no caption"),
        (
            "<h1>One</h1><div data-style='width:700px'>wide</div>",
            "scrolls sideways at 320 pixels",
        ),
    ],
)
def test_a_page_that_breaks_a_rule_is_caught(look_as, body, complaint):
    assert complaint in faults_of(look_as(), body)


def test_a_page_that_asks_another_host_is_stopped_and_caught(look_as):
    looker = look_as()
    looker.open("/help/")
    looker.window.evaluate("fetch('https://example.invalid/').catch(() => {})")
    assert "Refused to connect" in "\n".join(looker.faults())


def test_an_inline_script_does_not_run_and_is_caught(look_as):
    looker = look_as()
    looker.open("/help/")
    looker.window.evaluate(
        "() => { const s = document.createElement('script');"
        " s.textContent = 'window.ran = true'; document.body.append(s); }"
    )
    assert looker.window.evaluate("window.ran") is None
    assert "Content Security Policy" in "\n".join(looker.faults())


def test_a_button_that_needs_scripts_is_a_dead_end(look_as):
    looker = look_as(scripts=False)
    looker.open("/help/")
    looker.window.set_content("<main><button type='button'>Do it</button></main>")
    assert looker.dead_ends() != []
