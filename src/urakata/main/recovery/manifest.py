"""Checks a base against the manifest that PostgreSQL wrote with it (``backup_manifest``).

What pg_verifybackup does; that of the bundled programs crashes at its start.
https://www.postgresql.org/docs/current/backup-manifest-format.html
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final, cast

from urakata.kernel.json import JSONDict, read_json
from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError

NAME: Final = "backup_manifest"
ALGORITHM: Final = "SHA256"
#: may be there though the manifest does not know them: the log, and what recovery itself writes
_FREE: Final = frozenset({NAME, "postgresql.auto.conf", "recovery.signal", "standby.signal"})
DAMAGED: Final = Text(
    "データベースのコピーが壊れています：{name}", "The copy of the database is damaged: {name}"
)


def check(data: Path) -> None:
    """Every file with its size and SHA-256, none missing, none more; else `ArchiveError`."""
    raw = _read(data)
    known: set[str] = set()
    for entry in cast("list[JSONDict]", raw["Files"]):
        name = _path(entry)
        known.add(name)
        if not _is_whole(data / name, entry):
            raise ArchiveError(DAMAGED.fill(name=name))
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data).as_posix()
        is_free = name in _FREE or name.startswith("pg_wal/")
        if path.is_file() and not is_free and name not in known:
            raise ArchiveError(DAMAGED.fill(name=name))


def _read(data: Path) -> JSONDict:
    """The manifest, whose last line is the SHA-256 of all lines before."""
    try:
        text = (data / NAME).read_bytes()
        body = text[: text.rindex(b'"Manifest-Checksum"')]
        raw = cast("JSONDict", read_json(text))
        digest = hashlib.sha256(body).hexdigest()
    except (OSError, ValueError) as error:
        raise ArchiveError(DAMAGED.fill(name=NAME)) from error
    if raw.get("Manifest-Checksum") != digest:
        raise ArchiveError(DAMAGED.fill(name=NAME))
    return raw


def _path(entry: JSONDict) -> str:
    if "Path" in entry:
        return str(entry["Path"])
    return bytes.fromhex(str(entry["Encoded-Path"])).decode(errors="surrogateescape")


def _is_whole(path: Path, entry: JSONDict) -> bool:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except OSError:
        return False
    expected = (entry["Size"], entry.get("Checksum-Algorithm"), entry.get("Checksum"))
    return (size, ALGORITHM, digest) == expected
