"""Backups every day at a time, and whether they are well.

What happened is kept in a file of the data folder, not in the database: it must be known also when
the database is what is broken. The schedule belongs to the machine that has the files.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, Literal, TypeAlias, cast

from urakata.kernel.json import JSONDict, read_json, write_json
from urakata.kernel.text import Text
from urakata.main.archive.keeping import Keep, parse_keep
from urakata.main.archive.manifest import ArchiveError
from urakata.main.home import write_secret

State: TypeAlias = Literal["ok", "failed", "late"]
AGAIN: Final = timedelta(hours=1)  #: between tries, after one that failed
DAY: Final = timedelta(days=1)
BAD_TIME: Final = Text(
    "URAKATA_BACKUP_AT「{text}」は正しい時刻ではありません（例：02:15）。",
    'URAKATA_BACKUP_AT "{text}" is not a time (for example: 02:15).',
)
NO_SCHEDULE: Final = Text(
    "URAKATA_BACKUP_ATが指定されていません。", "URAKATA_BACKUP_AT is not set."
)
NO_FOLDER: Final = Text(
    "URAKATA_BACKUP_FOLDERにバックアップの保存先フォルダーを指定してください。",
    "Set URAKATA_BACKUP_FOLDER to the folder for the backups.",
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the operator asked for. `at` is in the machine's time zone."""

    at: time
    folder: Path
    keep: Keep
    is_verified: bool

    def last_moment(self, now: datetime) -> datetime:
        """The newest moment for a backup that is not in the future."""
        today = now.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today <= now else today - DAY


@dataclass(frozen=True, slots=True)
class Status:
    """How the last backups of the schedule went. Times are ISO 8601 with their zone."""

    started_at: str = ""
    finished_at: str = ""
    reason: str = ""  #: why the last one failed; empty when it did not
    good_at: str = ""  #: when the last good one was started
    file: str = ""
    size: int = 0

    def started(self, now: datetime) -> Status:
        return replace(self, started_at=now.isoformat(), finished_at="", reason="")

    def failed(self, now: datetime, reason: str) -> Status:
        return replace(self, finished_at=now.isoformat(), reason=reason)

    def succeeded(self, now: datetime, path: Path) -> Status:
        return replace(
            self,
            finished_at=now.isoformat(),
            good_at=self.started_at,
            file=path.name,
            size=path.stat().st_size,
        )


def read_schedule() -> Schedule | None:
    """The schedule that the environment asks for, if any; raises `ArchiveError`."""
    at = os.environ.get("URAKATA_BACKUP_AT", "")
    if not at:
        return None
    folder = os.environ.get("URAKATA_BACKUP_FOLDER", "")
    if not folder:
        raise ArchiveError(NO_FOLDER)
    try:
        moment = time.fromisoformat(at)
    except ValueError as error:
        raise ArchiveError(BAD_TIME.fill(text=at)) from error
    return Schedule(
        at=moment,
        folder=Path(folder).absolute(),
        keep=parse_keep(os.environ.get("URAKATA_BACKUP_KEEP", "7d 5w 12m")),
        is_verified=os.environ.get("URAKATA_BACKUP_VERIFY", "1") != "0",
    )


def is_due(schedule: Schedule, status: Status, now: datetime) -> bool:
    """Whether to begin now: once a day, and after a failure every hour until one is good."""
    moment = schedule.last_moment(now)
    if _time(status.good_at) >= moment:
        return False
    tried_at = _time(status.started_at)
    return tried_at < moment or tried_at <= now - AGAIN


def state(schedule: Schedule, status: Status, now: datetime) -> State:
    """How the backups are: the last one failed, or the last good one is more than a day overdue."""
    if status.reason:
        return "failed"
    return "ok" if _time(status.good_at) >= schedule.last_moment(now) - DAY else "late"


def read_status(home: Path) -> Status:
    """What is known; nothing at first."""
    try:
        raw = cast("JSONDict", read_json(_path(home).read_bytes()))
    except (FileNotFoundError, ValueError):
        return Status()
    known: Mapping[str, object] = asdict(Status())
    return Status(**{name: raw[name] for name in known if name in raw})  # type: ignore[arg-type]


def write_status(home: Path, status: Status) -> None:
    """Keep it, whole or not at all."""
    write_secret(_path(home), write_json(asdict(status)).decode())


def _path(home: Path) -> Path:
    return home / "backup-status.json"


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text or "0001-01-02T00:00:00+00:00")
