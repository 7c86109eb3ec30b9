"""Who is told of what. A higher app subscribes to a lower app's verb."""

from collections.abc import Callable
from typing import TypeVar

from audit.models import Event

Handler = TypeVar("Handler", bound=Callable[[Event], None])

_handlers: dict[str, dict[str, Callable[[Event], None]]] = {}


def subscribe(*verbs: str) -> Callable[[Handler], Handler]:
    """Tell the decorated function of each event with one of these verbs.

    It runs in its own transaction, some time after the act, perhaps twice.
    """

    def remember(handler: Handler) -> Handler:
        for verb in verbs:
            _handlers.setdefault(verb, {})[name_of(handler)] = handler
        return handler

    return remember


def name_of(handler: Callable) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def handlers_of(verb: str) -> list[str]:
    return sorted(_handlers.get(verb, ()))


def handler_named(verb: str, name: str) -> Callable[[Event], None]:
    """The handler, or KeyError when the code no longer has it."""
    return _handlers[verb][name]
