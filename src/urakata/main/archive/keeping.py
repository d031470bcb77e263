"""Which scheduled backups to keep: the newest of each of the last days, weeks and months."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError

PREFIX: Final = "urakata-scheduled-"
STAMP: Final = "%Y%m%d-%H%M%S"
_NAME: Final = re.compile(rf"{PREFIX}(\d{{8}}-\d{{6}})\.tar(\.gz(\.age)?)?")
_KEEP: Final = re.compile(r"(\d+)([dwm])")
_PERIODS: Final[Mapping[str, Callable[[datetime], tuple[int, ...]]]] = {
    "d": lambda at: (at.year, at.month, at.day),
    "w": lambda at: at.isocalendar()[:2],
    "m": lambda at: (at.year, at.month),
}
BAD: Final = Text(
    "URAKATA_BACKUP_KEEP「{text}」は正しくありません（例：7d 5w 12m）。",
    'URAKATA_BACKUP_KEEP "{text}" is not right (for example: 7d 5w 12m).',
)


@dataclass(frozen=True, slots=True)
class Keep:
    """How many days, weeks and months have a backup kept; with nothing said, all are."""

    counts: Mapping[str, int]

    def superfluous(self, paths: Iterable[Path]) -> list[Path]:
        """Those of our scheduled backups that may go; the newest never may."""
        found = {at: path for path in paths if (at := made_at(path)) is not None}
        if not found or not self.counts:
            return []
        kept = {max(found)}
        for unit, count in self.counts.items():
            newest: dict[tuple[int, ...], datetime] = {}
            for at in sorted(found):
                newest[_PERIODS[unit](at)] = at
            kept.update(sorted(newest.values(), reverse=True)[:count])
        return [path for at, path in sorted(found.items()) if at not in kept]


def parse_keep(text: str) -> Keep:
    """Read ``7d 5w 12m``; raises `ArchiveError`."""
    counts: dict[str, int] = {}
    for word in text.replace(",", " ").split():
        match = _KEEP.fullmatch(word)
        if match is None or match[2] in counts:
            raise ArchiveError(BAD.fill(text=text))
        counts[match[2]] = int(match[1])
    return Keep(counts)


def name_of(at: datetime, suffix: str) -> str:
    """The name of the backup made by the schedule at this time."""
    return f"{PREFIX}{at.strftime(STAMP)}{suffix}"


def made_at(path: Path) -> datetime | None:
    """When the schedule made this backup; None for any other file."""
    match = _NAME.fullmatch(path.name)
    try:
        return datetime.strptime(match[1], STAMP) if match else None  # noqa: DTZ007 - local time
    except ValueError:
        return None
