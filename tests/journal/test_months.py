from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from urakata.journal.months import make_months

LATER = "2031-12-15 12:00:00+00"


def make(first: str, more: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_make_months(%s, %s)", [first, more])


def where_entries_are() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text, id FROM journal_entry ORDER BY id")
        return cursor.fetchall()


def write_at(*moments: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_entry (at, kind, actor_id, source, body)"
            " SELECT at, 'signout', 1, 'system', '{}' FROM unnest(%s::timestamptz[]) AS at",
            [list(moments)],
        )


def partitions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits"
            " WHERE inhparent = 'journal_entry'::regclass ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db
def test_the_coming_months_have_partitions_and_making_them_again_changes_nothing():
    make_months()
    once = partitions()
    make_months()

    assert partitions() == once
    assert len(once) >= 3 + 2  # this month, the next ones, and the net for all others


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE {} SET body = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_a_month_keeps_what_it_has(change):
    for _ in range(2):
        make("2031-12-15", 1)
    write_at(LATER)

    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
    ):
        cursor.execute(change.format("journal_entry_2031_12"))
    assert [table for table, _ in where_entries_are()] == ["journal_entry_2031_12"]


@pytest.mark.django_db
def test_entries_that_came_before_their_month_move_into_it_and_stay_as_they_are():
    write_at(LATER, "2032-01-31 23:59:59+00", "2032-03-01 00:00:00+00")
    others = where_entries_are()
    assert {table for table, _ in others} == {"journal_entry_other"}

    make("2031-12-01", 1)

    assert where_entries_are() == [
        (table, id_)
        for table, (_, id_) in zip(
            ["journal_entry_2031_12", "journal_entry_2032_01", "journal_entry_other"],
            others,
            strict=True,
        )
    ]
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
    ):
        cursor.execute("DELETE FROM journal_entry_other")
