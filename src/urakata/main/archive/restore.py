"""Putting a backup back: first everything is unpacked and checked, then it takes its place."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from urakata.kernel.text import Text
from urakata.main.archive import dumping
from urakata.main.archive.manifest import (
    ALLOWED,
    DUMP,
    FILES,
    MANIFEST,
    NOT_OURS,
    SECRET,
    ArchiveError,
    Counting,
    Manifest,
    Part,
    parse,
)

NOT_EMPTY: Final = Text(
    "データがすでにあります。上書きするには「--force」を指定してください（今のデータは失われます）。",
    "There is data already. Give --force to overwrite it (what is there now will be lost).",
)
DAMAGED: Final = Text(
    "バックアップが壊れています：{name} の内容が記録と一致しません。何も変更していません。",
    "The backup is damaged: {name} is not as recorded. Nothing was changed.",
)
BLOCK: Final = 1024 * 1024
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup whose every part was found to be as recorded."""

    folder: Path
    manifest: Manifest

    @property
    def secret(self) -> str:
        """The installation's signing key."""
        return (self.folder / SECRET).read_text(encoding="ascii")


@contextmanager
def unpack(source: Path, beside: Path, tell: Tell) -> Iterator[Unpacked]:
    """Unpack into a folder on the disk of `beside` and check every part; gone afterwards."""
    with tempfile.TemporaryDirectory(dir=beside, prefix=".urakata-restore-") as name:
        folder = Path(name)
        try:
            found = _extract(source, folder, tell)
        except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
            raise ArchiveError(NOT_OURS.fill(why=error)) from error
        yield Unpacked(folder, _check(folder, found))


def replace_all(unpacked: Unpacked, *, files: Path, is_forced: bool) -> None:
    """Put database and files in place; refuses to overwrite unless forced.

    Whatever fails, the old content is still there.
    """
    has_files = files.is_dir() and any(files.iterdir())
    if not is_forced and (has_files or not dumping.is_empty()):
        raise ArchiveError(NOT_EMPTY)
    dumping.require_unused()
    dumping.load(unpacked.folder / DUMP)
    old = files.with_name(f"{files.name}.before-restore")
    if files.exists():
        files.rename(old)
    fresh = unpacked.folder / FILES.rstrip("/")
    fresh.mkdir(exist_ok=True)
    shutil.move(fresh, files)
    shutil.rmtree(old, ignore_errors=True)


def _extract(source: Path, folder: Path, tell: Tell) -> dict[str, Part]:
    found: dict[str, Part] = {}
    size = source.stat().st_size
    with source.open("rb") as raw, tarfile.open(fileobj=raw, mode="r:gz") as archive:
        for member in archive:
            if not member.isfile() or not ALLOWED.fullmatch(member.name):
                raise ArchiveError(NOT_OURS.fill(why=member.name))
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            counting = Counting(cast("BinaryIO", archive.extractfile(member)))
            with target.open("xb") as file:
                while block := counting.read(BLOCK):
                    file.write(block)
            found[member.name] = counting.part
            tell(raw.tell(), size)
    return found


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
