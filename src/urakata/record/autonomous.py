"""A connection beside Django's, for the little that must outlive a rollback.

One for the whole process: it commits every statement at once, each takes a fraction of a
millisecond, and threads take turns. It is opened when it is first needed and closed with the last
of Django's connections that used it. It does not wait for the disk either: whatever the main
transaction makes of a result is flushed after it, and with it.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from typing import Any, Final

import psycopg
from django.db import connection
from psycopg import Connection

_OPTIONS: Final = "-c synchronous_commit=off -c lock_timeout=5s"


class _Companion:
    """The one connection, and who has a use for it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # a finalizer may run within `get`
        self._users: weakref.WeakSet[Connection[Any]] = weakref.WeakSet()
        self._count = 0  # of users; the set still holds one that is just being finalized
        self._connection: Connection[Any] | None = None

    def get(self, main: Connection[Any]) -> Connection[Any]:
        with self._lock:
            if main not in self._users:
                self._users.add(main)
                self._count += 1
                weakref.finalize(main, self._release)
            if self._connection is None or self._connection.closed:
                self._connection = _connect()
            return self._connection

    def _release(self) -> None:
        with self._lock:
            self._count -= 1
            if not self._count:
                self.close()

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


_companion = _Companion()
atexit.register(_companion.close)


def companion() -> Connection[Any]:
    """The connection, in autocommit."""
    connection.ensure_connection()
    return _companion.get(connection.connection)


def _connect() -> Connection[Any]:
    params = connection.get_connection_params()
    params.pop("cursor_factory", None)
    options = " ".join(filter(None, (params.pop("options", ""), _OPTIONS)))
    return psycopg.connect(**params, options=options, autocommit=True)
