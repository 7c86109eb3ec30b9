"""A page can be used by keyboard alone, and read in forced colours."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WALKED = ["/", "/eastfield/", "/eastfield/charters/", "/eastfield/consultations/"]
WHERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  return {
    text: (e.innerText || e.value || e.name || e.tagName).trim().slice(0, 60),
    order: [...document.querySelectorAll("*")].indexOf(e),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    marked: style.outlineStyle !== "none" || style.boxShadow !== "none"
      || style.backgroundColor === "rgb(255, 221, 0)",
    tall: box.height,
  };
}"""


def walk(window, most=120):
    """Each stop of the Tab key until it leaves the page."""
    window.evaluate("document.activeElement.blur()")
    stops = []
    for _step in range(most):
        window.keyboard.press("Tab")
        stop = window.evaluate(WHERE)
        if stop is None or (stops and stop["order"] == stops[0]["order"]):
            return stops
        stops.append(stop)
    raise AssertionError("the Tab key never leaves the page")


@pytest.mark.parametrize("address", WALKED)
def test_each_stop_of_the_tab_key_is_seen_and_in_order(look_as, address):
    looker = look_as()
    looker.open(address)
    stops = walk(looker.window)
    assert stops[0]["text"] == "Skip to main content"
    assert [stop["text"] for stop in stops if not stop["seen"]] == []
    assert [stop["text"] for stop in stops if not stop["marked"]] == []
    order = [stop["order"] for stop in stops]
    assert order == sorted(order)


def test_the_skip_link_leads_past_the_navigation(look_as):
    window = look_as().window
    look_as().open("/eastfield/charters/")
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "main"
    window.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert window.evaluate(inside)


def test_a_stop_without_a_mark_is_noticed(look_as):
    looker = look_as()
    looker.open("/help/")
    looker.window.evaluate(
        "() => { const a = document.createElement('a'); a.href = '/';"
        " a.textContent = 'Unmarked'; document.querySelector('main').append(a);"
        " for (const [k, v] of [['outline', 'none'], ['box-shadow', 'none'],"
        " ['background', 'none'], ['all', 'unset']])"
        " a.style.setProperty(k, v, 'important'); }"
    )
    unmarked = [s["text"] for s in walk(looker.window) if not s["marked"]]
    assert "Unmarked" in unmarked


def test_an_error_takes_the_focus_to_what_is_wrong(look_as):
    looker = look_as("ada")
    looker.open("/eastfield/workspace/settings/details/")
    looker.send({"name": ""})
    focused = "document.activeElement.className"
    assert "govuk-error-summary" in looker.window.evaluate(focused)
    looker.window.locator(".govuk-error-summary a").first.click()
    assert looker.window.evaluate("document.activeElement.name") == "name"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_in_forced_colours_keeps_its_words_apart_from_its_ground(
    look_as, scheme
):
    window = look_as().window
    window.emulate_media(forced_colors="active", color_scheme=scheme)
    try:
        look_as().open("/eastfield/")
        same = window.evaluate(
            "() => [...document.querySelectorAll('h1, p, a, li, th, td')].filter(e => {"
            " const s = getComputedStyle(e); return s.color === s.backgroundColor; })"
            ".map(e => e.outerHTML.slice(0, 80))"
        )
        assert same == []
        picture = "getComputedStyle(document.querySelector('.cvc-hero'), '::after')"
        assert window.evaluate(f"{picture}.display") == "none"
    finally:
        window.emulate_media(forced_colors="none", color_scheme="no-preference")


def test_words_survive_wider_spacing(look_as):
    """WCAG 1.4.12: spacing set by the reader cuts nothing off."""
    looker = look_as()
    looker.open("/eastfield/")
    looker.window.evaluate(
        "() => { for (const e of document.querySelectorAll('main *, header *')) {"
        " e.style.setProperty('line-height', '1.5', 'important');"
        " e.style.setProperty('letter-spacing', '0.12em', 'important');"
        " e.style.setProperty('word-spacing', '0.16em', 'important'); } }"
    )
    looker.window.set_viewport_size({"width": 320, "height": 640})
    assert looker.window.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_shows_no_navigation(look_as):
    window = look_as().window
    window.emulate_media(media="print")
    try:
        look_as().open("/eastfield/charters/")
        shown = "name => getComputedStyle(document.querySelector(name)).display"
        for name in (".govuk-service-navigation", ".cvc-feedback"):
            assert window.evaluate(shown, name) == "none", name
    finally:
        window.emulate_media(media="screen")


OPEN = "/eastfield/consultations/charter-review/"
FOCUSED = "e => e === document.activeElement"


def reach(window, wanted, most=160):
    """Press Tab until the focus is on it, as somebody without a mouse does."""
    for _step in range(most):
        if wanted.first.evaluate(FOCUSED):
            return
        window.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {wanted}")


def press(window, wanted, key="Enter"):
    """Reach a link or a button and press it; wait for the page that comes."""
    reach(window, wanted)
    with window.expect_navigation():
        window.keyboard.press(key)


def test_somebody_without_a_mouse_reads_comments_checks_and_gets_a_receipt(look_as):
    looker = look_as()
    looker.open(OPEN)
    window = looker.window
    main = window.locator("main")
    press(window, main.locator('a[href*="/respond/"], a[href*="/read/"]'))
    press(window, main.get_by_role("link", name="Comment on the whole charter"))
    reach(window, main.locator('[name="stance"]'))
    window.keyboard.press("Space")
    reach(window, main.locator('[name="text"]'))
    window.keyboard.type("Please say when. I write this by keyboard alone.")
    reach(window, main.locator('[name="kind"]'))
    window.keyboard.press("Space")
    window.wait_for_timeout(3500)  # what is sent faster is held for a person
    press(window, main.get_by_role("button", name="Continue"))
    reach(window, main.locator('[name="name"]'))
    window.keyboard.type("Remi")
    press(window, main.get_by_role("button", name="Continue"))
    assert "Check your answers" in window.title()
    press(window, main.get_by_role("button", name="Send my response"))
    press(window, main.get_by_role("link", name="Skip these questions"))
    assert "We have received your response" in main.inner_text()
