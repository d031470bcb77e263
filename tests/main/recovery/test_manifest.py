"""A base is believed only when every file is as PostgreSQL recorded it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from urakata.main.archive.manifest import ArchiveError
from urakata.main.recovery.manifest import check


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder with a manifest as PostgreSQL writes it."""
    (tmp_path / "base").mkdir()
    entries = []
    for name, content in {"PG_VERSION": b"18\n", "base/1": b"page"}.items():
        (tmp_path / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        entries.append(
            {"Path": name, "Size": len(content), "Checksum-Algorithm": "SHA256", "Checksum": digest}
        )
    start = json.dumps({"PostgreSQL-Backup-Manifest-Version": 2, "Files": entries})[:-1] + ",\n"
    end = f'"Manifest-Checksum": "{hashlib.sha256(start.encode()).hexdigest()}"}}\n'
    (tmp_path / "backup_manifest").write_text(start + end, encoding="utf-8")
    (tmp_path / "pg_wal").mkdir()
    (tmp_path / "pg_wal" / "000000010000000000000001").write_bytes(b"log")
    return tmp_path


def refusal(base: Path) -> str:
    with pytest.raises(ArchiveError) as found:
        check(base)
    return found.value.text.en


def test_a_whole_base_passes(base: Path):
    check(base)


def test_a_changed_a_missing_and_an_additional_file_are_found(base: Path):
    (base / "base" / "1").write_bytes(b"pagE")
    assert refusal(base) == "The copy of the database is damaged: base/1"
    (base / "base" / "1").unlink()
    assert refusal(base) == "The copy of the database is damaged: base/1"
    (base / "base" / "1").write_bytes(b"page")
    (base / "base" / "2").write_bytes(b"more")
    assert refusal(base) == "The copy of the database is damaged: base/2"


@pytest.mark.parametrize("content", ["", "{}", '{"Files": [], "Manifest-Checksum": "0"}'])
def test_a_changed_manifest_is_found(base: Path, content: str):
    (base / "backup_manifest").write_text(content, encoding="utf-8")

    assert refusal(base) == "The copy of the database is damaged: backup_manifest"
