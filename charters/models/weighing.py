"""Whether the effect on people was weighed at each stage, about these words."""

from charters import readiness


def latest(charter) -> dict:
    """The last equality analysis of each stage."""
    return {one.stage: one for one in charter.equality_analyses.all()}


def gaps(charter, step: str, text_hash: str) -> list[str]:
    """What is missing or out of date before a step. It warns and stops nobody."""
    stage = readiness.EQUALITY_STAGES.get(step)
    if not stage:
        return []
    known = latest(charter)
    found = []
    if step == readiness.CONSULTING and readiness.SCOPING not in known:
        found.append(readiness.no_equality_analysis(readiness.SCOPING))
    if stage not in known:
        found.append(readiness.no_equality_analysis(stage))
    elif known[stage].text_hash != text_hash:
        found.append(readiness.stale_equality_analysis(stage))
    return found


def stale(charter) -> set[int]:
    """The keys of analyses that were made of other words than those decided now."""
    steps = readiness.EQUALITY_STAGES
    step = charter.next_step() or {"deciding": "deciding"}.get(charter.status, "")
    one = latest(charter).get(steps.get(step, ""))
    if one is None or one.text_hash == charter.content_hash():
        return set()
    return {one.pk}
