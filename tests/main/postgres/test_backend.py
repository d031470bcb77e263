"""Connections that outlive the server they were made to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture
def connected(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database without a transaction around the test, and without Django's flush after it.

    The flush would take the built-in people away from the tests that follow.
    """
    with django_db_blocker.unblock():
        yield
        connection.close()


def one(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def cut_off() -> int:
    """End our connection from the server's side, as a restart does; its old number."""
    pid = int(one("SELECT pg_backend_pid()"))
    parameters = connection.get_connection_params()
    wanted = {
        k: parameters[k] for k in ("host", "port", "user", "password", "dbname") if k in parameters
    }
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    return pid


@pytest.mark.usefixtures("connected")
def test_a_lost_connection_is_replaced_without_anybody_noticing():
    lost = cut_off()

    assert one("SELECT pg_backend_pid()") != lost


@pytest.mark.usefixtures("connected")
def test_a_transaction_that_lost_its_connection_fails_as_a_whole():
    @transaction.atomic
    def work() -> None:
        cut_off()
        one("SELECT 1")

    with pytest.raises(OperationalError):
        work()

    assert one("SELECT 1") == 1


@pytest.mark.usefixtures("connected")
def test_an_idle_connection_is_kept():
    assert one("SELECT pg_backend_pid()") == one("SELECT pg_backend_pid()")
    assert connection.is_usable()
