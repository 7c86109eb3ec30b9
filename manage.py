#!/usr/bin/env python3
"""The portal's commands: `python3 manage.py up`, `python3 manage.py test`, and Django's own."""

import sys


def main():
    if sys.version_info < (3, 11):
        # Said here, in words every Python 3 can read, before newer syntax is imported.
        sys.exit(
            "The portal needs Python 3.11 or newer, and this is Python "
            + ".".join(str(part) for part in sys.version_info[:3])
            + ".\nInstall a newer Python and use its name, for example: python3.12 manage.py up"
        )
    from config import bootstrap

    bootstrap.prepare(sys.argv)
    from config import launcher

    launcher.run(sys.argv)


if __name__ == "__main__":
    main()
