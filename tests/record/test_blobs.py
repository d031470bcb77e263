from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from urakata.record import blobs

pytestmark = pytest.mark.django_db
CONTENT = b"PK\x03\x04" + b"\0" * 100_000
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def contents(root: Path) -> list[str]:
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


def kept(content: bytes) -> str:
    with blobs.receive([content], 10**6) as received:
        received.keep()
    return received.sha256


def test_content_lies_under_its_digest(root: Path):
    kept(CONTENT)

    assert contents(root) == [f"{SHA[:2]}/{SHA[2:4]}/{SHA}"]
    assert blobs.path_of(SHA).read_bytes() == CONTENT
    assert blobs.path_of(SHA).stat().st_mode & 0o077 == 0


def test_the_same_content_is_kept_once(root: Path):
    assert kept(CONTENT) == kept(CONTENT)

    assert len(contents(root)) == 1


def test_what_is_not_kept_is_gone(root: Path):
    with blobs.receive([CONTENT], 10**6) as received:
        assert received.size == len(CONTENT)

    assert contents(root) == []


def test_too_much_is_refused_before_it_is_all_there(root: Path):
    def endless():
        while True:
            yield b"x" * 1000

    with pytest.raises(blobs.TooLong):
        blobs.receive(endless(), 10_000)
    assert contents(root) == []


def test_a_stream_that_breaks_leaves_nothing(root: Path):
    def broken():
        yield b"x"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        blobs.receive(broken(), 10)
    assert contents(root) == []


def test_only_what_is_old_is_offered_for_sweeping(root: Path):
    old, young = kept(b"old"), kept(b"young")
    os.utime(blobs.path_of(old), (0, time.time() - blobs.GRACE - 1))

    assert [sha for folder in blobs.old_contents() for sha in folder] == [old]
    kept(b"old")
    assert list(blobs.old_contents()) == []
    assert young != old


def test_old_leftovers_of_broken_uploads_are_removed(root: Path):
    (root / "tmp").mkdir(parents=True)
    for name, age in (("old", blobs.GRACE + 1), ("young", 0)):
        (root / "tmp" / name).write_bytes(b"x")
        os.utime(root / "tmp" / name, (0, time.time() - age))

    assert blobs.remove_leftovers() == 1
    assert contents(root) == ["tmp/young"]
