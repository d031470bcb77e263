"""An export travels to another machine, where there is nothing but the program."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.main.conftest import copy_home, environment, urakata


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, migrated_home: Path) -> Path:
    return copy_home(migrated_home, tmp_path_factory.mktemp("journal") / "home")


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        urakata("journal", *arguments),
        env=environment(home), capture_output=True, text=True, check=False,
    )  # fmt: skip


def elsewhere(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A machine without database, data folder or Django's settings."""
    script = (
        "import sys\n"
        "from urakata.main.cli.root import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    assert 'urakata.main.settings' not in sys.modules\n"
        "    assert 'django.db.models' not in sys.modules\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script, "journal", "verify", *arguments],
        env=environment(folder / "no-home", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"),
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip


def test_the_auditors_file_verifies_on_another_machine(home: Path, tmp_path: Path):
    exported = run(home, "export", str(tmp_path / "journal.gz"))
    assert exported.returncode == 0, exported.stderr
    keys = run(home, "keys").stdout.splitlines()
    key = keys[-1].split("\t")[1]

    done = elsewhere(tmp_path, "journal.gz", "--key", key)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing was tampered with." in done.stdout
    assert f"Public key: {key}" in done.stdout
    assert not (tmp_path / "no-home").exists()
    assert not list(tmp_path.glob("*.part"))

    lines = gzip.decompress((tmp_path / "journal.gz").read_bytes())
    assert b'"kind":"journal.export"' in lines  # it tells of itself
    (tmp_path / "forged").write_bytes(
        lines.replace(b'"kind":"journal.export"', b'"kind":"journal.exporr"')
    )
    (tmp_path / "other-key").write_text("A" * 43 + "=")
    refused = elsewhere(tmp_path, "forged")
    assert refused.returncode == 1
    assert "was altered." in refused.stderr
    assert (
        "keys may have been replaced"
        in elsewhere(tmp_path, "journal.gz", "--key", "other-key").stderr
    )
    assert elsewhere(tmp_path, "journal.gz", "--key", "x").returncode == 2


def test_the_database_itself_is_verified_without_a_file(home: Path):
    sealed = run(home, "seal")
    assert sealed.returncode == 0, sealed.stderr

    done = run(home, "verify")

    assert (done.returncode, done.stderr) == (0, "")
    assert "everything" in done.stdout


def test_a_rotated_key_goes_on_from_the_one_before(home: Path, tmp_path: Path):
    run(home, "seal")
    before = run(home, "keys").stdout.splitlines()[-1].split("\t")
    rotated = run(home, "rotate-key")
    after = run(home, "keys").stdout.splitlines()[-1].split("\t")
    run(home, "export", str(tmp_path / "journal"), "--kind", "journal.key")

    assert rotated.stdout.split() == after[:2]
    assert after[3] == before[0]
    done = elsewhere(tmp_path, "journal", "--key", before[1])
    assert done.returncode == 0, done.stderr
    assert f"Public key: {after[1]}" in done.stdout
    assert "kind journal.key" in done.stdout


def test_a_single_proof_travels_too(home: Path, tmp_path: Path):
    run(home, "export", str(tmp_path / "journal"))
    for name, asked in {
        "entry": ["1"],
        "growth": ["--since", newest_size(tmp_path / "journal")],
    }.items():
        (tmp_path / name).write_text(run(home, "prove", *asked).stdout)
        done = elsewhere(tmp_path, name)
        assert (done.returncode, done.stderr) == (0, "")
        assert "The proof holds." in done.stdout

    assert run(home, "prove").returncode == 2
    assert run(home, "prove", "99999999").returncode == 1


def newest_size(export: Path) -> str:
    heads = [line for line in export.read_text().splitlines() if line.startswith("S ")]
    return str(json.loads(heads[-1].split(" ", 2)[2])["size"])


def test_without_a_policy_nothing_is_taken_out(home: Path):
    refused = run(home, "retain")
    done = run(home, "retain", "--months", "1")

    assert (refused.returncode, done.returncode, done.stdout) == (1, 0, "")
    assert "URAKATA_JOURNAL_MONTHS" in refused.stderr
