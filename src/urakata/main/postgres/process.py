"""The server's process: started from the main thread, tied to its life, stopped politely."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from urakata.main.postgres.cluster import Cluster

PR_SET_PDEATHSIG: Final = 1
LOG_LIMIT: Final = 10 * 1024 * 1024


def tie_to_parent(number: signal.Signals) -> Callable[[], None]:
    """A function for the child: die with the parent's main thread, by this signal (Linux)."""
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return tie


def start_process(cluster: Cluster, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start `postgres`; it gets SIGINT (fast shutdown) when our main thread is gone."""
    if threading.current_thread() is not threading.main_thread():
        # the kernel ties the child to the thread that made it, not to the process
        raise RuntimeError("the server must be started from the main thread")
    places = cluster.places
    with cluster.reach() as (folder, arguments), _open_log(places.log) as log:
        inside = places.socket_folder.parent == places.folder
        sockets = folder / "run" if inside else places.socket_folder
        command = [cluster.binaries.path("postgres"), "-D", str(folder / "data")]
        for name, value in {**settings, "unix_socket_directories": str(sockets)}.items():
            command += ["-c", f"{name}={value}"]
        return subprocess.Popen(  # noqa: S603 - the operator's own programs
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # a Ctrl-C in the terminal is ours to handle
            # runs after the change of account: changing it would clear the tie
            preexec_fn=tie_to_parent(signal.SIGINT),  # noqa: PLW1509
            **arguments,
        )


def _open_log(path: Path) -> BinaryIO:
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_name(f"{path.name}.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def last_lines(path: Path, count: int = 5) -> str:
    """The end of the server's log, to show why it did not start."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 4096))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-count:])


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; after half a minute an immediate one (the log then recovers at start)."""
    for number, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return
