"""Trying a backup: restored by the restore everybody uses, into a server that lives for that long."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from urakata.kernel.text import Text
from urakata.main.archive.envelope import Keys, ask, needs_passphrase
from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.proof import Proof, read_proof
from urakata.main.children import own_command
from urakata.main.postgres.places import Places

NOT_PROVED: Final = Text(
    "バックアップを試しに復元できませんでした：{reason}",
    "The backup could not be restored for a try: {reason}",
)
#: what would lead the try to the real data
HIDDEN: Final = ("DATABASE_URL", "URAKATA_SECRET_KEY", "URAKATA_BACKUP_PASSPHRASE_FILE")


def verify(source: Path, folder: Path, keys: Keys) -> Proof:
    """Restore into a new data folder with a server of its own, look at it, leave nothing behind.

    `folder` is an empty one of ours. Raises `ArchiveError` when the backup is not as recorded.
    """
    home = folder / "try"
    environment = {k: v for k, v in os.environ.items() if k not in HIDDEN}
    environment |= {"URAKATA_HOME": str(home), "URAKATA_BACKUP_PASSPHRASE": ""}
    command = own_command("prove", str(source))
    if keys.identities:
        identity = folder / "identity"
        descriptor = os.open(identity, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write("\n".join(keys.identities))
        command += ["--identity", str(identity)]
    elif needs_passphrase(source):
        environment["URAKATA_BACKUP_PASSPHRASE"] = ask(keys)
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, env=environment, capture_output=True, check=False
        )
    finally:
        _clear(home)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()
        raise ArchiveError(NOT_PROVED.fill(reason=reason))
    return read_proof(done.stdout)


def _clear(home: Path) -> None:
    sockets = Places(home).socket_folder
    shutil.rmtree(home, ignore_errors=True)
    shutil.rmtree(sockets, ignore_errors=True)
