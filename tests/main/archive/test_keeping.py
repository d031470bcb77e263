"""What is kept of many backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from urakata.main.archive.keeping import made_at, name_of, parse_keep
from urakata.main.archive.manifest import ArchiveError

NOW = datetime(2026, 9, 30, 2, 15, tzinfo=UTC)
YEAR = [Path(name_of(NOW - timedelta(days=n), ".tar.gz")) for n in range(400)]


def left(text: str, paths: list[Path]) -> list[str]:
    """The dates of what stays."""
    gone = parse_keep(text).superfluous(paths)
    return sorted(str(made_at(path))[:10] for path in set(paths) - set(gone))


def test_the_newest_of_each_day_week_and_month_stays():
    assert left("3d 2w 3m", YEAR) == [
        "2026-07-31",
        "2026-08-31",
        "2026-09-27",
        "2026-09-28",
        "2026-09-29",
        "2026-09-30",
    ]


def test_of_one_day_the_newest_stays():
    paths = [Path(name_of(NOW.replace(hour=hour), ".tar")) for hour in (1, 5, 3)]

    assert parse_keep("1d").superfluous(paths) == [paths[0], paths[2]]


def test_the_newest_always_stays_and_an_empty_wish_keeps_all():
    assert left("0d", YEAR) == ["2026-09-30"]
    assert len(left("", YEAR)) == 400


def test_nothing_but_the_schedules_own_backups_is_touched():
    others = [
        Path("urakata-20200101-000000.tar.gz"),
        Path("urakata-scheduled-20209999-000000.tar.gz"),
        Path("urakata-scheduled-20200101-000000.tar.gz.txt"),
        Path("ledger.xlsx"),
    ]

    assert parse_keep("1d").superfluous([*others, YEAR[0]]) == []


@pytest.mark.parametrize("text", ["7", "7x", "7d 3d", "d", "-1d"])
def test_a_wish_that_nobody_understands_is_refused(text: str):
    with pytest.raises(ArchiveError, match="is not right"):
        parse_keep(text)
