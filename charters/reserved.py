"""Words that addresses need, so that no charter or section may be called by them."""

CHARTER_SLUGS = frozenset({"new", "json", "pdf"})
SECTION_KEYS = frozenset(
    {
        *("all", "versions", "compare", "priorities", "new", "add", "json", "pdf"),
        *("about", "evidence-used", "made-with", "scorecard"),
        *("review", "record", "weights", "survey"),
    }
)


def free_name(wanted: str, taken: set[str], reserved: frozenset[str]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that nothing else uses."""
    wanted = wanted.strip("-")[:60].strip("-") or "part"
    if wanted not in taken and wanted not in reserved:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
