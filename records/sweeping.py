"""Tidying up after crashes: bytes that no row points at, folders of dead presses."""

import os
import shutil
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.core.files.storage import storages

from audit import clock
from records.models import StoredFile
from records.models.stored_file import FOLDER

GRACE = timedelta(days=1)
"""Long enough for any transaction that wrote a file to have ended."""


def sweep_files() -> int:
    """Delete orphans that are older than a day. Returns how many."""
    return sum(_sweep_folder(folder) for folder in _folders()) + _sweep_presses()


def _folders() -> list[str]:
    storage = storages["default"]
    if not storage.exists(FOLDER):
        return []
    return [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[0]]


def _sweep_folder(folder: str) -> int:
    storage = storages["default"]
    paths = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    known = set(
        StoredFile.objects.filter(path__in=paths).values_list("path", flat=True)
    )
    orphans = [path for path in paths if path not in known and _is_old(path)]
    for path in orphans:
        storage.delete(path)
    return len(orphans)


def _is_old(path: str) -> bool:
    written = storages["default"].get_modified_time(path)
    return written < clock.now() - GRACE


def _sweep_presses() -> int:
    swept, oldest = 0, time.time() - GRACE.total_seconds()
    for folder in Path(tempfile.gettempdir()).glob("portal-press-*"):
        if folder.stat().st_uid == os.getuid() and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
    return swept
