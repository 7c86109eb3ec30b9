"""Scenes that are set once and played by many tests.

To sign one contract a charter must be drafted, consulted on and adopted, a tender
published, bids sealed, opened and marked. A fixture made with `@staged` is built once,
in a transaction that is never committed; every test that asks for it plays in a
savepoint of its own and leaves the scene as it was. Tests that share a scene are run
one after another (`in_order_of_scenes`).

A staged fixture asks only for other staged fixtures and hands over records, or plain
values. It does not move the clock and leaves nothing outside the database: what does
so is an ordinary fixture on top of it.

    @staged
    def charter(eastfield, dara, amal):
        return factories.adopted_charter(eastfield, by=dara, approver=amal)
"""

import copy
import inspect
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction

from charters.published import shelf


def staged(build):
    """A fixture whose records are made once for all tests beside each other."""
    needs = list(inspect.signature(build).parameters)

    def hand_over(request, db, **needed):
        copies = request.config.stash[STAGE].copies
        return copies[build] if build in copies else build(**needed)

    kinds = inspect.Parameter.POSITIONAL_OR_KEYWORD
    hand_over.__signature__ = inspect.Signature(
        inspect.Parameter(name, kinds) for name in ["request", "db", *needs]
    )
    hand_over.__doc__ = build.__doc__
    hand_over.staged = build
    return pytest.fixture(name=build.__name__)(hand_over)


@dataclass
class Scene:
    """One staged fixture, built on top of those before it."""

    build: object
    point: transaction.Atomic
    made: object


@dataclass
class Stage:
    """What stands in the database now, in the order in which it was built."""

    scenes: list[Scene] = field(default_factory=list)
    copies: dict = field(default_factory=dict)

    def set_for(self, item) -> None:
        """Leave standing what this test can use, and build what it lacks."""
        wanted = scenes_of(item)
        names = {build: name for name, build in staged_of(item).items()}
        standing = 0
        for scene, build in zip(self.scenes, wanted, strict=False):
            if scene.build is not build:
                break
            standing += 1
        self._clear(down_to=standing)
        shelf.clear()  # records keep their numbers from test to test
        for build in wanted[standing:]:
            self._build(build, names)
        connection.run_on_commit = []
        self.copies = copy.deepcopy({scene.build: scene.made for scene in self.scenes})

    def strike(self) -> None:
        """Clear everything: a test that commits builds for itself."""
        self._clear(down_to=0)
        self.copies = {}

    def _build(self, build, names) -> None:
        by_name = {names[scene.build]: scene.made for scene in self.scenes}
        needs = inspect.signature(build).parameters
        point = transaction.atomic()
        point._from_testcase = True
        point.__enter__()
        try:
            made = build(**{name: by_name[name] for name in needs})
        except BaseException:
            undo(point)
            raise
        self.scenes.append(Scene(build, point, made))

    def _clear(self, down_to: int) -> None:
        while len(self.scenes) > down_to:
            undo(self.scenes.pop().point)


STAGE = pytest.StashKey[Stage]()


def undo(point: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    point.__exit__(None, None, None)


def staged_of(item) -> dict:
    """The builders of the staged fixtures that a test asks for, by fixture name."""
    found = {}
    for name, definitions in item._fixtureinfo.name2fixturedefs.items():
        for definition in reversed(definitions):
            if build := getattr(definition.func, "staged", None):
                found[name] = build
                break
    return found


def scenes_of(item) -> list:
    """Those builders in the order of building: what has most below it comes first.

    So tests that want one more person on top of a contract share the contract.
    """
    builders = staged_of(item)

    def below(name) -> set[str]:
        found = set()
        for need in inspect.signature(builders[name]).parameters:
            found |= {need} | below(need)
        return found

    def by_weight(names):
        return sorted(names, key=lambda name: (-len(below(name)), name))

    order = []
    for name in by_weight(builders):
        for each in [*by_weight(below(name))[::-1], name]:
            if builders[each] not in order:
                order.append(builders[each])
    return order


def in_order_of_scenes(items) -> None:
    """Let tests that share a scene follow each other."""
    items.sort(key=lambda item: [where(build) for build in scenes_of(item)])


def where(build) -> tuple[str, str]:
    return (build.__module__, build.__qualname__)
