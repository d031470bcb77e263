"""When a backup is due, and when somebody should look."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from urakata.main.archive.keeping import Keep
from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.schedule import (
    Schedule,
    Status,
    is_due,
    read_schedule,
    read_status,
    state,
    write_status,
)

JST = timezone(timedelta(hours=9))
AT_TWO = Schedule(time(2, 15), Path("/backup"), Keep({}), is_verified=True)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=JST)


def good(moment: datetime) -> Status:
    return Status(started_at=moment.isoformat(), good_at=moment.isoformat())


def test_the_first_one_is_made_at_once():
    assert is_due(AT_TWO, Status(), at(1, 15))


def test_it_is_made_once_a_day_at_its_time():
    made = good(at(1, 2, 16))

    assert not is_due(AT_TWO, made, at(1, 2, 17))
    assert not is_due(AT_TWO, made, at(2, 2, 14))
    assert is_due(AT_TWO, made, at(2, 2, 15))


def test_one_that_was_missed_is_made_later():
    assert is_due(AT_TWO, good(at(1, 2, 16)), at(5, 9))


def test_a_failed_one_is_tried_again_every_hour():
    failed = good(at(1, 2, 16)).started(at(2, 2, 15)).failed(at(2, 2, 20), "disk full")

    assert not is_due(AT_TWO, failed, at(2, 3, 10))
    assert is_due(AT_TWO, failed, at(2, 3, 15))
    assert state(AT_TWO, failed, at(2, 3)) == "failed"


def test_one_that_was_killed_is_tried_again_and_told_when_overdue():
    killed = good(at(1, 2, 16)).started(at(2, 2, 15))

    assert is_due(AT_TWO, killed, at(2, 3, 15))
    assert state(AT_TWO, killed, at(2, 9)) == "ok"
    assert state(AT_TWO, killed, at(3, 9)) == "late"
    assert state(AT_TWO, Status(), at(3, 9)) == "late"


def test_what_happened_is_remembered(tmp_path: Path):
    made = tmp_path / "b.tar"
    made.write_bytes(b"123")
    status = Status().started(at(1, 2)).succeeded(at(1, 3), made)

    assert read_status(tmp_path) == Status()
    write_status(tmp_path, status)
    assert read_status(tmp_path) == status
    assert (status.good_at, status.file, status.size) == (at(1, 2).isoformat(), "b.tar", 3)


@pytest.mark.parametrize(
    ("wished", "refusal"),
    [
        ({"URAKATA_BACKUP_AT": "2:99", "URAKATA_BACKUP_FOLDER": "/b"}, "is not a time"),
        ({"URAKATA_BACKUP_AT": "02:15"}, "Set URAKATA_BACKUP_FOLDER"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(
    monkeypatch: pytest.MonkeyPatch, wished: dict[str, str], refusal: str
):
    for name, value in wished.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ArchiveError, match=refusal):
        read_schedule()


def test_without_a_time_there_is_no_schedule(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("URAKATA_BACKUP_AT", raising=False)

    assert read_schedule() is None
