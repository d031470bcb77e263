from __future__ import annotations

import pytest
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from urakata.record.adapters import ledger_cursor

pytestmark = pytest.mark.django_db


def value(sql: str, *params: object) -> object:
    row = ledger_cursor().execute(f"SELECT {sql}", params).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("sql", "stored"),
    [
        ("1200.50::numeric", "1200.50"),
        ("(-0.000000000000001)::numeric", "-0.000000000000001"),
        ("date '2026-04-01'", "2026-04-01"),
        ("time '09:30:59'", "09:30"),
        ("timestamptz '2026-04-01 09:30:59+09'", "2026-04-01T00:30:00Z"),
        ("12::bigint", 12),
        ("true", True),
        ("array['経理', '総務 部']::text[]", ["経理", "総務 部"]),
        ("array[3, 4]::bigint[]", [3, 4]),
        ("null::numeric", None),
        ("'{\"a\": 1}'::jsonb", '{"a": 1}'),
    ],
)
def test_a_column_is_read_as_its_stored_value(sql: str, stored: object) -> None:
    assert value(sql) == stored


@pytest.mark.parametrize(
    ("type_", "stored"),
    [
        ("numeric", "1200.50"),
        ("date", "2026-04-01"),
        ("time", "09:30"),
        ("timestamptz", "2026-04-01T00:30:00Z"),
        ("text", "経理 'x' \\ %"),
        ("text[]", ["経理", '総"務', "a,b", "NULL"]),
        ("bigint[]", [3, 2**62]),
        ("bigint", 2**62),
        ("numeric", None),
    ],
)
def test_a_stored_value_comes_back_as_it_was_bound(type_: str, stored: object) -> None:
    assert value(f"%s::{type_}", stored) == stored


def test_ids_are_compared_with_arrays_whatever_their_size() -> None:
    assert value("%s && array[5]::bigint[]", [5]) is True
    assert value("%s && array[5]::bigint[]", [None, 5]) is True
    assert value("array[5]::bigint[] && %s", []) is False
    assert value("5::bigint = ANY(%s)", [1, 5, 2**40]) is True


def test_statements_run_in_djangos_transaction() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE seen_by_both (n bigint)")
        ledger_cursor().execute("INSERT INTO seen_by_both VALUES (%s)", (7,))
        cursor.execute("SELECT n FROM seen_by_both")
        assert cursor.fetchone() == (7,)


def test_errors_are_djangos_with_the_original_as_cause() -> None:
    ledger_cursor().execute("CREATE TABLE once (n bigint PRIMARY KEY)")
    ledger_cursor().execute("INSERT INTO once VALUES (1)")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        ledger_cursor().execute("INSERT INTO once VALUES (1)")
    assert caught.value.__cause__.diag.constraint_name == "once_pkey"
    assert value("count(*) FROM once") == 1


def test_a_broken_transaction_refuses_more_statements() -> None:
    with transaction.atomic():
        with pytest.raises(DataError), transaction.atomic(savepoint=False):
            ledger_cursor().execute("SELECT 1 / 0")
        with pytest.raises(TransactionManagementError):
            ledger_cursor().execute("SELECT 1")
        transaction.set_rollback(False)
        with pytest.raises(DatabaseError):
            ledger_cursor().execute("SELECT 1")
        transaction.set_rollback(True)


def test_statements_are_counted_by_djangos_query_log(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        ledger_cursor().execute("SELECT 1").fetchall()
        ledger_cursor().executemany("SELECT %s", [(1,), (2,)])


def test_a_named_cursor_streams() -> None:
    with ledger_cursor(name="long") as cursor:
        cursor.execute("SELECT n::numeric FROM generate_series(1, %s) AS n", (3,))
        assert cursor.fetchmany(2) == [("1",), ("2",)]
        assert cursor.fetchmany(2) == [("3",)]


def test_copy_takes_stored_values() -> None:
    ledger_cursor().execute("CREATE TABLE copied (a numeric, b text[])")
    with ledger_cursor().copy("COPY copied FROM STDIN") as copy:
        copy.write_row(("1.20", ["x", "y"]))
    assert ledger_cursor().execute("SELECT * FROM copied").fetchall() == [("1.20", ["x", "y"])]


def test_dates_read_the_same_under_another_date_style() -> None:
    ledger_cursor().execute("SET LOCAL datestyle = 'German'")
    assert value("date '2026-04-01'") == "2026-04-01"
