"""What an earlier server may have left behind: a process still ending, a stale pid file.

PostgreSQL refuses to start when ``postmaster.pid`` names a live process, whatever that process is.
In a container without an init the old server stays a zombie for ever, and after a restart its
number may be ours. So the holder of the data folder's lock looks for itself.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Final

from urakata.kernel.text import Text
from urakata.main.postgres.errors import ServerError
from urakata.main.postgres.places import SOCKET_NAME, Places

STILL_RUNNING = Text(
    "前回のPostgreSQL（pid {pids}）が終了しません。終了させてからもう一度実行してください。",
    "The previous PostgreSQL (pid {pids}) does not end. End it, then try again.",
)
POLITE_SECONDS: Final = 60.0
PROC: Final = Path("/proc")


def clear(places: Places) -> None:
    """Wait for what still runs in the data folder, then drop locks that name other processes.

    Only for the holder of the data folder's lock.
    """
    _end_processes(places.data)
    for lock in (
        places.data / "postmaster.pid",
        places.socket_folder / f"{SOCKET_NAME}.lock",
    ):
        pid = _pid_in(lock)
        # a dead pid is left to PostgreSQL, which also checks the shared memory named there
        if pid is not None and PROC.is_dir() and _is_taken(pid):
            lock.unlink(missing_ok=True)


def _end_processes(data: Path) -> None:
    deadline = time.monotonic() + POLITE_SECONDS
    asked = False
    while pids := processes_in(data):
        if not asked and (main := _pid_in(data / "postmaster.pid")) in pids and main:
            # its owner is gone, so it is ending already; asking again is harmless
            _send(main, signal.SIGINT)
            asked = True
        if time.monotonic() > deadline:
            raise ServerError(STILL_RUNNING.fill(pids=", ".join(map(str, pids))))
        time.sleep(0.05)


def processes_in(data: Path) -> list[int]:
    """The live processes that work in the data folder (a server's all do)."""
    if not PROC.is_dir() or not data.exists():
        return []
    place = str(data.resolve())
    return [int(entry.name) for entry in PROC.glob("[0-9]*") if _works_in(entry, place)]


def _works_in(entry: Path, place: str) -> bool:
    try:
        return str((entry / "cwd").readlink()) == place and _is_postgres(entry)
    except OSError:  # gone, a zombie, or another account's
        return False


def _is_postgres(entry: Path) -> bool:
    """A shell somebody left standing in the folder is not a server."""
    return (entry / "comm").read_text(encoding="utf-8", errors="replace").startswith("postgres")


def _pid_in(lock: Path) -> int | None:
    try:
        return abs(int(lock.read_text(encoding="ascii", errors="replace").split("\n", 1)[0]))
    except (OSError, ValueError):
        return None


def _is_taken(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
