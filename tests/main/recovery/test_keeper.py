"""The process that keeps the log: on its own, through gaps, and for copies of a data folder."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.main.archive.conftest import running
from tests.main.conftest import copy_home, environment, query, urakata, wait_for
from urakata.main.recovery.keep import archive_of, find_archive
from urakata.main.recovery.tools import SLOT

pytestmark = pytest.mark.slow
Keep = Callable[[Path], subprocess.Popen[bytes]]


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Keep]:
    """Starts the process, and ends it also when the test fails."""
    started: list[subprocess.Popen[bytes]] = []

    def start(home: Path) -> subprocess.Popen[bytes]:
        command = urakata("wal", "--folder", str(tmp_path / "elsewhere"))
        started.append(subprocess.Popen(command, env=environment(home)))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def stop(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    return process.wait(30)


def bases(folder: Path) -> list[str]:
    return sorted(path.parents[1].name for path in folder.glob("*/bases/*Z"))


def test_after_a_gap_a_new_archive_begins_beside_the_old(
    migrated: Path, tmp_path: Path, keep: Keep
):
    folder = tmp_path / "elsewhere"
    with running(migrated):
        first = keep(migrated)
        wait_for(lambda: len(bases(folder)) == 1)
        old = archive_of(migrated, folder)
        assert stop(first) == 0

        again = keep(migrated)
        wait_for(lambda: query(migrated, "SELECT active FROM pg_replication_slots") == [(True,)])
        assert stop(again) == 0
        assert find_archive(folder) == old

        query(migrated, f"SELECT pg_drop_replication_slot('{SLOT}')")
        keep(migrated)
        wait_for(lambda: len(bases(folder)) == 2)

    assert old is not None
    assert old != archive_of(migrated, folder)
    assert old.folder.name in bases(folder)


def test_a_copy_of_a_data_folder_does_not_write_into_the_originals_archive(
    migrated: Path, tmp_path: Path, keep: Keep
):
    folder = tmp_path / "elsewhere"
    with running(migrated):
        stopped = keep(migrated)
        wait_for(lambda: len(bases(folder)) == 1)
        stop(stopped)
    copy = copy_home(migrated, tmp_path / "copy")

    assert archive_of(migrated, folder) is not None
    assert archive_of(copy, folder) is None


def test_only_one_process_of_a_data_folder_keeps_its_log(
    migrated: Path, tmp_path: Path, keep: Keep
):
    folder = tmp_path / "elsewhere"
    with running(migrated):
        first, second = keep(migrated), keep(migrated)
        wait_for(lambda: len(bases(folder)) == 1)
        receivers = query(migrated, "SELECT count(*) FROM pg_stat_replication")
        ended = [stop(process) for process in (first, second)]

    assert receivers == [(1,)]
    assert ended == [0, 0]
