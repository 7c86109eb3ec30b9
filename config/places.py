"""Where this installation keeps its things. Standard library only."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("PORTAL_VAR") or ROOT / "var")
POSTGRES = VAR / "postgres"


def short_name(path):
    """A short, steady name for a long path."""
    return hashlib.sha256(str(Path(path).resolve()).encode()).hexdigest()[:10]


def socket_folder(data=POSTGRES):
    """A short path: a socket's may have 107 characters, and a project can lie deep."""
    return Path("/tmp") / f"portal-{os.geteuid()}-{short_name(data)}"  # noqa: S108


def database_url(data=POSTGRES, name="portal"):
    """The embedded server's DATABASE_URL, whether it is running or not."""
    return f"postgres://postgres@/{name}?host={socket_folder(data)}"
