import shutil

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PAGES = {
    "home": "/eastfield/",
    "thread": "/eastfield/thread/priority/P1/",
}
SIZE = {"width": 1280, "height": 900}


class Command(BaseCommand):
    help = "Take the README's pictures of a portal that is running with its demo."

    def add_arguments(self, parser):
        parser.add_argument("address", help="where it runs, as `up` printed it")

    def handle(self, *args, address, **options):
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as missing:
            raise CommandError(
                "Run the tests once: they install Playwright."
            ) from missing
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        if chromium is None:
            raise CommandError("Install Chromium first.")
        folder = settings.ROOT / "docs" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport=SIZE)
            for name, path in PAGES.items():
                page.goto(address.rstrip("/") + path)
                page.screenshot(path=folder / f"{name}.png")
                self.stdout.write(f"{name}.png taken.")
            browser.close()
