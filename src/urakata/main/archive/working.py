"""A place for unfinished work in the data folder, for one command at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError

BUSY: Final = Text(
    "ほかのバックアップまたは復元が実行中です。終わってからもう一度実行してください。",
    "Another backup or restore is running. Try again when it is done.",
)
PLACE: Final = "archive"
ELSEWHERE: Final = "unfinished"  #: names the file that a backup writes outside the data folder


@contextmanager
def alone(home: Path, place: str = PLACE) -> Iterator[None]:
    """Be the only one to back up or restore this data folder; raises `ArchiveError` if not."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(home / f"{place}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveError(BUSY) from error
        yield
    finally:
        os.close(lock)


@contextmanager
def working_folder(home: Path, place: str = PLACE) -> Iterator[Path]:
    """An empty folder on the data folder's disk, gone afterwards. Only for who is `alone`.

    What a killed command left behind is removed first.
    """
    folder = folder_of(home, place)
    clear(home, place)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def folder_of(home: Path, place: str = PLACE) -> Path:
    """Where the unfinished work lies, if there is any."""
    return home / f".{place}"


def clear(home: Path, place: str = PLACE) -> None:
    """Remove what a killed command left behind, here and where it wrote to."""
    folder = folder_of(home, place)
    with suppress(FileNotFoundError):
        Path((folder / ELSEWHERE).read_text(encoding="utf-8")).unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
