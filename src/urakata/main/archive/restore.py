"""Putting a backup back: first everything is unpacked and checked, then it takes its place.

The order makes it safe to be killed anywhere. Files are added before the database changes: they are
named after their content, so none is overwritten, and those that nobody names are swept in time. The
database changes in one transaction. What is left then, the keys and an entry in the journal, waits
in the data folder under the mark that this transaction leaves; the next start finds and does it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.db import transaction

from urakata.directory.actors import system_actor
from urakata.journal.writing import Entry, write
from urakata.kernel.json import JSONDict, read_json, write_json
from urakata.kernel.text import Text
from urakata.main.archive import loading
from urakata.main.archive.envelope import Keys, unlocked
from urakata.main.archive.manifest import (
    ALLOWED,
    DUMP,
    FILES,
    KEYS,
    MANIFEST,
    NOT_OURS,
    SECRET,
    ArchiveError,
    Counting,
    Manifest,
    Part,
    parse,
)
from urakata.main.archive.working import alone, clear, folder_of, working_folder
from urakata.main.home import write_secret
from urakata.main.migrations import migrate

DAMAGED: Final = Text(
    "バックアップが壊れています：{name} の内容が記録と一致しません。何も変更していません。",
    "The backup is damaged: {name} is not as recorded. Nothing was changed.",
)
BLOCK: Final = 1024 * 1024
MARK: Final = "mark"  #: holds what `loading.mark` says once the database is the restored one
ABOUT: Final = "about.json"  #: what the journal shall say of it
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup whose every part was found to be as recorded."""

    folder: Path
    manifest: Manifest


def unpack(source: Path, folder: Path, keys: Keys, tell: Tell) -> Unpacked:
    """Unpack into an empty folder and check every part; raises `ArchiveError`."""
    try:
        found = _extract(source, folder, keys, tell)
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise ArchiveError(NOT_OURS.fill(why=error)) from error
    return Unpacked(folder, _check(folder, found))


def restore(
    source: Path, *, home: Path, files: Path, keys: Keys, is_forced: bool, tell: Tell
) -> Manifest:
    """Put a backup in the place of what is there; refuses to overwrite unless forced.

    Whatever fails, the old data is still there and usable.
    """
    with alone(home):
        _finish(home)
        with working_folder(home) as folder:
            loading.require_ready(is_forced=is_forced)
            unpacked = unpack(source, folder, keys, tell)
            _prepare_the_end(unpacked, source)
            add_files(folder / FILES, files)
            os.sync()
            mark = (folder / MARK).read_text(encoding="ascii")
            loading.load(folder / DUMP, unpacked.manifest.tables, mark=mark, is_forced=is_forced)
            _finish(home)
    return unpacked.manifest


def finish_interrupted(home: Path) -> None:
    """Do what a restore that was killed at its very end left to do; harmless at any other time."""
    if (folder_of(home) / MARK).exists():
        with alone(home):
            _finish(home)


def _prepare_the_end(unpacked: Unpacked, source: Path) -> None:
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    about: JSONDict = {
        "file": source.name,
        "size": source.stat().st_size,
        "sha256": digest,
        "made_at": unpacked.manifest.created_at.isoformat(),
        "made_by": unpacked.manifest.version,
    }
    (unpacked.folder / ABOUT).write_bytes(write_json(about))
    (unpacked.folder / MARK).write_text(f"restored {secrets.token_hex(16)}", encoding="ascii")


def _finish(home: Path) -> None:
    """Keys, tables and journal, if the database says that it is the restored one."""
    folder = folder_of(home)
    mark = folder / MARK
    if not mark.exists() or loading.mark() != mark.read_text(encoding="ascii"):
        return
    write_secret(home / SECRET, (folder / SECRET).read_text(encoding="ascii"))
    for key in sorted((folder / KEYS).glob("*")):
        write_secret(home / KEYS / key.name, key.read_text(encoding="utf-8"))
    migrate()
    about = cast("JSONDict", read_json((folder / ABOUT).read_bytes()))
    with transaction.atomic():
        write(system_actor(), [Entry("restore.run", about=about)])
        loading.unmark()
    clear(home)


def add_files(source: Path, target: Path) -> None:
    """Move contents to their places; one that is there is the same, and is made whole again.

    But not by one that was damaged already when it was backed up.
    """
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            if place.exists() and not _is_as_named(path):
                continue
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.replace(place)


def _is_as_named(path: Path) -> bool:
    """Contents are named after their SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == path.name


def _extract(source: Path, folder: Path, keys: Keys, tell: Tell) -> dict[str, Part]:
    found: dict[str, Part] = {}
    size = source.stat().st_size
    with (
        source.open("rb") as raw,
        unlocked(raw, keys) as stream,
        tarfile.open(fileobj=stream, mode="r|gz") as archive,
    ):
        while (member := archive.next()) is not None:
            if not member.isfile() or not ALLOWED.fullmatch(member.name):
                raise ArchiveError(NOT_OURS.fill(why=member.name))
            counting = Counting(cast("BinaryIO", archive.extractfile(member)))
            _write(folder / member.name, counting)
            found[member.name] = counting.part
            tell(raw.tell(), size)
            archive.members.clear()  # type: ignore[attr-defined] # else it remembers every file
    return found


def _write(target: Path, content: Counting) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := content.read(BLOCK):
            file.write(block)


def _check(folder: Path, found: dict[str, Part]) -> Manifest:
    if MANIFEST not in found:
        raise ArchiveError(NOT_OURS.fill(why=MANIFEST))
    manifest = parse((folder / MANIFEST).read_bytes())
    for name in (DUMP, SECRET, *manifest.parts):
        if name not in found or manifest.parts.get(name) != found[name]:
            raise ArchiveError(DAMAGED.fill(name=name))
    if extra := found.keys() - manifest.parts.keys() - {MANIFEST}:
        raise ArchiveError(DAMAGED.fill(name=min(extra)))
    return manifest
