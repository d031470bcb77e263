"""Making the bases that recovery begins with, and letting old ones go."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from urakata.main.recovery.keep import STAMP, Base, WalArchive
from urakata.main.recovery.manifest import ALGORITHM, check
from urakata.main.recovery.tools import run, where

UNFINISHED = ".unfinished"


def make_base(archive: WalArchive, home: Path) -> Base:
    """Copy the database's files while it is in use, and check the copy."""
    fresh = archive.bases_folder / UNFINISHED
    shutil.rmtree(fresh, ignore_errors=True)
    run(
        "pg_basebackup",
        *where(home),
        f"--pgdata={fresh}",
        "--checkpoint=fast",
        "--wal-method=stream",
        f"--manifest-checksums={ALGORITHM}",
    )
    check(fresh)
    os.sync()
    base = Base(fresh.with_name(datetime.now(UTC).strftime(STAMP)))
    fresh.rename(base.path)
    return base


def is_base_due(archive: WalArchive, days: int) -> bool:
    """Whether the newest one is older than the days one wants to go back, or there is none."""
    bases = archive.bases()
    return not bases or bases[-1].made_at < datetime.now(UTC) - timedelta(days=days)


def drop_old(archive: WalArchive, days: int) -> Base:
    """Let go what nobody needs who goes back no further than some days; answers the oldest kept."""
    bases = archive.bases()
    since = datetime.now(UTC) - timedelta(days=days)
    needed = next((base for base in reversed(bases) if base.made_at <= since), bases[0])
    for base in bases[: bases.index(needed)]:
        shutil.rmtree(base.path)
    run("pg_archivecleanup", str(archive.wal), needed.first_segment)
    return needed
