"""Pictures of a printed charter, drawn from its own document: charts and the map.

Pure: numbers and outlines in, SVG out. No picture holds words; the words stand beside
it, and its text alternative says the same.
"""

from decimal import Decimal, InvalidOperation

WIDTH, BAR, GAP = 600, 26, 12
INK, GOLD, PAPER, LINE = "#17324d", "#d9a441", "#f6f2ea", "#45545f"


def amount(text: str | None) -> Decimal | None:
    """A number of the document, or None where there is none that a bar can show."""
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None


def bars(baseline: str | None, level: str | None) -> str:
    """Two bars, where we start above and the target below; "" without both numbers."""
    start, goal = amount(baseline), amount(level)
    if start is None or goal is None or not max(start, goal):
        return ""
    longest = max(start, goal)
    first, second = (max(round(WIDTH * one / longest), 3) for one in (start, goal))
    height = 2 * BAR + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}">'
        f'<rect x="1" y="1" width="{first - 2}" height="{BAR - 2}" fill="{PAPER}" '
        f'stroke="{LINE}" stroke-width="2"/>'
        f'<rect y="{BAR + GAP}" width="{second}" height="{BAR}" fill="{INK}"/></svg>'
    )


def area_map(drawn: dict, marked: set[str]) -> str:
    """The places of a document, those that priorities name filled with colour."""
    width, height = drawn["width"], drawn["height"]
    shapes = "".join(
        f'<path d="{shape["path"]}" '
        f'fill="{GOLD if shape["name"] in marked else PAPER}"/>'
        for shape in drawn["shapes"]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {width + 4} '
        f'{height + 4}" width="{width}" height="{height}">'
        f'<g stroke="{INK}" stroke-width="1.5" stroke-linejoin="round">{shapes}</g>'
        "</svg>"
    )


def pictures(document: dict) -> dict[str, str]:
    """Every picture that the page of a charter may ask for, by name."""
    found = {}
    for priority in document.get("priorities", []):
        for outcome in priority["outcomes"]:
            for target in outcome["targets"]:
                if chart := bars(target.get("baseline"), target["level"]):
                    found[chart_name(target)] = chart
    if drawn := document.get("map"):
        found["map.svg"] = area_map(drawn, named_places(document))
    return found


def chart_name(target: dict) -> str:
    return f"chart-{target['uid']}.svg"


def named_places(document: dict) -> set[str]:
    return {
        place
        for priority in document.get("priorities", [])
        for place in priority.get("places") or []
    }
