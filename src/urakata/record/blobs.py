"""Contents of files on disk, each kept once under its SHA-256: ``ab/cd/abcd…``.

Nothing a user typed becomes part of a path. Content is written beside its place, flushed to the
disk and then renamed, so that what has a name is whole, whenever the power goes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from django.conf import settings
from django.db import connection

_LOCKS: Final = 0xB10B  #: first half of the advisory keys; the second is of the digest
GRACE: Final = 24 * 3600  #: seconds that content may wait for its row


class TooLong(Exception):
    """There is more content than allowed."""


def root() -> Path:
    """Where contents are kept."""
    return Path(settings.FILES_ROOT)


def path_of(sha256: str) -> Path:
    """The place of a content."""
    return root() / sha256[:2] / sha256[2:4] / sha256


@dataclass(slots=True)
class Received:
    """Content that came in whole and waits, under a temporary name, for its place.

    Leaving the ``with`` block removes what was not kept.
    """

    path: Path
    sha256: str
    size: int

    def __enter__(self) -> Received:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.path.unlink(missing_ok=True)

    def keep(self) -> None:
        """Put the content into its place, within the transaction that inserts its row.

        The lock keeps the sweeper away until that transaction ends.
        """
        _lock(self.sha256)
        place = path_of(self.sha256)
        if place.exists() and place.stat().st_size == self.size:
            os.utime(place)
            return
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.replace(place)
        for folder in (place.parent, place.parent.parent, root()):
            _flush_folder(folder)


def receive(chunks: Iterable[bytes], limit: int) -> Received:
    """Write a stream to the disk while hashing it. Raises `TooLong` beyond `limit` bytes."""
    waiting = root() / "tmp"
    waiting.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    size = 0
    descriptor, name = tempfile.mkstemp(dir=waiting)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in _limited(chunks, limit):
                size += len(chunk)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Received(path, digest.hexdigest(), size)


def _limited(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    left = limit
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise TooLong
        yield chunk


def old_contents() -> Iterator[list[str]]:
    """The digests of contents that have been there longer than `GRACE`, folder by folder."""
    before = time.time() - GRACE
    for folder in sorted(root().glob("[0-9a-f][0-9a-f]")):
        names = [p.name for p in folder.glob("??/*") if _changed(p) < before]
        if names:
            yield names


def try_lock(sha256: str) -> bool:
    """Take the content's lock until the transaction ends; False when somebody else has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCKS, _key(sha256)])
        return bool(cursor.fetchone()[0])


def remove(sha256: str) -> None:
    """Delete a content; the caller holds its lock and knows that no row names it."""
    path_of(sha256).unlink(missing_ok=True)


def remove_leftovers() -> int:
    """Delete what broken uploads left behind; answers how many."""
    before = time.time() - GRACE
    leftovers = [p for p in (root() / "tmp").glob("*") if _changed(p) < before]
    for path in leftovers:
        path.unlink(missing_ok=True)
    return len(leftovers)


def _lock(sha256: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, _key(sha256)])


def _key(sha256: str) -> int:
    return int(sha256[:8], 16) - 2**31


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _flush_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system lets folders be flushed."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
