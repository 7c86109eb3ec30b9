"""P18: the demo councils made by the verbs, beside as many empty queries."""

import time

from django.core.management import call_command
from django.db import connection

from benchmarks.table import Line, seconds_of


def measure():
    counter, used = Counter(), time.process_time()
    with connection.execute_wrapper(counter):
        ours = seconds_of(lambda: call_command("seed_demo", verbosity=0))
    used = time.process_time() - used
    baseline = seconds_of(lambda: ask_nothing(counter.asked))
    yield Line(
        "P18",
        f"the demo, {counter.asked} queries",
        f"{ours:.1f} s ({used:.1f} s CPU)",
        f"{baseline:.1f} s, as many empty queries",
        f"{ours / baseline:.1f}",
        "< 20 s",
        ours < 20,
    )


class Counter:
    """Counts the statements that go to the database."""

    asked = 0

    def __call__(self, execute, sql, params, many, context):
        self.asked += 1
        return execute(sql, params, many, context)


def ask_nothing(times):
    with connection.cursor() as cursor:
        for _ in range(times):
            cursor.execute("SELECT 1")
