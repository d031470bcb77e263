"""The main loop of `urakata serve` and `urakata worker`: a database, children, and an end.

::

    urakata serve
    ├── postgres         the embedded server, when it is ours and no DATABASE_URL is set
    ├── urakata web      one or more
    ├── urakata jobs     the job worker
    └── urakata wal      keeps the embedded server's log elsewhere, when URAKATA_WAL_FOLDER is set

This process loads no Django, so that it stays small and quick; what needs tables is a child.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from urakata.main.children import Child, own_command, start, stop_all
from urakata.main.postgres.server import EmbeddedServer

logger = logging.getLogger("urakata.supervisor")
INTERVAL: Final = 0.1


class Stopped(Exception):
    """Somebody asked us to end before we were up."""


class Supervisor:
    """Use as a context manager, from the main thread: leaving it ends everything."""

    def __init__(self, home: Path) -> None:
        self.server = None if os.environ.get("DATABASE_URL") else EmbeddedServer(home)
        self._children: list[Child] = []
        self._is_ending = False  # a plain flag: a second signal may interrupt the first's handler

    def __enter__(self) -> Supervisor:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        if self.server:
            self.server.ensure()
        return self

    def __exit__(self, *_error: object) -> None:
        stop_all(self._children)
        if self.server:
            self.server.stop()

    @property
    def conninfo(self) -> str:
        """Where the database is, for psycopg."""
        return self.server.conninfo if self.server else os.environ["DATABASE_URL"]

    def _end(self, *_signal: object) -> None:
        self._is_ending = True

    def run_once(self, *arguments: str) -> None:
        """Run one of our own commands to its end, first things first; raises if it fails."""
        process = start(own_command(*arguments))
        while process.poll() is None:
            time.sleep(0.02)
            if self._is_ending:
                process.terminate()
                process.wait()
                raise Stopped
            self._tick_server()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, arguments)

    def run(
        self,
        children: Sequence[Child],
        *,
        is_up: Callable[[], bool] = lambda: True,
        later: Sequence[Child] = (),
    ) -> None:
        """Keep the children running until a signal; `later` ones start once `is_up` says so."""
        self._children = list(children)
        waiting = list(later)
        was_up = False
        while not self._is_ending:
            self._tick_server()
            for child in self._children:
                child.tick()
            if not was_up and is_up():
                was_up = True
                self._children += waiting
            time.sleep(INTERVAL)

    def _tick_server(self) -> None:
        if self.server and self.server.tick():
            logger.warning("PostgreSQL was started again (pid %s)", self.server.pid)


def wal_keepers(supervisor: Supervisor) -> list[Child]:
    """The process that keeps the embedded server's log elsewhere, when the operator wants it.

    Several `serve` of one data folder have one each; only one of them works at a time.
    """
    wanted = supervisor.server is not None and os.environ.get("URAKATA_WAL_FOLDER")
    return [Child("wal", own_command("wal"))] if wanted else []


@contextmanager
def database(home: Path) -> Iterator[EmbeddedServer | None]:
    """A database for the length of one command: the embedded server, or a real one (None)."""
    server = None if os.environ.get("DATABASE_URL") else EmbeddedServer(home)
    try:
        if server:
            server.ensure()
        yield server
    finally:
        if server:
            server.stop()
