"""The one Chromium of a test process.

It is made once for all tests: Playwright refuses a second one beside it.
"""

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests that look at pages."""
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = os.environ.get("CHROMIUM") or next(
        filter(
            None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
        ),
        None,
    )
    if chromium is None:
        pytest.fail("Chromium is not installed: pages cannot be looked at.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield started
        started.close()
