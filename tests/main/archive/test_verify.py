"""Backups that are tried, and those that a schedule makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.main.archive.conftest import add_file, ask, run, running
from tests.main.conftest import Serving, wait_for
from tests.main.test_serve import get
from urakata.main.archive.age import new_identity, recipient_of

pytestmark = pytest.mark.slow
ABOUT = "SELECT body FROM journal_entry WHERE kind = 'backup.run' ORDER BY id"


def left_behind(home: Path) -> list[str]:
    """Places of unfinished work, here and where sockets with long names lie."""
    return [path.name for path in home.glob(".*")]


def test_a_backup_for_others_eyes_is_tried_all_the_same(migrated: Path, tmp_path: Path):
    identity, target = new_identity(), tmp_path / "share" / "b"
    (tmp_path / "key.txt").write_text(identity, encoding="utf-8")
    with running(migrated):
        add_file(migrated, b"attached")
        run(migrated, "journal", "seal")
        made = run(
            migrated, "backup", "--verify", "--recipient", recipient_of(identity), str(target)
        )
    again = run(migrated, "verify-backup", "--identity", str(tmp_path / "key.txt"), str(target))

    assert made.returncode == again.returncode == 0, made.stderr + again.stderr
    assert "can be restored" in made.stdout
    assert "1 attached files, 1 entries of the journal)" in again.stdout
    assert left_behind(migrated) == []
    (about,) = [json.loads(body)["about"] for (body,) in ask(migrated, ABOUT)]
    assert (about["verified"], about["encrypted"]) == (True, True)


def test_a_backup_that_cannot_be_restored_is_found_out(migrated: Path, tmp_path: Path):
    run(migrated, "backup", str(tmp_path / "b"), URAKATA_BACKUP_PASSPHRASE="p")
    content = bytearray((tmp_path / "b").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "b").write_bytes(content)

    found = run(migrated, "verify-backup", str(tmp_path / "b"), URAKATA_BACKUP_PASSPHRASE="p")

    assert found.returncode == 1
    assert "damaged, or it is cut off" in found.stderr
    assert left_behind(migrated) == []


def test_the_job_process_makes_the_backup_of_the_schedule(
    migrated: Path, tmp_path: Path, serve: Callable[..., Serving]
):
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "urakata-scheduled-20200101-021500.tar.gz").write_bytes(b"old")
    (folder / "other.txt").write_bytes(b"other")
    wishes = {
        "URAKATA_BACKUP_AT": "02:15",
        "URAKATA_BACKUP_FOLDER": str(folder),
        "URAKATA_BACKUP_KEEP": "1d",
        "URAKATA_BACKUP_RECIPIENTS": recipient_of(new_identity()),
    }
    serving = serve(migrated, **wishes).wait()

    wait_for(lambda: get(serving.port, "/health/backup")[0] == 200)

    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "other.txt"
    assert names[1].startswith("urakata-scheduled-202")
    assert names[1].endswith(".tar.gz.age")
    assert len(names) == 2


def test_a_backup_that_fails_is_seen(migrated: Path, tmp_path: Path, serve: Callable[..., Serving]):
    (tmp_path / "share").write_bytes(b"not a folder")
    wishes = {"URAKATA_BACKUP_AT": "02:15", "URAKATA_BACKUP_FOLDER": str(tmp_path / "share")}
    serving = serve(migrated, **wishes).wait()

    wait_for(lambda: "the backup was not made" in serving.output)

    assert get(serving.port, "/health/backup")[0] == 503
    assert get(serving.port, "/health")[0] == 200
    serving.stop()
    (about,) = [json.loads(body)["about"] for (body,) in ask(migrated, ABOUT)]
    assert "share" in about["failed"]
