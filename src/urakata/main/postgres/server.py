"""The embedded server as the rest of the product sees it: owned by one process, used by many.

Whoever holds the lock file owns the server: starts it, restarts it when it dies, stops it at the
end. Others attach through the socket. When the owner goes, the next one to look becomes the owner.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import psycopg
from psycopg.conninfo import make_conninfo

from urakata.kernel.text import Text
from urakata.main.postgres import remains
from urakata.main.postgres.cluster import Cluster, open_cluster
from urakata.main.postgres.errors import ServerError
from urakata.main.postgres.places import DATABASE, PORT, USER, Places
from urakata.main.postgres.process import last_lines, start_process, stop_process
from urakata.main.postgres.tuning import settings_here

NOT_STARTED = Text(
    "PostgreSQLを起動できませんでした。ログ（{log}）の最後：\n{lines}",
    "PostgreSQL could not be started. The end of its log ({log}):\n{lines}",
)
HELD: Final = "shared memory block"  #: the server's words when an older one's children live on
TRIES: Final = 5
PATIENCE: Final = 90.0  # seconds; crash recovery after a power cut may take a while


class EmbeddedServer:
    """One data folder's PostgreSQL. Use it from the main thread only."""

    def __init__(
        self,
        home: Path,
        *,
        settings: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.places = Places(home)
        self._extra = dict(settings or {})
        self._patience = patience
        self._lock: int | None = None
        self._cluster: Cluster | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._retry_at = 0.0
        self._failures = 0

    @property
    def is_owner(self) -> bool:
        return self._lock is not None

    @property
    def pid(self) -> int | None:
        """The server's process id, when it is ours."""
        return self._process.pid if self._process else None

    @property
    def conninfo(self) -> str:
        """Where our database is, for psycopg."""
        return make_conninfo(
            host=str(self.places.socket_folder), port=PORT, user=USER, dbname=DATABASE
        )

    def ensure(self) -> None:
        """Come back with a server that answers: our own, or another process's."""
        deadline = time.monotonic() + self._patience
        while not self._take_lock():
            if self.answers():
                self._make_database()
                return
            if time.monotonic() > deadline:
                raise ServerError(self._not_started())
            time.sleep(0.05)
        try:
            self._start_with_patience()
        except BaseException:
            self.stop()
            raise

    def tick(self) -> bool:
        """Look after the server; call it a few times a second. True when it was (re)started.

        An owner restarts a server that died; anybody else takes over when the owner is gone.
        """
        if self._process is not None and self._process.poll() is None:
            return False
        if time.monotonic() < self._retry_at or not self._take_lock():
            return False
        try:
            self._start()
        except ServerError:
            self._failures += 1
            self._retry_at = time.monotonic() + min(30.0, 0.5 * 2**self._failures)
            if self._failures >= TRIES:
                raise
            return False
        self._failures = 0
        return True

    def stop(self) -> None:
        """Stop the server if it is ours, and let go of it."""
        if self._process is not None and self._process.poll() is None:
            stop_process(self._process)
        self._process = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def answers(self) -> bool:
        """True when a server takes connections at the socket."""
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _take_lock(self) -> bool:
        if self._lock is not None:
            return True
        self.places.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self.places.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self._lock = lock
        return True

    def _start_with_patience(self) -> None:
        """Try a few times: the rests of a killed server may hold its memory for a moment."""
        for attempt in range(1, TRIES + 1):
            try:
                self._start()
            except ServerError as error:
                if attempt == TRIES or HELD not in error.text.en:
                    raise
                time.sleep(0.3 * attempt)
            else:
                return

    def _start(self) -> None:
        if self._cluster is None:
            self._cluster = open_cluster(self.places)
        remains.clear(self.places)
        settings = {**settings_here(self.places.home), **self._extra}
        self._process = start_process(self._cluster, settings)
        self._wait_until_ready(self._process)
        self._make_database()

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + self._patience
        while not (self._is_ready(process.pid) and self.answers()):
            if process.poll() is not None:
                raise ServerError(self._not_started())
            if time.monotonic() > deadline:
                stop_process(process)
                raise ServerError(self._not_started())
            time.sleep(0.02)

    def _is_ready(self, pid: int) -> bool:
        """What the server says in its pid file: no connection is wasted on asking."""
        try:
            lines = (self.places.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        return lines[:1] == [str(pid)] and lines[-1].strip() == "ready"

    def _make_database(self) -> None:
        try:
            self._connect(DATABASE).close()
        except psycopg.OperationalError:
            with self._connect("postgres") as connection:
                try:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                except psycopg.errors.DuplicateDatabase:
                    return

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.places.socket_folder),
            port=PORT,  # named, so that the caller's PGPORT does not count
            user=USER,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def _not_started(self) -> Text:
        return NOT_STARTED.fill(log=self.places.log, lines=last_lines(self.places.log))
