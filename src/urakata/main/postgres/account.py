"""Which account runs the server. PostgreSQL refuses root, so root hands it to another account."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from urakata.kernel.text import Text
from urakata.main.postgres.errors import ServerError

NOT_YOURS = Text(
    "データフォルダー「{path}」は別のアカウント（uid {uid}）のものです。"
    "そのアカウントで実行するか、所有者を変更してください。",
    'The data folder "{path}" belongs to another account (uid {uid}). '
    "Run as that account, or change the owner.",
)
NOT_SAFE = Text(
    "「{path}」は安全なフォルダーではありません（別のアカウントが作成した可能性があります）。"
    "削除してからもう一度実行してください。",
    '"{path}" is not a safe folder (another account may have made it). Remove it and try again.',
)


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group ids that the server's processes have."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """True when this process must change its ids to become it."""
        return os.geteuid() != self.uid

    def popen_arguments(self) -> dict[str, Any]:
        """What `subprocess` needs to become this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def choose_account(folder: Path) -> Account:
    """The account for the server whose folder this is.

    An ordinary user is its own. Root takes the owner of an existing folder (so a backup run by
    root leaves another user's server alone), else ``nobody``.
    """
    owner = folder.stat().st_uid if folder.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise ServerError(NOT_YOURS.fill(path=folder, uid=owner))
        return Account(os.geteuid(), os.getegid())
    entry = pwd.getpwuid(owner) if owner and _is_known(owner) else pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def _is_known(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def own_folder(path: Path, account: Account) -> Path:
    """Make the folder, or check it: a real folder, of this account, entered by nobody else."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if account.is_other:
            os.chown(path, account.uid, account.gid)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
        raise ServerError(NOT_SAFE.fill(path=path))
    if stat.S_IMODE(found.st_mode) != 0o700:
        path.chmod(0o700)
    return path
