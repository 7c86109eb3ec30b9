"""The pages that nginx shows by itself, because the portal cannot or must not be asked.

They are drawn into `deploy/pages/` and committed, so that the edge needs nothing else.
"""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

PAGES = {
    "413": (
        _("The file is too large"),
        [
            _("What you sent was larger than we can take, so nothing was saved."),
            _("Go back and send a smaller file. Files must be smaller than 20MB."),
        ],
    ),
    "429": (
        _("Too many tries"),
        [
            _("There were too many tries from your connection in a short time."),
            _("Wait a minute, then try again."),
            _("What you had already sent is safe."),
        ],
    ),
    "503": (
        _("The service is being restarted"),
        [
            _("Nothing you have sent was lost. Try again in half a minute."),
            _("If you were filling in a form, go back: your words are still there."),
        ],
    ),
    "504": (
        _("That took too long"),
        [
            _("The service did not answer in time. Try again in a few minutes."),
            _("If you sent something, check that it arrived before you send it again."),
        ],
    ),
}


def drawn() -> dict[str, str]:
    """Each page by the name of its file."""
    return {
        f"{code}.html": render_to_string(
            "edge/page.html", {"heading": heading, "sentences": sentences}
        )
        for code, (heading, sentences) in PAGES.items()
    }
