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
    """One record as one row, or as many as its longest table has."""
    cells: dict[str, Any] = record
    if not has_tables(columns):
        yield [show_cell(cells[column.head]["value"]) for column in columns]
        return
    tables = {c.table.code: cells[c.table.code]["value"] for c in columns if c.table is not None}
    for n in range(max(1, *(len(rows) for rows in tables.values()))):
        yield [MARK if n == 0 else "", *(_cell(cells, tables, column, n) for column in columns)]


def _cell(record: dict[str, Any], tables: dict[str, Any], column: Column, n: int) -> str:
    if column.table is None:
        return show_cell(record[column.head]["value"])
    rows = tables[column.table.code]
    if n >= len(rows):
        return ""
    return (
        str(rows[n]["id"])
        if column.is_row_id
        else show_cell(rows[n]["value"][column.head]["value"])
    )
