"""Writes what happened, in the transaction in which it happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Final

import psycopg
from django.db import connection, transaction

from urakata.journal.bodies import Speller, Who, instant
from urakata.journal.context import current
from urakata.journal.entries import Entry

__all__ = ["Entry", "Who", "write"]

_COLUMNS: Final = "kind, app_id, record_id, revision, at, actor_id, source, body"
_INSERT: Final = f"INSERT INTO journal_entry ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
_COPY: Final = f"COPY journal_entry ({_COLUMNS}) FROM STDIN"
_AT_ONCE: Final = 1000  #: entries that are sent together
_NEVER: Final = 2**62  #: executions after which psycopg prepares a statement by itself


def write(who: Who, entries: Iterable[Entry]) -> None:
    """Write them all with one statement, or none if the caller's transaction fails.

    Raises `TransactionManagementError` outside a transaction: an entry and what it tells of are
    there together, or neither is.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "the journal is written in the transaction in which the thing happens"
        )
    source, at = current(), instant(datetime.now(UTC))
    speller = Speller(who, at, source)
    rest = iter(entries)
    first = list(islice(rest, 2))
    if not first:
        return
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        if len(first) == 1:
            body = speller.spell(first[0]).decode()
            _insert(first[0], (at, who.user_id, source.name, body))
        else:
            shared = b"%b\t%d\t%b" % (at.encode(), who.user_id, source.name.encode())
            _copy(_both(first, rest), shared, speller)


def _both(first: list[Entry], rest: Iterator[Entry]) -> Iterator[Entry]:
    yield from first
    yield from rest


def _insert(entry: Entry, rest: tuple[str, int, str, str]) -> None:
    """One entry: a prepared statement costs less than the two round trips of a COPY."""
    link: psycopg.Connection = connection.connection
    if link.prepare_threshold is None:  # Django's way to say: prepare nothing, whoever asks
        link.prepare_threshold = _NEVER
    own = (entry.kind, entry.app_id, entry.record_id, entry.revision)
    psycopg.Cursor(link).execute(_INSERT, (*own, *rest), prepare=True)


def _copy(entries: Iterator[Entry], shared: bytes, speller: Speller) -> None:
    with psycopg.Cursor(connection.connection).copy(_COPY) as copy:
        while some := list(islice(entries, _AT_ONCE)):
            copy.write(b"".join([_line(entry, shared, speller) for entry in some]))


def _line(entry: Entry, shared: bytes, speller: Speller) -> bytes:
    """The entry as COPY's text format has it.

    A body has no tab and no end of line, for JSON escapes them; a backslash it may have.
    """
    return b"%b\t%b\t%b\t%b\t%b\t%b\n" % (
        entry.kind.encode(),
        _number(entry.app_id),
        _number(entry.record_id),
        _number(entry.revision),
        shared,
        speller.spell(entry).replace(b"\\", b"\\\\"),
    )


def _number(value: int | None) -> bytes:
    return b"\\N" if value is None else b"%d" % value
