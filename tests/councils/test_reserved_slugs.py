"""No council can take a word that the portal's own addresses begin with."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from councils.models import Council
from councils.models.council import RESERVED_SLUGS


def first_words() -> set[str]:
    """How the addresses at the root begin, those below a council's slug left out."""
    begins = {str(one.pattern).split("/")[0] for one in get_resolver().url_patterns}
    for one in get_resolver().url_patterns:
        if not str(one.pattern) and hasattr(one, "url_patterns"):
            begins |= {str(sub.pattern).split("/")[0] for sub in one.url_patterns}
    return {word for word in begins if re.fullmatch(r"[a-z][a-z0-9-]*", word)}


def test_each_word_at_the_root_is_reserved():
    assert {"sign-in", "frameworks", "supplier"} <= first_words()
    assert first_words() - RESERVED_SLUGS == set()


def test_a_word_that_is_not_reserved_would_be_found():
    """The negative control."""
    assert first_words() - (RESERVED_SLUGS - {"glossary"}) == {"glossary"}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["sign-in", "glossary", "cy"])
def test_a_council_with_a_reserved_slug_is_refused(slug):
    with pytest.raises(ValidationError, match="used by the portal itself"):
        Council.found(slug, "A Council")
    assert not Council.objects.filter(slug=slug).exists()
