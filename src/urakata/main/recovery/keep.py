"""Where everything lies that a moment is recovered from.

::

    <URAKATA_WAL_FOLDER>/<id>/        one for each data folder and each life of it
      wal/                            the log, segment by segment, the last one still growing
      bases/20260930T021500Z/         the database's files as of a moment, with PostgreSQL's manifest
      home/                           the secret key, and all keys of the journal there ever were
      files/ab/cd/abcd…               contents of attached files
      alive                           touched while everything arrives
"""

from __future__ import annotations

import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError
from urakata.main.home import write_secret

LATE_SECONDS: Final = 3600.0  #: nothing is said while a base is made, which takes its time
ID: Final = "wal-id"
STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"\d{8}T\d{6}Z")
_START: Final = re.compile(r"START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)")
NOTHING: Final = Text(
    "「{folder}」に、復元のもとになるものがありません。",
    'There is nothing to recover from in "{folder}".',
)
WHICH: Final = Text(
    "「{folder}」には複数の記録があります。1つを指定してください：{names}",
    'There are several in "{folder}"; name one of them: {names}',
)
TOO_EARLY: Final = Text(
    "その時刻には戻せません。戻せるのは{first:%Y-%m-%d %H:%M:%S}からです。",
    "That is too early: the first moment is {first:%Y-%m-%d %H:%M:%S}.",
)


@dataclass(frozen=True, slots=True)
class Base:
    """The database's files as of a moment; recovery begins there."""

    path: Path

    @property
    def made_at(self) -> datetime:
        """When it was whole: the first moment that can be reached from it."""
        return datetime.strptime(self.path.name, STAMP).replace(tzinfo=UTC)

    @property
    def first_segment(self) -> str:
        """The segment of the log that recovery begins with."""
        label = (self.path / "backup_label").read_text(encoding="utf-8")
        match = _START.search(label)
        if match is None:
            raise ArchiveError(NOTHING.fill(folder=self.path))
        return match[1]


@dataclass(frozen=True, slots=True)
class WalArchive:
    """The folder of one life of one data folder."""

    folder: Path

    @property
    def wal(self) -> Path:
        return self.folder / "wal"

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def alive(self) -> Path:
        return self.folder / "alive"

    @property
    def bases_folder(self) -> Path:
        return self.folder / "bases"

    def bases(self) -> list[Base]:
        """All that are whole, the oldest first."""
        found = sorted(self.bases_folder.glob("*"))
        return [Base(path) for path in found if _NAME.fullmatch(path.name)]

    def base_for(self, moment: datetime | None) -> Base:
        """The newest one from which the moment can be reached; the newest for the very end."""
        bases = self.bases()
        if not bases:
            raise ArchiveError(NOTHING.fill(folder=self.folder))
        fitting = [base for base in bases if moment is None or base.made_at <= moment]
        if not fitting:
            raise ArchiveError(TOO_EARLY.fill(first=bases[0].made_at.astimezone()))
        return fitting[-1]


def archive_of(home: Path, folder: Path) -> WalArchive | None:
    """The archive of a data folder's present life; a copy of it elsewhere begins its own."""
    try:
        name, place = (home / ID).read_text(encoding="utf-8").split("\n", 1)
    except (FileNotFoundError, ValueError):
        return None
    return WalArchive(folder / name) if place == str(home) else None


def begin_archive(home: Path, folder: Path) -> WalArchive:
    """A new archive for a data folder."""
    name = secrets.token_hex(4)
    write_secret(home / ID, f"{name}\n{home}")
    return WalArchive(folder / name)


def state_of_log(home: Path) -> Literal["ok", "late", "off"]:
    """Whether all that happens arrives in the archive, as far as that is wanted."""
    folder = os.environ.get("URAKATA_WAL_FOLDER")
    if not folder:
        return "off"
    archive = archive_of(home, Path(folder))
    try:
        age = time.time() - archive.alive.stat().st_mtime if archive else LATE_SECONDS
    except OSError:
        return "late"
    return "ok" if age < LATE_SECONDS else "late"


def find_archive(folder: Path) -> WalArchive:
    """The one in a folder, or the folder itself; raises `ArchiveError` when that is not clear."""
    if (folder / "bases").is_dir():
        return WalArchive(folder)
    found = sorted(path.parent for path in folder.glob("*/bases"))
    if not found:
        raise ArchiveError(NOTHING.fill(folder=folder))
    if len(found) > 1:
        raise ArchiveError(WHICH.fill(folder=folder, names=", ".join(path.name for path in found)))
    return WalArchive(found[0])
