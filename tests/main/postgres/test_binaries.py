"""Which programs are used, and that another account can reach them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from urakata.main.postgres.account import Account, choose_account
from urakata.main.postgres.binaries import Binaries, find_binaries, find_client, runnable_by
from urakata.main.postgres.errors import ServerError


def fake(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    program = folder / "postgres"
    program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n", encoding="ascii")
    program.chmod(0o755)
    return folder


def test_the_bundled_programs_are_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("URAKATA_PG_BINDIR", raising=False)

    found = find_binaries()

    assert found.version == 18
    assert found.folder.name == "bin"


@pytest.mark.parametrize("version", ["15.18", "16.9", "17.2", "18.6 (Debian 18.6-1)"])
def test_a_folder_that_is_named_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
):
    folder = fake(tmp_path / "bin", version)
    monkeypatch.setenv("URAKATA_PG_BINDIR", str(folder))

    assert find_binaries() == Binaries(folder, int(version[:2]))


@pytest.mark.parametrize(
    ("version", "message"),
    [("14.2", "PostgreSQL 14 in .* is not supported"), ("devel", "cannot run")],
)
def test_other_versions_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, message: str
):
    monkeypatch.setenv("URAKATA_PG_BINDIR", str(fake(tmp_path / "bin", version)))

    with pytest.raises(ServerError, match=message):
        find_binaries()


def test_an_empty_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("URAKATA_PG_BINDIR", str(tmp_path))

    with pytest.raises(ServerError, match="PostgreSQL was not found"):
        find_binaries()


def test_pg_dump_is_found_beside_the_server():
    assert Path(find_client("pg_dump")).name == "pg_dump"


def test_programs_where_only_root_may_enter_are_copied_with_their_libraries(tmp_path: Path):
    locked = tmp_path / "locked"
    original = find_binaries().folder
    install, package = original.parent, original.parents[1]
    shutil.copytree(install, locked / package.name / install.name, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), locked / f"{package.name}.libs")
    locked.chmod(0o700)
    binaries = Binaries(locked / package.name / install.name / "bin", 18)
    account = choose_account(tmp_path / "absent")

    reached = runnable_by(binaries, account)

    assert _runs(reached.path("initdb"), account)
    assert (reached == binaries) is (os.geteuid() != 0)
    if reached != binaries:
        shutil.rmtree(reached.folder.parents[2])


def _runs(program: str, account: Account) -> bool:
    done = subprocess.run([program, "--version"], cwd="/", **account.popen_arguments(), check=False)
    return done.returncode == 0
