"""Several connections on committed data: who waits for whom."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection

from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.actors import find_actor
from urakata.kernel.errors import UrakataError
from urakata.process.services import StatusChange, advance_statuses


def person(code: str) -> Actor:
    actor = find_actor(code)
    assert actor is not None
    return actor


@contextmanager
def somebody_at(app: AppSchema, id_: int) -> Iterator[None]:
    """Another connection holds the record's lock."""
    wanted = connection.get_connection_params() | {"cursor_factory": None}
    with psycopg.connect(**wanted) as other:
        other.execute(f"SELECT 1 FROM {ledger_table(app.app_id)} WHERE id = %s FOR UPDATE", (id_,))
        yield


def wait_for_waiters(many: int) -> None:
    """Until so many connections of this database wait for a lock."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    wanted = connection.get_connection_params() | {"cursor_factory": None}
    until = time.monotonic() + 20
    with psycopg.connect(**wanted, autocommit=True) as other:
        while other.execute(waiting).fetchone() != (many,):
            if time.monotonic() > until:
                pytest.fail("not so many wait")
            time.sleep(0.01)


def acts(code: str, app: AppSchema, id_: int, action: str, **more: Any) -> str:
    """As a request does it, which remembers what it saw first; the error code."""
    return as_request(
        lambda: advance_statuses(
            actor=person(code), app=app, changes=[StatusChange(id_, action, **more)]
        )
    )


def as_request(call: Callable[[], object]) -> str:
    """On a connection of its own; the error code, or ``ok``."""
    epochs.begin()
    try:
        call()
    except UrakataError as error:
        return error.code
    finally:
        epochs.end()
        connection.close()
    return "ok"
