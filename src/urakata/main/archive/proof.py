"""What a restored backup turned out to hold; told by a process of its own, read by another."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from urakata.journal.verifying.database import verify_database
from urakata.journal.verifying.findings import Refuted
from urakata.kernel.json import JSONDict, read_json, write_json
from urakata.kernel.text import Text
from urakata.main.archive.manifest import FILES, ArchiveError, Manifest
from urakata.record import blobs, files

MISSING = Text(
    "バックアップに添付ファイル {sha256} がありません。",
    "The attached file {sha256} is not in the backup.",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """The figures of a backup that was restored and looked at."""

    made_at: str
    version: str
    tables: int
    rows: int
    files: int
    lost: int  #: files that were lost before the backup was made
    entries: int  #: of the journal, each as it was sealed

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.made_at).astimezone()

    def dump(self) -> bytes:
        return write_json(asdict(self))


def read_proof(text: bytes) -> Proof:
    """What `Proof.dump` wrote."""
    raw = cast("JSONDict", read_json(text))
    return Proof(
        made_at=str(raw["made_at"]),
        version=str(raw["version"]),
        tables=int(str(raw["tables"])),
        rows=int(str(raw["rows"])),
        files=int(str(raw["files"])),
        lost=int(str(raw["lost"])),
        entries=int(str(raw["entries"])),
    )


def prove(manifest: Manifest) -> Proof:
    """Look at what was restored from this manifest; raises `ArchiveError` for what is not there.

    That every part and every table is as recorded was checked on the way in. Here the database is
    asked which files it names: each must be there, and be what its name says. And the journal must
    be as it was sealed.
    """
    lost = set(manifest.lost)
    count = 0
    for sha256, _ in files.contents():
        count += 1
        path = blobs.path_of(sha256)
        part = manifest.parts.get(f"{FILES}{path.relative_to(blobs.root()).as_posix()}")
        is_whole = part is not None and part.sha256 == sha256 and _is_there(path, part.size)
        if not is_whole and sha256 not in lost:
            raise ArchiveError(MISSING.fill(sha256=sha256))
    return Proof(
        made_at=manifest.created_at.isoformat(),
        version=manifest.version,
        tables=len(manifest.tables),
        rows=sum(manifest.tables.values()),
        files=count,
        lost=len(lost),
        entries=_verify_journal(),
    )


def _verify_journal() -> int:
    try:
        return verify_database().entries
    except Refuted as found:
        raise ArchiveError(found.text) from found


def _is_there(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size == size
