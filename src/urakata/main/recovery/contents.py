"""Contents of attached files, copied ahead: they never change, so a copy is good for every moment."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path

from urakata.record import blobs, files


def copy_new(target: Path, since: datetime | None) -> int:
    """Copy what was uploaded since a moment (None: ever) and is not there yet; how many."""
    names = (sha256 for sha256, _ in files.contents(since))
    return sum(_copy(blobs.path_of(sha256), target) for sha256 in names)


def mark_living(target: Path) -> None:
    """Note on every copy whose content is still named that it was, at this moment."""
    for sha256, _ in files.contents():
        path = place_in(target, sha256)
        if path.exists():
            os.utime(path)


def drop_unnamed(target: Path, before: datetime) -> None:
    """Let go copies that nothing has named since a moment."""
    for path in target.glob("??/??/*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink()


def bring_back(source: Path) -> list[str]:
    """Put the contents that the recovered database names into its data folder; what is missing."""
    missing = []
    for sha256, _ in files.contents():
        path = place_in(source, sha256)
        if path.exists():
            _copy(path, blobs.root())
        elif not blobs.path_of(sha256).exists():
            missing.append(sha256)
    return missing


def place_in(folder: Path, sha256: str) -> Path:
    """The place of a content, as in the data folder."""
    return folder / sha256[:2] / sha256[2:4] / sha256


def _copy(path: Path, target: Path) -> int:
    place = place_in(target, path.name)
    if place.exists():
        return 0
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = place.with_name(f".{secrets.token_hex(8)}")
    try:
        with path.open("rb") as content, fresh.open("xb") as copy:
            shutil.copyfileobj(content, copy)
            copy.flush()
            os.fsync(copy.fileno())
        fresh.chmod(0o600)
        fresh.replace(place)
    except FileNotFoundError:  # lost, or swept just now
        return 0
    finally:
        fresh.unlink(missing_ok=True)
    return 1
