"""The sealed entries of an export, in the order of the tree, some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

from urakata.journal.queries import Wanted

AT_ONCE: Final = 5000

#: LATERAL … LIMIT: entry by entry through the key, also where no statistics have been taken yet
_ALL: Final = """
SELECT l.index, l.entry_id, l.hash, e.body
FROM journal_leaf AS l LEFT JOIN LATERAL (
  SELECT id, body FROM journal_entry WHERE id = l.entry_id AND at = l.at LIMIT 1
) AS e ON true
WHERE l.index >= %s AND l.index < %s
  AND (e.id IS NOT NULL OR NOT EXISTS (
    SELECT FROM journal_retired AS r
    WHERE l.at >= r.month::timestamp AT TIME ZONE 'UTC'
      AND l.at < (r.month + interval '1 month') AT TIME ZONE 'UTC'))
ORDER BY l.index
"""
_CONDITIONS: Final = {
    "app_id": "e.app_id = %s",
    "record_id": "e.record_id = %s",
    "actor_id": "e.actor_id = %s",
    "kind": "e.kind = %s",
    "since": "e.at >= %s",
    "until": "e.at < %s",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A sealed entry; without a body it is not in the journal any more, and should be."""

    index: int
    id: int
    hash: bytes
    body: bytes | None


def all_rows(size: int) -> Iterator[list[Row]]:
    """All entries among the first leaves, without those whose time of retention is over."""
    with connection.cursor() as cursor:
        for first in range(0, size, AT_ONCE):
            cursor.execute(_ALL, [first, min(first + AT_ONCE, size)])
            if found := [_row(*row) for row in cursor.fetchall()]:
                yield found


def rows_wanted(size: int, wanted: Wanted) -> Iterator[list[Row]]:
    """The entries among the first leaves that are wanted."""
    asked = {name: getattr(wanted, name) for name in _CONDITIONS}
    asked = {name: value for name, value in asked.items() if value is not None}
    where = " AND ".join(["l.index < %s", *(_CONDITIONS[name] for name in asked)])
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT l.index, l.entry_id, l.hash, e.body FROM journal_entry AS e"
            f" JOIN journal_leaf AS l ON l.entry_id = e.id WHERE {where} ORDER BY l.index",
            [size, *asked.values()],
        )
        while found := [_row(*row) for row in cursor.fetchmany(AT_ONCE)]:
            yield found


def _row(index: int, id_: int, hashed: bytes, body: str | None) -> Row:
    return Row(index, id_, bytes(hashed), None if body is None else body.encode())
