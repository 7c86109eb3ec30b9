"""What the accessibility statement may say: only what was tested, when and how.

Change this file when a test is added or run, never the page.
`tests/house/test_accessibility_statement.py` reads it too: a check that is named here
must exist, a failure names its criterion, and a statement is reviewed every year.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PREPARED_ON = dt.date(2026, 11, 22)
REVIEWED_ON = dt.date(2026, 11, 27)
TESTED_ON = dt.date(2026, 11, 27)


@dataclass(frozen=True)
class Test:
    """One check that was made, and the test that repeats it."""

    what: str | Promise
    test: str


TESTS = (
    Test(
        _(
            "Most pages were checked by the axe-core tool in the Chromium browser,"
            " many of them empty and with errors too. It found no failures."
        ),
        "tests/house/test_pages.py",
    ),
    Test(
        _("Most pages were shown 320 pixels wide. Nothing scrolled sideways."),
        "tests/house/test_pages.py",
    ),
    Test(
        _("Most pages were opened with JavaScript off."),
        "tests/house/test_pages.py",
    ),
    Test(
        _("Pages that say why something cannot be had were checked in the same way."),
        "tests/house/test_refusals.py",
    ),
    Test(
        _("The PDF of a charter was checked by veraPDF against PDF/UA-1."),
        "tests/records/test_pdf_validator.py",
    ),
    Test(
        _("Pages were opened in forced colours and walked through with the Tab key."),
        "tests/house/test_keyboard.py",
    ),
)


@dataclass(frozen=True)
class Failure:
    """Something that does not work yet, and the success criterion that it fails."""

    what: str | Promise
    criterion: str  # like 1.4.10


NOT_TESTED = (
    _("some steps of signing in and of uploading files"),
    _("screen readers with people who use them"),
    _("speech recognition software"),
    _("screen magnifiers"),
    _("a full audit by someone outside the team"),
)

KNOWN_FAILURES: tuple[Failure, ...] = ()
