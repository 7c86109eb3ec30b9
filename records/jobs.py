"""Long jobs that are not files of ours: each app says which it has.

    @jobs.register
    def document_of(user, uid): …      # the job, or None if it is not this user's

A job has `uid`, `title`, `council`, `sentence`, `status`, `is_done`, `is_parked`,
`get_absolute_url()` for its result, `result_text` for the link to it and
`get_start_url()` for another try.
"""

from collections.abc import Callable
from typing import Any

_finders: list[Callable] = []


def register(finder: Callable[[Any, Any], Any]) -> Callable:
    """Ask `finder(user, uid)` when somebody looks for a job."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def find(user, uid) -> Any | None:
    """The job with this id that the user may see, or None."""
    return next((job for one in _finders if (job := one(user, uid))), None)
