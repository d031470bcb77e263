"""Backup and restore as an operator meets them: real commands, real servers."""

from __future__ import annotations

import fcntl
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.main.archive.conftest import PEOPLE, add_file, ask, people, run, running
from tests.main.conftest import environment, urakata
from urakata.main.archive import loading
from urakata.main.archive.age import new_identity, recipient_of
from urakata.main.archive.snapshot import sweeper_held_off
from urakata.main.chores import CHORES
from urakata.main.postgres.locks import SWEEP_LOCK, SWEEPER
from urakata.main.postgres.places import DATABASE, USER
from urakata.main.postgres.server import EmbeddedServer

JOURNAL = (
    "SELECT kind, body FROM journal_entry WHERE kind IN ('backup.run', 'restore.run') ORDER BY id"
)
pytestmark = pytest.mark.slow


def test_what_is_backed_up_is_restored_elsewhere_and_never_over_data_unasked(
    migrated: Path, tmp_path: Path
):
    backup, new = str(tmp_path / "b.tar.gz"), tmp_path / "new"
    (migrated / "keys").mkdir(exist_ok=True)
    (migrated / "keys" / "some.pem").write_bytes(b"signs")
    with running(migrated):
        attached = add_file(migrated, b"attached")

        assert run(migrated, "backup", backup).returncode == 0
    again = run(migrated, "backup", backup)
    first = run(new, "restore", backup)
    refused = run(new, "restore", backup)
    forced = run(new, "restore", "--force", backup)

    assert "exists already" in again.stderr
    assert first.returncode == 0, first.stderr
    assert "There is data already" in refused.stderr
    assert forced.returncode == 0, forced.stderr
    assert (new / attached.relative_to(migrated)).read_bytes() == b"attached"
    assert (new / "secret-key").read_bytes() == (migrated / "secret-key").read_bytes()
    assert (new / "keys" / "some.pem").read_bytes() == b"signs"
    for secret in (Path(backup), new / "secret-key", new / "keys" / "some.pem"):
        assert (secret.stat().st_mode & 0o777) == 0o600
    assert people(new) == people(migrated) == PEOPLE
    assert not (new / ".archive").exists()
    assert not (migrated / ".archive").exists()


def test_both_are_in_the_journal_which_goes_on_after_the_restore(migrated: Path, tmp_path: Path):
    backup, new = tmp_path / "b.tar.gz", tmp_path / "new"
    with running(migrated):
        run(migrated, "journal", "seal")
        run(migrated, "backup", str(backup))
    with running(new):
        run(new, "restore", str(backup))
        sealed = run(new, "journal", "seal")
        verified = run(new, "journal", "verify")
    assert sealed.returncode == verified.returncode == 0, sealed.stderr + verified.stderr

    (made,), (restored,) = ask(migrated, JOURNAL), ask(new, JOURNAL)

    assert (made[0], restored[0]) == ("backup.run", "restore.run")
    made_about, restored_about = json.loads(made[1])["about"], json.loads(restored[1])["about"]
    digest = subprocess.run(["sha256sum", str(backup)], capture_output=True, text=True, check=True)
    assert made_about["sha256"] == restored_about["sha256"] == digest.stdout.split()[0]
    assert made_about["size"] == restored_about["size"] == backup.stat().st_size
    assert made_about["file"] == restored_about["file"] == "b.tar.gz"
    assert json.loads(restored[1])["source"]["name"] == "cli"


def test_an_encrypted_backup_is_restored_with_its_key_only(migrated: Path, tmp_path: Path):
    identity, new = new_identity(), tmp_path / "new"
    (tmp_path / "key.txt").write_text(identity, encoding="utf-8")
    backup = str(tmp_path / "b.age")

    made = run(migrated, "backup", "--recipient", recipient_of(identity), backup)
    without = run(new, "restore", backup)
    opened = run(new, "restore", "--identity", str(tmp_path / "key.txt"), backup)

    assert made.returncode == 0, made.stderr
    assert "with --identity" in without.stderr
    assert opened.returncode == 0, opened.stderr
    assert people(new) == PEOPLE


def test_a_passphrase_comes_from_the_environment_or_a_file(migrated: Path, tmp_path: Path):
    backup, new = str(tmp_path / "b.tar"), tmp_path / "new"
    (tmp_path / "pass").write_text("合言葉\n", encoding="utf-8")

    made = run(migrated, "backup", backup, URAKATA_BACKUP_PASSPHRASE="合言葉")
    without = run(new, "restore", backup)
    opened = run(new, "restore", "--passphrase-file", str(tmp_path / "pass"), backup)

    assert made.returncode == 0, made.stderr
    assert "encrypted under a passphrase" in without.stderr
    assert opened.returncode == 0, opened.stderr


def test_nothing_readable_ever_lies_beside_an_encrypted_backup(migrated: Path, tmp_path: Path):
    target = tmp_path / "share"
    target.mkdir()
    with running(migrated):
        add_file(migrated, b"attached" * 1000)
        process = subprocess.Popen(
            urakata("backup", "--recipient", recipient_of(new_identity()), str(target / "b")),
            env=environment(migrated),
        )
        seen: set[bytes] = set()
        while process.poll() is None:
            for path in target.rglob("*"):
                try:
                    seen.add(path.read_bytes()[:19])
                except OSError:
                    continue

    assert process.returncode == 0
    assert seen <= {b"", b"age-encryption.org/"}
    assert [path.name for path in target.iterdir()] == ["b"]


