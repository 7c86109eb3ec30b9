"""Runs the measurements that are named, or all, and prints one table."""

import ast
import os
import re
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.table import print_table


def main(names):
    known = rows_by_script()
    chosen = [name for name in known if not names or is_meant(name, names, known)]
    if not chosen:
        sys.exit(f"There is no such measurement. There are: {', '.join(known)}")
    make_tables()
    lines = []
    for name in chosen:
        print(f"  · {name}", flush=True)
        lines += import_module(f"benchmarks.{name}").measure()
    print_table(lines)
    return 0 if all(line.is_met for line in lines) else 1


def rows_by_script() -> dict[str, set[str]]:
    """The rows that each script measures, as the first line of its docstring says."""
    found = {}
    for path in sorted(Path(__file__).parent.glob("p[0-9]*.py")):
        first = ast.get_docstring(ast.parse(path.read_text())).splitlines()[0]
        found[path.stem] = {row.lower() for row in re.findall(r"\bP\d+\b", first)}
    return found


def is_meant(script: str, names: list[str], known: dict[str, set[str]]) -> bool:
    """Whether a script was asked for: by a row, like p2, or by its own name."""
    return any(name.lower() in known[script] or name == script for name in names)


def make_tables():
    """The empty database of this run, with the reference data."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from config import furnishing, tables
    from metrics import reference

    tables.make_at_once()
    furnishing.collect_static()
    reference.load()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
