"""Who may read a stored file. Each app answers for the files that it hangs on things.

    from records import readers

    @readers.register
    def evidence_readers(user, file) -> bool: ...

Nobody may read a file that no app speaks for.
"""

from collections.abc import Callable

from records.models import StoredFile

Answer = Callable[[object, StoredFile], bool]
_answers: list[Answer] = []


def register(answer: Answer) -> Answer:
    """Ask `answer(user, file)` whenever someone wants a file."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def may_read(user, file: StoredFile | None) -> bool:
    """Whether any app lets this visitor read this file."""
    return file is not None and any(answer(user, file) for answer in _answers)
