"""A backup is believed only when every part of it is as recorded."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import psycopg
import pytest

from tests.main.conftest import environment, query, urakata
from urakata.main.archive.manifest import ArchiveError, Counting, Manifest
from urakata.main.archive.restore import unpack
from urakata.main.postgres.places import DATABASE, USER
from urakata.main.postgres.server import EmbeddedServer

PARTS = {"database.dump": b"dump", "secret-key": b"key", "files/ab/cd/abcd": b"content"}


def write(path: Path, parts: dict[str, bytes], *, manifest: bytes | None = None) -> Path:
    """A backup with these parts; its manifest describes `PARTS` unless given."""
    described = Manifest("1", "18")
    for name, content in PARTS.items():
        counting = Counting(io.BytesIO(content))
        counting.read()
        described.parts[name] = counting.part
    everything = {**parts, "manifest.json": manifest or described.dump()}
    with tarfile.open(path, "w:gz") as archive:
        for name, content in everything.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def check(path: Path) -> str:
    """The secret inside, or the refusal."""
    try:
        with unpack(path, path.parent, lambda _done, _all: None) as unpacked:
            return unpacked.secret
    except ArchiveError as error:
        return error.text.en


def test_a_whole_backup_is_unpacked_and_leaves_nothing_behind(tmp_path: Path):
    assert check(write(tmp_path / "b", PARTS)) == "key"
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize("name", PARTS)
def test_one_changed_byte_is_found(tmp_path: Path, name: str):
    assert f"damaged: {name}" in check(write(tmp_path / "b", PARTS | {name: b"dumP"}))


@pytest.mark.parametrize("name", PARTS)
def test_a_missing_part_is_found(tmp_path: Path, name: str):
    rest = {part: content for part, content in PARTS.items() if part != name}

    assert f"damaged: {name}" in check(write(tmp_path / "b", rest))


def test_a_part_too_many_is_found(tmp_path: Path):
    assert "damaged: files/x" in check(write(tmp_path / "b", PARTS | {"files/x": b""}))


@pytest.mark.parametrize("name", ["/etc/passwd", "files/../../x", "files/.x", "other", "files"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str):
    assert "not a backup of Urakata" in check(write(tmp_path / "b", {name: b"", **PARTS}))


def test_a_link_is_refused(tmp_path: Path):
    with tarfile.open(tmp_path / "b", "w:gz") as archive:
        info = tarfile.TarInfo("secret-key")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/shadow"
        archive.addfile(info)

    assert "not a backup of Urakata" in check(tmp_path / "b")


@pytest.mark.parametrize("content", [b"", b"PK", b"\x1f\x8b\x08\x00" + b"\x00" * 20])
def test_any_other_file_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "b").write_bytes(content)

    assert "not a backup of Urakata" in check(tmp_path / "b")


def test_a_backup_that_was_cut_off_is_refused(tmp_path: Path):
    whole = write(tmp_path / "b", PARTS | {"files/ab/cd/abcd": b"\0" * 100_000}).read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])

    assert "not a backup of Urakata" in check(tmp_path / "cut")


@pytest.mark.parametrize("manifest", [b"{}", b"[]", b"no", b'{"product":"urakata","format":2}'])
def test_a_manifest_of_something_else_is_refused(tmp_path: Path, manifest: bytes):
    assert "not a backup of Urakata" in check(write(tmp_path / "b", PARTS, manifest=manifest))


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        urakata(*arguments), env=environment(home), capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_what_is_backed_up_is_restored_elsewhere_and_never_over_data_unasked(
    migrated: Path, tmp_path: Path
):
    content = migrated / "files" / "ab" / "cd" / "abcd"
    content.parent.mkdir(parents=True)
    content.write_bytes(b"attached")
    backup, new = str(tmp_path / "b.tar.gz"), tmp_path / "new"

    assert run(migrated, "backup", backup).returncode == 0
    assert run(new, "restore", backup).returncode == 0
    refused = run(new, "restore", backup)
    forced = run(new, "restore", "--force", backup)

    assert "There is data already" in refused.stderr
    assert forced.returncode == 0, forced.stderr
    assert (new / "files" / "ab" / "cd" / "abcd").read_bytes() == b"attached"
    assert (new / "secret-key").read_bytes() == (migrated / "secret-key").read_bytes()
    assert (Path(backup).stat().st_mode & 0o777) == 0o600
    assert people(new) == people(migrated) == [("Administrator",), ("admin",)]


def people(home: Path) -> list[tuple[str, ...]]:
    server = EmbeddedServer(home)
    server.ensure()
    try:
        assert query(home, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%'") == []
        return query(home, "SELECT code FROM directory_user ORDER BY id")
    finally:
        server.stop()


@pytest.mark.slow
def test_a_dump_that_postgresql_refuses_leaves_everything_as_it_was(migrated: Path, tmp_path: Path):
    broken = write(tmp_path / "b", PARTS)

    done = run(migrated, "restore", "--force", str(broken))

    assert done.returncode == 1
    assert "pg_restore failed" in done.stderr
    assert people(migrated) == [("Administrator",), ("admin",)]


@pytest.mark.slow
def test_nothing_is_restored_under_people_who_work(migrated: Path, tmp_path: Path):
    server = EmbeddedServer(migrated)
    server.ensure()
    run(migrated, "backup", str(tmp_path / "b"))

    with psycopg.connect(
        host=str(server.places.socket_folder), port=5432, user=USER, dbname=DATABASE
    ):
        done = run(migrated, "restore", "--force", str(tmp_path / "b"))
    server.stop()

    assert "The database is in use (1 connections)" in done.stderr
