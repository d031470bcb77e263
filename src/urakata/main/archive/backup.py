"""Making a backup, while the product is in use."""

from __future__ import annotations

import importlib.metadata
import io
import os
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from urakata.main.archive.dumping import dump, server_version
from urakata.main.archive.manifest import (
    ALLOWED,
    DUMP,
    FILES,
    MANIFEST,
    SECRET,
    Counting,
    Manifest,
)

Tell = Callable[[int, int], None]  #: done and all, in bytes
COMPRESSION: Final = 1  #: dumps and office files are compressed already


def back_up(target: Path, *, files: Path, secret: bytes, tell: Tell) -> Manifest:
    """Write everything into `target`, which appears only when it is whole.

    The database is dumped first and files are immutable, so whatever the dump names is there
    when the files are read; files that came later are more than it needs, which does no harm.
    """
    manifest = Manifest(importlib.metadata.version("urakata"), server_version())
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".urakata-backup-") as folder:
        dumped = Path(folder) / DUMP
        dump(dumped)
        fresh = Path(folder) / target.name
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with (
            os.fdopen(descriptor, "wb") as raw,
            tarfile.open(fileobj=raw, mode="w:gz", compresslevel=COMPRESSION) as archive,
        ):
            _write(archive, manifest, [(DUMP, dumped), *_contents(files)], tell)
            _add_bytes(archive, manifest, SECRET, secret)
            _add_bytes(archive, manifest, MANIFEST, manifest.dump())
        fresh.replace(target)
    return manifest


def _contents(files: Path) -> Iterator[tuple[str, Path]]:
    """Every stored file and its name inside the backup; what is just being written is not one."""
    for path in sorted(files.rglob("*")):
        name = f"{FILES}{path.relative_to(files).as_posix()}"
        if path.is_file() and not path.is_symlink() and ALLOWED.fullmatch(name):
            yield name, path


def _write(
    archive: tarfile.TarFile, manifest: Manifest, parts: list[tuple[str, Path]], tell: Tell
) -> None:
    total = sum(path.stat().st_size for _, path in parts if path.exists())
    done = 0
    for name, path in parts:
        try:
            file = path.open("rb")
        except FileNotFoundError:  # swept since the folder was read: nothing names it
            continue
        with file:
            counting = Counting(file)
            info = _info(name, os.fstat(file.fileno()).st_size)
            archive.addfile(info, counting)
        manifest.parts[name] = counting.part
        done += counting.size
        tell(done, total)


def _add_bytes(archive: tarfile.TarFile, manifest: Manifest, name: str, content: bytes) -> None:
    counting = Counting(io.BytesIO(content))
    archive.addfile(_info(name, len(content)), counting)
    manifest.parts[name] = counting.part


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    info.mtime = int(time.time())
    return info
