"""Where the embedded server keeps its things."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DATABASE: Final = "urakata"
USER: Final = "urakata"  #: the embedded server's superuser: migrations, commands, restore
APP_ROLE: Final = "urakata_app"  #: what the web and job processes are: see `roles`
PORT: Final = 5432  #: part of the socket's name; there is no TCP
SOCKET_NAME: Final = f".s.PGSQL.{PORT}"
#: ``sun_path`` holds 107 bytes; a few are left for the ``.lock`` beside the socket
LONGEST_SOCKET_PATH: Final = 100


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of one data folder's server; the same in every process that asks."""

    home: Path

    @property
    def folder(self) -> Path:
        """Owned by the account that runs the server, entered by nobody else."""
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def lock(self) -> Path:
        """Held (``flock``) for life by the process that owns the server."""
        return self.home / "postgres.lock"

    @property
    def socket_folder(self) -> Path:
        """Inside the data folder, or a hashed name in ``/tmp`` when that path is too long."""
        folder = self.folder / "run"
        if len(bytes(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return folder
        digest = hashlib.sha256(bytes(self.home)).hexdigest()[:16]
        return Path("/tmp") / f"urakata-{digest}"  # noqa: S108 - checked by `own_folder`