def test_a_file_that_is_gone_or_damaged_is_said_loudly(migrated: Path, tmp_path: Path):
    with running(migrated):
        gone, damaged = add_file(migrated, b"gone"), add_file(migrated, b"damaged")
        add_file(migrated, b"fine")
        gone.unlink()
        damaged.write_bytes(b"dAmaged")
        made = run(migrated, "backup", str(tmp_path / "b"))
    restored = run(tmp_path / "new", "restore", str(tmp_path / "b"))

    assert made.returncode == restored.returncode == 1
    assert (
        "Of the files that the database names, 2 are not on the disk or are damaged" in made.stderr
    )
    assert "2 attached files were lost already when this backup was made" in restored.stderr
    assert people(tmp_path / "new") == PEOPLE


@pytest.mark.django_db
def test_while_a_backup_copies_files_nobody_sweeps_them():
    (sweeper,) = [chore for chore in CHORES if chore.name == SWEEPER]
    parameters = connection.get_connection_params()
    wanted = {k: parameters[k] for k in ("host", "port", "user", "dbname") if k in parameters}
    take = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"

    assert sweeper.alone
    with psycopg.connect(**wanted, autocommit=True) as other:
        with sweeper_held_off():
            assert other.execute(take, [SWEEP_LOCK, SWEEPER]).fetchone() == (False,)
        assert other.execute(take, [SWEEP_LOCK, SWEEPER]).fetchone() == (True,)


def test_only_one_backup_or_restore_runs_at_a_time(migrated: Path, tmp_path: Path):
    with (migrated / "archive.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = run(migrated, "backup", str(tmp_path / "b"))

    assert "Another backup or restore is running" in done.stderr
    assert not (tmp_path / "b").exists()


def test_a_dump_that_postgresql_refuses_leaves_everything_as_it_was(migrated: Path, tmp_path: Path):
    run(migrated, "backup", str(tmp_path / "b"))
    with running(migrated):  # a table that the dump lacks: the rows cannot be as recorded
        broken = _with(tmp_path / "b", tmp_path / "broken", "public.directory_user")
        done = run(migrated, "restore", "--force", str(broken))

    assert done.returncode == 1
    assert "public.directory_user has other rows than recorded" in done.stderr
    assert people(migrated) == PEOPLE


def _with(backup: Path, target: Path, table: str) -> Path:
    """The same backup, whose manifest counts one row more in a table."""
    folder = target.with_name("broken-parts")
    folder.mkdir()
    subprocess.run(["tar", "xzf", str(backup), "-C", str(folder)], check=True)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["tables"][table] += 1
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    subprocess.run(["tar", "czf", str(target), "-C", str(folder), *names], check=True)
    shutil.rmtree(folder)
    return target


def test_a_backup_of_a_newer_version_is_refused(migrated: Path, tmp_path: Path):
    with running(migrated):
        from_the_future = "INSERT INTO django_migrations (app, name, applied) VALUES"
        run_sql(migrated, f"{from_the_future} ('directory', '9999_later', now())")
        run_sql(migrated, f"{from_the_future} ('gone', '0001_initial', now())")
        run(migrated, "backup", str(tmp_path / "b"))
    done = run(tmp_path / "new", "restore", str(tmp_path / "b"))

    assert "made by a newer version" in done.stderr


def run_sql(home: Path, sql: str) -> None:
    with psycopg.connect(
        host=str(EmbeddedServer(home).places.socket_folder), port=5432, user=USER, dbname=DATABASE
    ) as connection:
        connection.execute(sql)


def test_nothing_is_restored_under_people_who_work(migrated: Path, tmp_path: Path):
    with running(migrated):
        run(migrated, "backup", str(tmp_path / "b"))
        with psycopg.connect(
            host=str(EmbeddedServer(migrated).places.socket_folder),
            port=5432,
            user=USER,
            dbname=DATABASE,
        ):
            done = run(migrated, "restore", "--force", str(tmp_path / "b"))

    assert "The database is in use (1 connections)" in done.stderr


def test_what_servers_before_17_do_not_know_is_left_out(migrated: Path, tmp_path: Path):
    run(migrated, "backup", str(tmp_path / "b"))
    subprocess.run(["tar", "xzf", str(tmp_path / "b"), "-C", str(tmp_path)], check=True)
    found = io.BytesIO()

    assert loading._restore(tmp_path / "database.dump", found) is None
    assert b"\nSET statement_timeout = 0;\n" in found.getvalue()
    assert b"transaction_timeout" not in found.getvalue()


def test_whoever_comes_in_between_is_locked_out_or_locks_out(migrated: Path, tmp_path: Path):
    script = (
        "import os, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'urakata.main.settings'; django.setup()\n"
        "from urakata.main.archive import loading\n"
        "from urakata.main.cli.root import main\n"
        "loading.require_ready = lambda **_: None  # as if nobody had been there yet\n"
        "loading._BEGIN = loading._BEGIN.replace('15s', '200ms')\n"
        f"main(['restore', '--force', {str(tmp_path / 'b')!r}])\n"
    )
    with running(migrated):
        run(migrated, "backup", str(tmp_path / "b"))
        with psycopg.connect(
            host=str(EmbeddedServer(migrated).places.socket_folder),
            port=5432,
            user=USER,
            dbname=DATABASE,
        ) as other:
            other.execute("UPDATE directory_user SET name = '佐藤' WHERE code = 'admin'")
            done = subprocess.run(
                [sys.executable, "-c", script],
                env=environment(migrated),
                capture_output=True,
                text=True,
                check=False,
            )

    assert "Others are at work in the database" in done.stderr
    assert ask(migrated, "SELECT name FROM directory_user WHERE code = 'admin'") == [("佐藤",)]
