"""Requests at once, counted by PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from urakata.directory.slots import _TAKE, free_slot, take_slot
from urakata.kernel.errors import TooMany

pytestmark = pytest.mark.django_db


@pytest.fixture
def another() -> Iterator[psycopg.Connection]:
    """Another process's connection."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as made:
        yield made


def elsewhere(another: psycopg.Connection, subject: str, most: int) -> int | None:
    row = another.execute(_TAKE, {"subject": subject, "most": most}).fetchone()
    return row[0] if row else None


def test_the_slots_of_all_processes_are_the_same(another: psycopg.Connection):
    assert take_slot("token:1", 2) == 1
    assert elsewhere(another, "token:1", 2) == 2
    assert elsewhere(another, "token:2", 2) == 1

    free_slot("token:1", 1)
    assert elsewhere(another, "token:1", 2) == 1


def test_beyond_the_last_slot_nobody_gets_in(another: psycopg.Connection):
    assert [elsewhere(another, "token:1", 2), elsewhere(another, "token:1", 2)] == [1, 1]
    assert elsewhere(another, "token:3", 1) == 1

    with pytest.raises(TooMany) as raised:
        take_slot("token:3", 1)
    assert (raised.value.code, raised.value.retry_after) == ("UR_QT02", 1)


def test_no_more_locks_are_taken_than_one(another: psycopg.Connection):
    take_slot("token:4", 50)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        assert cursor.fetchone()[0] == 1
    free_slot("token:4", 1)


def test_a_process_that_dies_holds_nothing(another: psycopg.Connection):
    assert elsewhere(another, "token:5", 1) == 1
    another.close()

    for _ in range(200):
        try:
            slot = take_slot("token:5", 1)
            break
        except TooMany:
            os.sched_yield()
    assert slot == 1
    free_slot("token:5", 1)
