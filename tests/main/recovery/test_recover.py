"""Back to a moment: exactly what was there then, from what was kept elsewhere."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.main.archive.conftest import add_file, ask, run
from tests.main.conftest import Serving, query, wait_for
from tests.main.test_serve import get

pytestmark = pytest.mark.slow
NOTES = "SELECT text FROM note ORDER BY text"
ARRIVED = (
    "SELECT flush_lsn >= pg_current_wal_lsn() FROM pg_stat_replication"
    " WHERE application_name = 'pg_receivewal'"
)


def test_a_database_of_ones_own_is_left_alone(tmp_path: Path):
    done = run(
        tmp_path / "new", "recover", str(tmp_path), DATABASE_URL="postgresql://nobody@[::1]/x"
    )

    assert "run it without DATABASE_URL" in done.stderr


def note(home: Path, text: str) -> datetime:
    """Write something down; answers a moment at which it was there and nothing later was."""
    query(home, f"INSERT INTO note VALUES ('{text}')")
    time.sleep(0.2)
    (moment,) = query(home, "SELECT clock_timestamp()")[0]
    time.sleep(0.2)
    return moment


def test_exactly_what_was_there_at_a_moment_comes_back(
    migrated: Path, tmp_path: Path, serve: Callable[..., Serving]
):
    folder = tmp_path / "elsewhere"
    (migrated / "keys").mkdir(exist_ok=True)
    (migrated / "keys" / "some.pem").write_bytes(b"signs")
    serving = serve(migrated, URAKATA_WAL_FOLDER=str(folder)).wait()
    query(migrated, "CREATE TABLE note (text text)")
    wait_for(lambda: list(folder.glob("*/bases/*Z")))
    time.sleep(1.0)  # a base bears the second in which it was whole
    first = note(migrated, "first")
    attached = add_file(migrated, b"attached")
    second = note(migrated, "second")
    note(migrated, "third")
    wait_for(lambda: query(migrated, ARRIVED) == [(True,)])
    wait_for(lambda: list(folder.glob(f"*/files/*/*/{attached.name}")))
    wait_for(lambda: get(serving.port, "/health/backup")[0] == 200)

    os.killpg(serving.process.pid, signal.SIGKILL)
    serving.process.wait()
    shutil.rmtree(migrated, ignore_errors=True)  # the machine burns down
    at_second, at_end = tmp_path / "at-second", tmp_path / "at-end"
    recovered = run(at_second, "recover", str(folder), "--to", second.isoformat())
    everything = run(at_end, "recover", str(folder))
    again = run(at_end, "recover", str(folder))
    early = run(tmp_path / "early", "recover", str(folder), "--to", "2020-01-01 00:00")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    late = run(tmp_path / "late", "recover", str(folder), "--to", tomorrow)

    assert recovered.returncode == 0, recovered.stderr
    assert ask(at_second, NOTES) == [("first",), ("second",)]
    assert (at_second / attached.relative_to(migrated)).read_bytes() == b"attached"
    assert (at_second / "keys" / "some.pem").read_bytes() == b"signs"
    assert (at_second / "secret-key").stat().st_mode & 0o777 == 0o600
    assert everything.returncode == 0, everything.stderr
    assert ask(at_end, NOTES) == [("first",), ("second",), ("third",)]
    assert "has a database already" in again.stderr
    assert "That is too early" in early.stderr
    assert "Nothing is recorded after that moment" in late.stderr
    assert not (tmp_path / "late" / "postgres").exists()
    assert first < second
