"""Writes an export, piece by piece, from what is sealed.

Entries stand in the order of the tree. What is left out, because it was not asked for or because
its time of retention is over, is represented by the hashes of the subtrees in which it lies, so
that every export leads to the same signed root.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import connection, transaction

from urakata.journal.bodies import instant
from urakata.journal.exporting import lines
from urakata.journal.exporting.selecting import Row, all_rows, rows_wanted
from urakata.journal.merkle.tree import cover
from urakata.journal.queries import Wanted
from urakata.journal.sealing.heads import SignedHead
from urakata.journal.sealing.keyring import public_keys
from urakata.journal.sealing.nodes import hashes_of
from urakata.journal.sealing.sealer import latest_head
from urakata.journal.writing import Entry, Who, write
from urakata.kernel.json import JSONDict, JSONValue

EVERYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: all that was sealed under `head`, or what is wanted of it."""

    head: SignedHead | None
    wanted: Wanted = EVERYTHING

    @property
    def size(self) -> int:
        return self.head.read().size if self.head else 0

    @property
    def is_complete(self) -> bool:
        return self.wanted == EVERYTHING

    def describe(self) -> JSONDict:
        """For the header, and for the journal itself."""
        wanted = self.wanted
        return {
            "complete": self.is_complete,
            "size": self.size,
            "app": wanted.app_id,
            "record": wanted.record_id,
            "actor": wanted.actor_id,
            "kind": wanted.kind,
            "since": instant(wanted.since) if wanted.since else None,
            "until": instant(wanted.until) if wanted.until else None,
        }


def begin_export(wanted: Wanted = EVERYTHING) -> Export:
    """An export of what is sealed now."""
    return Export(latest_head(), wanted)


def announce(who: Who, export: Export, **more: JSONValue) -> None:
    """Tell the journal of an export: before anything leaves, and again when all of it has."""
    with transaction.atomic():
        write(who, [Entry("journal.export", about={**export.describe(), **more})])


def pieces(export: Export) -> Iterator[bytes]:
    """The lines of the export, some at a time."""
    yield lines.header({**export.describe(), "at": instant(datetime.now(UTC))})
    yield b"".join(lines.key(key) for key in public_keys())
    count, done = 0, 0
    heads = _heads(export)
    ends = next(heads, None)
    for rows in _rows(export):
        piece = _Piece(done, rows)
        # a head stands right behind the last entry that it covers
        while ends and ends.size <= piece.end:
            yield piece.until(ends.size)
            yield ends.text
            ends = next(heads, None)
        yield piece.until(piece.end)
        count, done = count + piece.entries, piece.end
    while ends:
        yield _left_out(done, ends.size)
        yield ends.text
        done, ends = ends.size, next(heads, None)
    yield lines.end(count)


def _rows(export: Export) -> Iterator[list[Row]]:
    return all_rows(export.size) if export.is_complete else rows_wanted(export.size, export.wanted)


class _Piece:
    """Some rows and the gaps before them, as lines that may be cut at any place of the tree."""

    def __init__(self, start: int, rows: list[Row]) -> None:
        self.end = rows[-1].index + 1
        self.entries = sum(row.body is not None for row in rows)
        self._done = start
        self._rows = rows
        self._next = 0
        gaps = _gaps(start, rows)
        self._hashes = hashes_of({part for first, end in gaps for part in cover(first, end)})

    def until(self, size: int) -> bytes:
        """What stands before this place of the tree and was not given yet."""
        given: list[bytes] = []
        rows = self._rows
        while self._next < len(rows) and rows[self._next].index < size:
            row = rows[self._next]
            self._next += 1
            given += self._gap(row.index)
            given.append(_line(row))
            self._done = row.index + 1
        if self._done < size:
            given.append(_left_out(self._done, size))
            self._done = size
        return b"".join(given)

    def _gap(self, end: int) -> Iterator[bytes]:
        for place in cover(self._done, end):
            if place not in self._hashes:  # a head cut the gap
                self._hashes |= hashes_of([place])
            if place in self._hashes:  # else the reader will miss it
                yield lines.subtree(place, self._hashes[place])


def _line(row: Row) -> bytes:
    if row.body is None:
        return lines.missing(row.index, row.id, row.hash)
    return lines.entry(row.index, row.id, row.hash, row.body)


def _gaps(start: int, rows: list[Row]) -> Iterator[tuple[int, int]]:
    for row in rows:
        if row.index > start:
            yield start, row.index
        start = row.index + 1


def _left_out(first: int, end: int) -> bytes:
    hashes = hashes_of(cover(first, end))
    return b"".join(lines.subtree(place, hashed) for place, hashed in hashes.items())


@dataclass(frozen=True, slots=True)
class _Ends:
    """A head, and its lines: itself and its time-stamp."""

    size: int
    text: bytes


def _heads(export: Export) -> Iterator[_Ends]:
    """All heads of a complete export; of any other only the last, to which its entries lead."""
    first = 0 if export.is_complete else export.size
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT h.size, h.text, h.signature, s.response FROM journal_head AS h"
                " LEFT JOIN journal_stamp AS s ON s.size = h.size"
                " WHERE h.size >= %s AND h.size <= %s ORDER BY h.size LIMIT 1000",
                [first, export.size],
            )
            found = cursor.fetchall()
            for size, text, signature, response in found:
                stamp = lines.stamp(size, bytes(response)) if response else b""
                signed = SignedHead(text.encode(), bytes(signature))
                yield _Ends(size, lines.head(signed) + stamp)
            if not found:
                return
            first = found[-1][0] + 1
