"""PostgreSQL's programs for its log, pointed at the embedded server."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError
from urakata.main.postgres.binaries import clean_environment, find_client
from urakata.main.postgres.places import PORT, USER, Places
from urakata.main.postgres.process import tie_to_parent

FAILED = Text("「{program}」が失敗しました：{reason}", "{program} failed: {reason}")
SLOT = "urakata_wal"  #: what the server keeps for us while we are away


def where(home: Path) -> list[str]:
    """The options that lead to a home's server."""
    return [
        f"--host={Places(home).socket_folder}",
        f"--port={PORT}",
        f"--username={USER}",
        "--no-password",
    ]


def run(program: str, *arguments: str) -> None:
    """Run a program to its end; raises `ArchiveError` with its words if it fails."""
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        [find_client(program), *arguments],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ArchiveError(FAILED.fill(program=program, reason=done.stderr.strip()))


def start_receiver(home: Path, wal: Path) -> subprocess.Popen[bytes]:
    """Start the program that writes the log down as the server writes it. Main thread only.

    It says so to the server only when it is on the disk, and waits for a server that restarts.
    """
    return subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
        [
            find_client("pg_receivewal"),
            *where(home),
            f"--directory={wal}",
            f"--slot={SLOT}",
            "--synchronous",
        ],
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        preexec_fn=tie_to_parent(signal.SIGTERM),  # noqa: PLW1509
    )
