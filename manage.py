#!/usr/bin/env python3
"""The portal's commands: `up`, `test`, `lint`, `bench`, and Django's own."""

import sys


def main():
    if sys.version_info < (3, 11):  # noqa: UP036
        # Said here, in syntax that every Python 3 can read, before newer is imported.
        version = ".".join(str(part) for part in sys.version_info[:3])
        needs = "The portal needs Python 3.11 or newer, and this is Python "
        advice = "Install one and use its name, as in:  python3.12 manage.py up"
        sys.exit(needs + version + ".\n" + advice)
    from config import bootstrap

    bootstrap.prepare(sys.argv)
    from config import launcher

    launcher.run(sys.argv)


if __name__ == "__main__":
    main()
