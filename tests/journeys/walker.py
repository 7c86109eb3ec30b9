"""Somebody who uses the portal as people do: opens pages, fills forms, presses buttons.

JavaScript is off. A form that comes back with an error, and a page that is not there,
fail the journey with what stood on it.
"""

import datetime as dt
import re

BIG_BUTTON = "main form button.govuk-button:not(.govuk-button--secondary)"


class Walker:
    """One person's browser window."""

    def __init__(self, browser, home: str):
        self.home = home
        self.page = browser.new_context(java_script_enabled=False).new_page()
        self.page.set_default_timeout(60_000)
        self.page.set_default_navigation_timeout(120_000)

    def sign_in(self, name: str) -> "Walker":
        """As one of the cast, from the demo page."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.home}/demo/")
        self._press(
            self.page.get_by_role("button", name=re.compile(f"^Sign in as {name} "))
        )
        return self

    def open(self, path: str) -> "Walker":
        answer = self.page.goto(self.home + path)
        assert answer.status == 200, f"{path} answered {answer.status}\n{self.words}"
        return self

    def follow(self, link: str) -> "Walker":
        self._press(self.page.locator("main a", has_text=link).first)
        return self

    def _press(self, what) -> None:
        """Press and wait for the page that comes: without JavaScript there is one."""
        with self.page.expect_navigation():
            what.click()

    def send(self, button: str = "", **answers) -> "Walker":
        """Fill in the form by the names of its fields and press its main button."""
        for name, answer in answers.items():
            self._answer(name, answer)
        if button:
            inside = self.page.locator("main")
            self._press(inside.get_by_role("button", name=button).first)
        else:
            self._press(self.page.locator(BIG_BUTTON).first)
        problem = self.page.locator(".govuk-error-summary")
        assert not problem.count(), f"{self.page.url}: {problem.inner_text()}"
        assert "There is a problem" not in self.page.title(), self.words
        return self

    def _answer(self, name: str, answer) -> None:
        if isinstance(answer, dt.datetime):
            self._answer(name, answer.date())
            self._field(f"{name}-time").fill(f"{answer:%H:%M}")
        elif isinstance(answer, dt.date):
            for part in ("day", "month", "year"):
                self._field(f"{name}-{part}").fill(str(getattr(answer, part)))
        elif isinstance(answer, list | tuple):
            for one in answer:
                self.page.get_by_label(one).check()
        else:
            self._answer_one(name, answer)

    def _answer_one(self, name: str, answer) -> None:
        field = self._field(name)
        kind = field.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            self._tick(field, name, answer)
        elif kind == "select-one":
            label = field.locator("option", has_text=str(answer)).first.inner_text()
            field.select_option(label=label)
        else:
            field.fill(str(answer))

    def _tick(self, field, name: str, answer) -> None:
        """The only box, the one of this value, or the one whose label says this."""
        by_value = self.page.locator(f'main [name="{name}"][value="{answer}"]')
        if answer is True:
            field.check()
        elif by_value.count():
            by_value.check()
        else:
            self.page.locator("main").get_by_label(str(answer)).first.check()

    def _field(self, name: str):
        """The field of a form that is sent, before one of a filter above it."""
        sent = self.page.locator(f'main form[method="post"] [name="{name}"]')
        return (
            sent if sent.count() else self.page.locator(f'main [name="{name}"]')
        ).first

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.home)

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()

    def sees(self, *words: str) -> "Walker":
        for wanted in words:
            there = self.words
            assert wanted in there, f"{wanted!r} is not on {self.path}:\n{there}"
        return self
