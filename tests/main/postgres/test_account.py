"""Whose the server is, and whose its folders must be."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from urakata.main.postgres.account import Account, choose_account, own_folder
from urakata.main.postgres.errors import ServerError

ME = Account(os.geteuid(), os.getegid())
IS_ROOT = os.geteuid() == 0


def test_a_new_folder_is_nobodys_for_root_and_ones_own_for_others(tmp_path: Path):
    nobody = pwd.getpwnam("nobody")

    account = choose_account(tmp_path / "absent")

    assert account.uid == (nobody.pw_uid if IS_ROOT else ME.uid)
    assert account.is_other is IS_ROOT


def test_our_own_account_needs_no_change():
    assert ME.popen_arguments() == {}


def test_root_keeps_the_owner_that_a_folder_has(tmp_path: Path):
    owner = pwd.getpwnam("daemon").pw_uid if IS_ROOT else ME.uid
    os.chown(tmp_path, owner, -1)

    assert choose_account(tmp_path).uid == owner


def test_an_owned_folder_is_entered_by_nobody_else(tmp_path: Path):
    folder = own_folder(tmp_path / "new", ME)
    folder.chmod(0o755)

    assert own_folder(folder, ME).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", ["link", "file", "other"])
def test_a_folder_that_is_not_plainly_ours_is_refused(tmp_path: Path, kind: str):
    place = tmp_path / "place"
    if kind == "link":
        place.symlink_to(tmp_path)
    elif kind == "file":
        place.touch()
    else:
        place.mkdir()

    with pytest.raises(ServerError, match="not a safe folder"):
        own_folder(place, Account(ME.uid + 1, ME.gid) if kind == "other" else ME)
