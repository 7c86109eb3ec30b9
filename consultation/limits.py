"""How much one address may send before we look closer.

A library, a care home or a whole council office shares one address. So many responses
from one place are kept and held for a person to look at, never refused; only a flood
is asked to wait. Wrong receipt codes are counted, since codes can be guessed.
"""

from councils.limits import Limit, count, refuse_over, refuse_reached

__all__ = ["Limit", "count", "refuse_over", "refuse_reached"]

RESPONSES = Limit("responses", most=600, seconds=3600)
HELD_AFTER = 60
SHEETS = Limit("sheets", most=600, seconds=3600)  # answers about oneself
WRONG_CODES = Limit("wrong-codes", most=20, seconds=600)
UPLOADS = Limit("uploads", most=120, seconds=3600)
LINKS = Limit("links", most=30, seconds=3600)
COPIES = Limit("copies", most=30, seconds=3600)
REPORTS = Limit("reports", most=30, seconds=3600)
