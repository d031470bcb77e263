"""Writing a file that appears under its name only when it is whole, and overwrites nothing."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError

EXISTS: Final = Text(
    "「{path}」はすでにあります。別の名前を指定するか、「--force」を付けてください。",
    '"{path}" exists already. Choose another name, or give --force.',
)
#: what file systems without hard links (FAT, some network shares) answer
_NO_LINKS: Final = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


def require_free(target: Path) -> None:
    """Refuse early what `place` would refuse at the end."""
    if target.exists():
        raise ArchiveError(EXISTS.fill(path=target))


@contextmanager
def beside(target: Path, note: Path) -> Iterator[Path]:
    """A new file (mode 0600) beside `target`, removed again unless it was `place`d.

    `note` is told its name beforehand: a killed process' file is found by it.
    """
    fresh = target.with_name(f".urakata-{secrets.token_hex(8)}.part")
    note.write_text(str(fresh), encoding="utf-8")
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)
        note.unlink(missing_ok=True)


def place(fresh: Path, target: Path, *, may_overwrite: bool) -> None:
    """Give the file its name; raises `ArchiveError` when that is taken, also just now."""
    if may_overwrite:
        fresh.replace(target)
    else:
        try:
            _place_beside_nothing(fresh, target)
        except FileExistsError as error:
            raise ArchiveError(EXISTS.fill(path=target)) from error
    flush_folder(target.parent)


def _place_beside_nothing(fresh: Path, target: Path) -> None:
    try:
        target.hardlink_to(fresh)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        fresh.replace(target)


def flush_folder(folder: Path) -> None:
    """Make a new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
