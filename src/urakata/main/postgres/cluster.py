"""The database cluster on disk: made once, in a temporary folder, then renamed into place."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from urakata.kernel.text import Text
from urakata.main.postgres.account import Account, choose_account, own_folder
from urakata.main.postgres.binaries import (
    Binaries,
    clean_environment,
    find_binaries,
    runnable_by,
)
from urakata.main.postgres.errors import ServerError
from urakata.main.postgres.places import USER, Places

OTHER_VERSION = Text(
    "データベースはPostgreSQL {found}で作成されていますが、プログラムはPostgreSQL {version}です。"
    "元の版で`urakata backup`を実行し、新しいデータフォルダーに`urakata restore`してください。",
    "The database was made by PostgreSQL {found}, but the programs are PostgreSQL {version}. "
    "Run `urakata backup` with the old version, then `urakata restore` into a new data folder.",
)
NOT_MADE = Text(
    "データベースを作成できませんでした：{reason}", "The database could not be made: {reason}"
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data folder, the programs for it and the account that runs them."""

    places: Places
    binaries: Binaries
    account: Account

    @contextmanager
    def reach(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The server's folder as its account can name it, and arguments for `subprocess`.

        Another account than ours cannot walk through a data folder that only we may enter, but it
        can use an open descriptor of the folder inside that is its own.
        """
        arguments: dict[str, Any] = {"env": clean_environment(), "cwd": "/"}
        if not self.account.is_other:
            yield self.places.folder, arguments
            return
        descriptor = os.open(self.places.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield (
                Path(f"/proc/self/fd/{descriptor}"),
                arguments | self.account.popen_arguments() | {"pass_fds": (descriptor,)},
            )
        finally:
            os.close(descriptor)


def open_cluster(places: Places) -> Cluster:
    """Find the programs and the account, and make the cluster when there is none.

    Only for the holder of the data folder's lock.
    """
    account = choose_account(places.folder)
    own_folder(places.folder, account)
    own_folder(places.socket_folder, account)
    binaries = runnable_by(find_binaries(), account)
    cluster = Cluster(places, binaries, account)
    for unfinished in places.folder.glob("initdb-*"):
        shutil.rmtree(unfinished)
    if not places.data.exists():
        _make(cluster)
    _check_version(cluster)
    return cluster


def _make(cluster: Cluster) -> None:
    fresh = cluster.places.folder / f"initdb-{secrets.token_hex(4)}"
    with cluster.reach() as (folder, arguments):
        done = subprocess.run(  # noqa: S603 - the operator's own programs
            [cluster.binaries.path("initdb"), "-D", str(folder / fresh.name), *_options(cluster)],
            capture_output=True,
            text=True,
            check=False,
            **arguments,
        )
    if done.returncode:
        raise ServerError(NOT_MADE.fill(reason=done.stderr.strip()))
    fresh.rename(cluster.places.data)


def _options(cluster: Cluster) -> list[str]:
    if cluster.binaries.version >= 17:
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
    else:
        locale = ["--locale=C.UTF-8"]
    return ["-U", USER, "-A", "trust", "-E", "UTF8", "-k", *locale]


def _check_version(cluster: Cluster) -> None:
    found = (cluster.places.data / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != str(cluster.binaries.version):
        raise ServerError(OTHER_VERSION.fill(found=found, version=cluster.binaries.version))
