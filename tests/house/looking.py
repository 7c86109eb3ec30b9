"""A browser window that notes what is wrong with the page it shows."""

from urllib.parse import urlsplit

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
    "resultTypes": ["violations"],
}
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, rules);
  return found.violations.map((v) =>
    v.id + ": " + v.help + " — " + v.nodes.map((n) => n.html).slice(0, 3).join(" | "));
}"""
STRUCTURE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  const levels = [...document.querySelectorAll("main h1, main h2, main h3, main h4")]
    .map((e) => Number(e.tagName[1]));
  return {
    title: document.title,
    h1: document.querySelectorAll("h1").length,
    doubled: ids.filter((id, n) => ids.indexOf(id) !== n),
    jumps: levels.filter((level, n) => n && level - levels[n - 1] > 1).length,
    supported: document.body.classList.contains("govuk-frontend-supported"),
    unlabelled: [...document.querySelectorAll("main table")]
      .filter((t) => !t.caption || !t.closest('[role="region"][tabindex="0"]')).length,
  };
}"""
WIDTHS = """() => ({
  page: document.documentElement.scrollWidth,
  wide: [...document.querySelectorAll("main *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1
      && !e.closest('[role="region"][tabindex="0"]')
      && !e.closest(".govuk-visually-hidden"))
    .slice(0, 3).map((e) => e.outerHTML.slice(0, 120)),
})"""
DEAD = """() => {
  const seen = (e) => e.getClientRects().length > 0;
  const buttons = [...document.querySelectorAll('button[type="button"]')].filter(seen);
  const links = [...document.querySelectorAll("a")].filter((a) => seen(a) &&
    (!a.getAttribute("href") || a.getAttribute("href").startsWith("javascript:")));
  const forms = [...document.querySelectorAll("form")]
    .filter((f) => !f.querySelector('button[type="submit"], input[type="submit"]')
      && !document.querySelector(`[form="${f.id}"]`));
  return [...buttons, ...links, ...forms].map((e) => e.outerHTML.slice(0, 120));
}"""


class Looker:
    """One person's window; `complaints` grows while a page is shown."""

    def __init__(self, browser, origin, axe_source, cookie=None, scripts=True):
        self.origin = origin
        self.axe_source = axe_source
        self.is_visitor = cookie is None
        self.context = browser.new_context(viewport=WIDE, java_script_enabled=scripts)
        if cookie:
            self.context.add_cookies([{**cookie, "url": origin}])
        self.window = self.context.new_page()
        self.complaints: list[str] = []
        self.window.on("console", self.hear)
        self.window.on("pageerror", lambda e: self.complaints.append(f"script: {e}"))
        self.window.on("request", self.follow)

    def hear(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def follow(self, request):
        host = urlsplit(request.url)
        if host.scheme in ("http", "https") and not request.url.startswith(self.origin):
            self.complaints.append(f"asked another host: {request.url}")

    def open(self, address: str, bringing: dict[str, str] | None = None):
        """Show a page to somebody who brings these cookies; hands back its answer."""
        self.complaints.clear()
        self.window.set_viewport_size(WIDE)
        self.bring(bringing)
        answer = self.window.goto(self.origin + address, wait_until="load")
        cookies = {c["name"] for c in self.context.cookies()}
        self.cookies = cookies
        return answer

    def bring(self, cookies: dict[str, str] | None = None):
        """Let a visitor come with these cookies and no others."""
        if self.is_visitor:
            self.context.clear_cookies()
        for name, value in (cookies or {}).items():
            cookie = {"name": name, "value": value, "url": self.origin}
            self.context.add_cookies([cookie])

    def fetch(self, address: str, bringing: dict[str, str] | None = None):
        """The answer alone, with this person's cookies, without showing it."""
        if bringing:
            self.bring(bringing)
        return self.context.request.get(self.origin + address)

    def send(self, fill: dict[str, str], button: str = ""):
        """Fill fields by name, press the form's button, wait for what comes back."""
        for name, value in fill.items():
            field = self.window.locator(f'main [name="{name}"]').first
            if field.get_attribute("type") in ("radio", "checkbox"):
                chosen = f'main [name="{name}"][value="{value}"]'
                self.window.locator(chosen).check(force=True)
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        buttons = self.window.locator('main form[method="post"] button[type="submit"]')
        if button:
            buttons = buttons.filter(has_text=button)
        with self.window.expect_navigation() as arriving:
            buttons.first.click()
        return arriving.value

    def faults(self) -> list[str]:
        """Everything that the rules for pages would mend, in sentences."""
        window = self.window
        window.evaluate(self.axe_source)
        found = [f"axe: {line}" for line in window.evaluate(RUN_AXE, RULES)]
        shape = window.evaluate(STRUCTURE)
        if shape["h1"] != 1:
            found.append(f"the page has {shape['h1']} level-one headings")
        if shape["doubled"]:
            found.append(f"ids are used twice: {shape['doubled']}")
        if shape["jumps"]:
            found.append("headings skip a level")
        if shape["unlabelled"]:
            found.append("a table has no caption or stands outside a scroll region")
        if not shape["supported"]:
            found.append("the script did not say that scripts run here")
        window.set_viewport_size(NARROW)
        widths = window.evaluate(WIDTHS)
        if widths["page"] > NARROW["width"]:
            found.append(f"scrolls sideways at 320 pixels: {widths}")
        return found + self.complaints

    def dead_ends(self) -> list[str]:
        """What cannot be used while scripts are off."""
        return self.window.evaluate(DEAD)

    def close(self):
        self.context.close()
