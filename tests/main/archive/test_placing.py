"""A file appears under its name when it is whole, and never over another one unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.placing import beside, place


def write(target: Path, content: bytes, *, may_overwrite: bool = False, other: bytes = b"") -> None:
    """Write a file while somebody else may write `other` under its name."""
    with beside(target, target.with_name("note")) as new:
        new.write_bytes(content)
        if other:
            target.write_bytes(other)
        place(new, target, may_overwrite=may_overwrite)


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path):
    with pytest.raises(ArchiveError, match="exists already"):
        write(tmp_path / "backup", b"new", other=b"somebody else's")

    assert (tmp_path / "backup").read_bytes() == b"somebody else's"
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


def test_it_is_overwritten_when_asked(tmp_path: Path):
    (tmp_path / "backup").write_bytes(b"old")

    write(tmp_path / "backup", b"new", may_overwrite=True)

    assert (tmp_path / "backup").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


def test_a_disk_without_hard_links_keeps_the_same_promise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write(tmp_path / "backup", b"first")
    with pytest.raises(ArchiveError, match="exists already"):
        write(tmp_path / "backup", b"second")

    assert (tmp_path / "backup").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


def test_what_is_not_placed_is_gone_and_its_name_was_noted_meanwhile(tmp_path: Path):
    with beside(tmp_path / "backup", tmp_path / "note") as new:
        assert (tmp_path / "note").read_text(encoding="utf-8") == str(new)
        assert new.stat().st_mode & 0o777 == 0o600

    assert list(tmp_path.iterdir()) == []
