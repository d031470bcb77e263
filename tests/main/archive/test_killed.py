"""`kill -9` in the middle: the old data stays usable, and the next run works."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.main.archive.conftest import PEOPLE, add_file, ask, people, run, run_killed, running
from tests.main.conftest import query
from urakata.main.stamp import fingerprint

pytestmark = pytest.mark.slow
KEPT = "CREATE TABLE kept AS SELECT 1 AS x"


@pytest.fixture
def backup(migrated: Path, tmp_path: Path) -> Path:
    """A backup of the home, made before the home got a table more and another key."""
    with running(migrated):
        add_file(migrated, b"attached")
        done = run(migrated, "backup", str(tmp_path / "b"))
    assert done.returncode == 0, done.stderr
    ask(migrated, KEPT)
    (migrated / "secret-key").write_text("the present one", encoding="ascii")
    return tmp_path / "b"


@pytest.mark.parametrize("at", ["restore.add_files", "loading.load", "loading._after"])
def test_a_restore_killed_before_its_end_has_changed_nothing(migrated: Path, backup: Path, at: str):
    run_killed(migrated, at, "restore", "--force", str(backup))

    assert ask(migrated, "SELECT x FROM kept") == [(1,)]
    assert (migrated / "secret-key").read_text(encoding="ascii") == "the present one"

    again = run(migrated, "restore", "--force", str(backup))
    assert again.returncode == 0, again.stderr
    assert ask(migrated, "SELECT to_regclass('kept')") == [(None,)]
    assert not (migrated / ".archive").exists()


@pytest.mark.parametrize("at", ["restore.migrate", "loading.unmark", "restore.clear"])
def test_a_restore_killed_at_its_very_end_is_finished_by_the_next_start(
    migrated: Path, backup: Path, at: str
):
    run_killed(migrated, at, "restore", "--force", str(backup))

    with running(migrated):
        prepared = run(migrated, "prepare")

    assert prepared.returncode == 0, prepared.stderr
    assert (migrated / "secret-key").read_text(encoding="ascii") != "the present one"
    with running(migrated):
        left = what_is_there(migrated)
    assert left == [["restore.run"], [fingerprint()], [None]]
    assert people(migrated) == PEOPLE


def what_is_there(home: Path) -> list[list[object]]:
    """The kinds in the journal, the mark, and what is left of the old data."""
    kinds = query(home, "SELECT kind FROM journal_entry WHERE kind LIKE '%.run' ORDER BY id")
    mark = query(home, "SELECT obj_description('django_migrations'::regclass, 'pg_class')")
    kept = query(home, "SELECT to_regclass('kept')")
    return [[row[0] for row in rows] for rows in (kinds, mark, kept)]


def test_a_backup_killed_leaves_no_backup_and_the_next_one_clears_up(
    migrated: Path, tmp_path: Path
):
    target = tmp_path / "share" / "b"
    run_killed(migrated, "backup.place", "backup", str(target))
    left = [path.name for path in target.parent.iterdir()]

    again = run(migrated, "backup", str(target))

    assert len(left) == 1
    assert left[0].endswith(".part")
    assert again.returncode == 0, again.stderr
    assert [path.name for path in target.parent.iterdir()] == ["b"]
    assert not (migrated / ".archive").exists()
    assert people(migrated) == PEOPLE
