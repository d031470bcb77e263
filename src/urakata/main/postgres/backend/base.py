"""Connections that last, yet notice a server that went away, without asking it every time."""

from __future__ import annotations

import select
import time
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base

PATIENCE: Final = 10.0  #: seconds to wait for a server that is restarting
AWAY: Final = ("No such file or directory", "Connection refused", "the database system is")


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django knows it; waits for a restart instead of failing the request."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection:
        """Connect, waiting a little while the server is starting or being replaced."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                connection: psycopg.Connection = super().get_new_connection(conn_params)
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline or not _is_away(error):
                    raise
            else:
                return connection
            time.sleep(0.1)

    def ensure_connection(self) -> None:
        """Outside a transaction, replace a connection whose server went away.

        Django does so once a request; jobs and loops have no request.
        """
        if self.connection is not None and not self.in_atomic_block and not self.is_usable():
            self.close()
        super().ensure_connection()

    def is_usable(self) -> bool:
        """Ask the socket first: a live, idle connection has nothing to read, a dead one has."""
        connection = self.connection
        if connection is None or connection.closed:
            return False
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN)
        return not poll.poll(0) or bool(super().is_usable())


def _is_away(error: psycopg.OperationalError) -> bool:
    return any(sign in str(error) for sign in AWAY)
