"""Loading rows through COPY: the fastest way into PostgreSQL, for imports.

Ids are taken from the tables' own sequences beforehand, so that the rows of tables can name their
records, and the journal both. Values are written in COPY's text form; stored values are text already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from urakata.definition.schema import AppSchema
from urakata.record.adapters import ledger_cursor
from urakata.record.rows import Row
from urakata.record.storage import SYSTEM_COLUMNS, ledger_columns, table_columns

Spell: TypeAlias = "Callable[[Any], str]"

_SPECIAL: Final = re.compile(r"[\\\n\r\t]")
_ESCAPES: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PIECE: Final = 1 << 18  #: bytes sent at once


def copy_rows(app: AppSchema, rows: Sequence[Row]) -> None:
    """Insert new records and the rows of their tables; they get their ids."""
    columns = ledger_columns(app)
    for row, id_ in zip(rows, _next_ids(columns.table, len(rows)), strict=True):
        row.id = id_
    system = SYSTEM_COLUMNS
    names = ("id", *(name for name, _ in system), *columns.names)
    spells = [_spell(type_) for type_ in (*(t for _, t in system), *columns.types)]
    values = (
        (
            str(row.id),
            *(row.system.get(name) for name, _ in system),
            *map(row.values.get, columns.codes),
        )
        for row in rows
    )
    _copy(columns.table, names, (str, *spells), values)
    for code, inner in table_columns(app).items():
        placed = [(row.id, n, c) for row in rows for n, c in enumerate(row.tables.get(code, ()))]
        if not placed:
            continue
        for (_, _, cells), id_ in zip(placed, _next_ids(inner.table, len(placed)), strict=True):
            cells.id = id_
        lines = ((c.id, id_, n, *map(c.values.get, inner.codes)) for id_, n, c in placed)
        spells = [_spell(type_) for type_ in inner.types]
        names = ("id", "record_id", "position", *inner.names)
        _copy(inner.table, names, (str, str, str, *spells), lines)


def _next_ids(table: str, count: int) -> list[int]:
    cursor = ledger_cursor().execute(
        "SELECT nextval(s) FROM pg_get_serial_sequence(%s, 'id') AS s, generate_series(1, %s)",
        (table, count),
    )
    return [id_ for (id_,) in cursor.fetchall()]


def _copy(
    table: str, names: Sequence[str], spells: Sequence[Spell], rows: Iterable[tuple[Any, ...]]
) -> None:
    pieces = _pieces(spells, rows)
    first = next(pieces, None)
    if first is None:
        return
    with ledger_cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        copy.write(first)
        for piece in pieces:
            copy.write(piece)


def _pieces(spells: Sequence[Spell], rows: Iterable[tuple[Any, ...]]) -> Iterator[bytes]:
    lines: list[str] = []
    size = 0
    for row in rows:
        line = "\t".join(
            ["\\N" if value is None else spell(value) for spell, value in zip(spells, row)]  # noqa: B905 - one by construction, and the hottest loop there is
        )
        lines.append(line)
        size += len(line)
        if size > _PIECE:
            yield ("\n".join(lines) + "\n").encode()
            lines, size = [], 0
    if lines:
        yield ("\n".join(lines) + "\n").encode()


def _spell(type_: str) -> Spell:
    if type_ == "text":
        return _text
    if type_ == "text[]":
        return _texts
    if type_ == "bigint[]":
        return _ids
    return str


def _text(value: str) -> str:
    return _SPECIAL.sub(_escape, value) if _SPECIAL.search(value) else value


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES[match[0]]


def _texts(values: list[str]) -> str:
    quoted = ",".join('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return _text(f"{{{quoted}}}")


def _ids(values: list[int]) -> str:
    return f"{{{','.join(map(str, values))}}}"
