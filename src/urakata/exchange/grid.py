"""Records as the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from urakata.exchange.cells import show_cell
from urakata.exchange.columns import MARK, Column, has_tables
from urakata.kernel.json import JSONDict


def heads(columns: Sequence[Column]) -> list[str]:
    """The first row."""
    names = [column.head for column in columns]
    return [MARK, *names] if has_tables(columns) else names


def grid_rows(record: JSONDict, columns: Sequence[Column]) -> Iterator[list[str]]:
    """One record as one row, or as many as its longest table has.

    What is not in the record, since its reader may not see it there, is an empty cell.
    """
    cells: dict[str, Any] = record
    if not has_tables(columns):
        yield [_shown(cells, column) for column in columns]
        return
    names = {column.table.code for column in columns if column.table is not None}
    tables = {name: cells[name]["value"] if name in cells else [] for name in names}
    for n in range(max(1, *(len(rows) for rows in tables.values()))):
        yield [MARK if n == 0 else "", *(_cell(cells, tables, column, n) for column in columns)]


def _cell(record: dict[str, Any], tables: dict[str, Any], column: Column, n: int) -> str:
    if column.table is None:
        return _shown(record, column)
    rows = tables[column.table.code]
    if n >= len(rows):
        return ""
    return str(rows[n]["id"]) if column.is_row_id else _shown(rows[n]["value"], column)


def _shown(cells: dict[str, Any], column: Column) -> str:
    return show_cell(cells[column.head]["value"]) if column.head in cells else ""
