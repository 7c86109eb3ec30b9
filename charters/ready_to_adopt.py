"""What an approver entered, kept from the form to the page that confirms it."""

import datetime as dt

DAYS = ("in_force_from", "minute_on")


def _key(approval) -> str:
    return f"adopt:{approval.uid}"


def keep(session, approval, **chosen) -> None:
    """Keep the decision in the session of the person who makes it."""
    days = {name: chosen[name].isoformat() for name in DAYS}
    session[_key(approval)] = {**chosen, **days}


def find(session, approval) -> dict:
    """The decision as the verb takes it, or nothing."""
    kept = session.get(_key(approval))
    if not kept:
        return {}
    days = {name: dt.date.fromisoformat(kept[name]) for name in DAYS}
    return {**kept, **days}


def forget(session, approval) -> None:
    session.pop(_key(approval), None)
