"""Runs the measurements that are named, or all, and prints one table."""

import os
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.table import print_table


def main(names):
    here = Path(__file__).parent
    known = sorted(path.stem for path in here.glob("p[0-9]*.py"))
    chosen = [name for name in known if not names or name.startswith(tuple(names))]
    if not chosen:
        sys.exit(f"There is no such measurement. There are: {', '.join(known)}")
    make_tables()
    lines = []
    for name in chosen:
        print(f"  · {name}", flush=True)
        lines += import_module(f"benchmarks.{name}").measure()
    print_table(lines)
    return 0 if all(line.is_met for line in lines) else 1


def make_tables():
    """The empty database of this run, with the reference data."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from config import furnishing
    from metrics import reference

    furnishing.collect_static()
    reference.load()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
