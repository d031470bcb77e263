"""Copies of attached files: made once, kept as long as a moment that can be reached names them."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from urakata.directory.actor import Actor
from urakata.main.recovery import contents
from urakata.record import blobs, files
from urakata.record.models import File


@pytest.fixture(autouse=True)
def _folders(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"


def upload(actor: Actor, content: bytes) -> str:
    """The digest of a stored content."""
    key = files.upload(actor=actor, chunks=[content], name="a.txt", content_type="text/plain")
    return File.objects.get(pk=key).sha256


def test_what_is_new_is_copied_once(sato: Actor, tmp_path: Path):
    first = upload(sato, b"first")

    assert contents.copy_new(tmp_path / "copy", None) == 1
    assert contents.copy_new(tmp_path / "copy", None) == 0
    assert contents.place_in(tmp_path / "copy", first).read_bytes() == b"first"
    assert contents.copy_new(tmp_path / "other", datetime.now(UTC) + timedelta(hours=1)) == 0


def test_what_nothing_names_any_longer_goes_when_no_base_is_so_old(sato: Actor, tmp_path: Path):
    copy, now = tmp_path / "copy", datetime.now(UTC)
    old, living = upload(sato, b"old"), upload(sato, b"living")
    contents.copy_new(copy, None)
    long_ago = (now - timedelta(days=30)).timestamp()
    for sha256 in (old, living):
        os.utime(contents.place_in(copy, sha256), (long_ago, long_ago))
    File.objects.filter(sha256=old).delete()

    contents.mark_living(copy)
    contents.drop_unnamed(copy, now - timedelta(days=40))
    assert contents.place_in(copy, old).exists()
    contents.drop_unnamed(copy, now - timedelta(days=8))

    assert not contents.place_in(copy, old).exists()
    assert contents.place_in(copy, living).exists()


def test_what_the_database_names_comes_back_and_what_is_missing_is_told(
    sato: Actor, tmp_path: Path
):
    kept, lost = upload(sato, b"kept"), upload(sato, b"lost")
    contents.copy_new(tmp_path / "copy", None)
    contents.place_in(tmp_path / "copy", lost).unlink()
    for sha256 in (kept, lost):
        blobs.path_of(sha256).unlink()

    assert contents.bring_back(tmp_path / "copy") == [lost]
    assert blobs.path_of(kept).read_bytes() == b"kept"
