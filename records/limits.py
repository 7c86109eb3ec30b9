"""How much is allowed. Settings may say otherwise."""

from django.conf import settings

MEGABYTE = 1024 * 1024


def _setting(name: str, default: int) -> int:
    return getattr(settings, f"RECORDS_{name}", default)


def bytes_per_council() -> int:
    return _setting("MEGABYTES_PER_COUNCIL", 20 * 1024) * MEGABYTE


def bytes_per_person_a_day() -> int:
    return _setting("MEGABYTES_PER_PERSON_A_DAY", 500) * MEGABYTE


def rendering_memory() -> int:
    """Bytes of address space that one rendering may use."""
    return _setting("RENDERING_MEGABYTES", 1024) * MEGABYTE


def rendering_seconds() -> int:
    """How long one rendering may take, by the clock and by the processor."""
    return _setting("RENDERING_SECONDS", 120)


def rendering_pages() -> int:
    return _setting("RENDERING_PAGES", 1000)
