"""What a backup holds, with the size and SHA-256 of every part.

A backup is a gzip'd tar: ``database.dump`` (pg_dump's custom format), ``files/…``, ``secret-key``,
``keys/…`` (those that sign the journal) and, last, ``manifest.json``. Encrypted, it lies inside an
envelope: see `envelope`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO, Final, cast

from urakata.kernel.json import JSONDict, read_json, write_json
from urakata.kernel.text import Text

FORMAT: Final = 2
READ: Final = (1, 2)  #: the first had neither `keys` nor `tables` nor `lost`
DUMP: Final = "database.dump"
SECRET: Final = "secret-key"  # noqa: S105 - a file's name
MANIFEST: Final = "manifest.json"
FILES: Final = "files/"
KEYS: Final = "keys/"
#: the only names a backup may hold: nothing absolute, no ``..``, no hidden files
ALLOWED: Final = re.compile(
    r"database\.dump|secret-key|manifest\.json|keys/\w[\w.-]*|files(/\w[\w.-]*)+", re.ASCII
)
_TABLE: Final = re.compile(r"(public|ledger)\.[a-z_][a-z0-9_]*")


class ArchiveError(Exception):
    """A backup cannot be made or restored; `text` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


NOT_OURS: Final = Text(
    "これはUrakataのバックアップではないか、途中で切れています：{why}",
    "This is not a backup of Urakata, or it is cut off: {why}",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside the backup."""

    size: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """The list of parts, and where the backup comes from."""

    version: str
    postgres: str
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    parts: dict[str, Part] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)  #: rows of ``schema.table`` at that moment
    lost: list[str] = field(default_factory=list)  #: files the database names, but the disk has not

    @property
    def file_count(self) -> int:
        """How many attached files there are in the backup."""
        return sum(name.startswith(FILES) for name in self.parts)

    def dump(self) -> bytes:
        """As JSON, for the archive."""
        parts: JSONDict = {
            name: {"size": part.size, "sha256": part.sha256} for name, part in self.parts.items()
        }
        return write_json(
            {
                "format": FORMAT,
                "product": "urakata",
                "version": self.version,
                "postgres": self.postgres,
                "created_at": self.created_at.isoformat(),
                "tables": dict(self.tables),
                "lost": list(self.lost),
                "parts": parts,
            }
        )


def parse(text: bytes) -> Manifest:
    """Read a manifest; raises `ArchiveError` for anything that is not one."""
    try:
        return _read(cast("JSONDict", read_json(text)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArchiveError(NOT_OURS.fill(why=error)) from error


def _read(raw: JSONDict) -> Manifest:
    if raw["product"] != "urakata" or raw["format"] not in READ:
        raise ValueError(f"format {raw['format']}")
    parts = cast("dict[str, JSONDict]", raw["parts"])
    tables = cast("dict[str, int]", raw.get("tables", {}))
    if odd := [name for name in tables if not _TABLE.fullmatch(name)]:
        raise ValueError(odd[0])
    return Manifest(
        version=str(raw["version"]),
        postgres=str(raw["postgres"]),
        created_at=datetime.fromisoformat(str(raw["created_at"])),
        parts={
            name: Part(size=int(str(part["size"])), sha256=str(part["sha256"]))
            for name, part in parts.items()
        },
        tables={name: int(count) for name, count in tables.items()},
        lost=[str(name) for name in cast("list[str]", raw.get("lost", []))],
    )


class Counting:
    """A stream that counts and hashes what is read through it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """Read on, as the stream underneath."""
        block = self._stream.read(size)
        self._hash.update(block)
        self.size += len(block)
        return block

    @property
    def part(self) -> Part:
        """What was read so far, as a part."""
        return Part(self.size, self._hash.hexdigest())
