"""A backup is believed only when every part of it is as recorded."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from urakata.main.archive.envelope import Keys
from urakata.main.archive.manifest import ArchiveError, Counting, Manifest
from urakata.main.archive.restore import add_files, unpack

PARTS = {
    "database.dump": b"dump",
    "secret-key": b"key",
    "keys/journal-1.pem": b"signs",
    "files/ab/cd/abcd": b"content",
}


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
    folder = path.with_name("unpacked")
    folder.mkdir()
    try:
        unpack(path, folder, Keys(), lambda _done, _all: None)
    except ArchiveError as error:
        return error.text.en
    return (folder / "secret-key").read_text(encoding="ascii")


def test_a_whole_backup_is_unpacked_and_nobody_else_may_read_it(tmp_path: Path):
    assert check(write(tmp_path / "b", PARTS)) == "key"
    files = [path for path in (tmp_path / "unpacked").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert len(files) == len(PARTS) + 1


@pytest.mark.parametrize("name", PARTS)
def test_one_changed_byte_is_found(tmp_path: Path, name: str):
    assert f"damaged: {name}" in check(write(tmp_path / "b", PARTS | {name: b"dumP"}))


@pytest.mark.parametrize("name", PARTS)
def test_a_missing_part_is_found(tmp_path: Path, name: str):
    rest = {part: content for part, content in PARTS.items() if part != name}

    assert f"damaged: {name}" in check(write(tmp_path / "b", rest))


def test_a_part_too_many_is_found(tmp_path: Path):
    assert "damaged: files/x" in check(write(tmp_path / "b", PARTS | {"files/x": b""}))


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "files/../../x", "files/.x", "keys/../x", "keys/a/b", "other", "files"]
)
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


@pytest.mark.parametrize("manifest", [b"{}", b"[]", b"no", b'{"product":"urakata","format":3}'])
def test_a_manifest_of_something_else_is_refused(tmp_path: Path, manifest: bytes):
    assert "not a backup of Urakata" in check(write(tmp_path / "b", PARTS, manifest=manifest))


@pytest.mark.parametrize("table", ["x", "public.x; DROP", "pg_catalog.pg_class", 'ledger."x"'])
def test_a_manifest_that_counts_other_than_our_tables_is_refused(tmp_path: Path, table: str):
    described = Manifest("1", "18", tables={table: 1}).dump()

    assert "not a backup of Urakata" in check(write(tmp_path / "b", PARTS, manifest=described))


@pytest.mark.parametrize(
    ("there", "comes", "stays"),
    [(b"whole", b"damaged", b"whole"), (b"damaged", b"whole", b"whole"), (None, b"part", b"part")],
)
def test_no_content_is_replaced_by_one_that_was_damaged_when_it_was_backed_up(
    tmp_path: Path, there: bytes | None, comes: bytes, stays: bytes
):
    name = hashlib.sha256(b"whole").hexdigest()
    source, target = tmp_path / "backup", tmp_path / "files"
    for folder, content in ((source, comes), (target, there)):
        folder.mkdir()
        if content is not None:
            (folder / name).write_bytes(content)

    add_files(source, target)

    assert (target / name).read_bytes() == stays
