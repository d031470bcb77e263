"""テーブル: storing the rows inside records, in one statement of each kind per table."""

from __future__ import annotations

from collections.abc import Sequence

from urakata.definition.schema import AppSchema
from urakata.record.formulas import computed_codes
from urakata.record.rows import Row
from urakata.record.storage import (
    Columns,
    delete_cells,
    insert_cells,
    table_columns,
    update_cells,
)


def store_tables(app: AppSchema, rows: Sequence[Row]) -> None:
    """Make the child tables say what the rows say. The records themselves are stored already."""
    computed = computed_codes(app)
    for code, columns in table_columns(app).items():
        touched = [
            row
            for row in rows
            if code in row.sent_tables or (code in row.tables and computed & set(columns.codes))
        ]
        if touched:
            _store(columns, [row for row in touched if row.revision], code)
            _insert_missing(columns, touched, code)


def _store(columns: Columns, rows: Sequence[Row], code: str) -> None:
    """Delete what is not listed any more, and update what is."""
    kept = [
        (position, cells)
        for row in rows
        for position, cells in enumerate(row.tables[code])
        if cells.id is not None
    ]
    emptied = [row.id for row in rows if row.id is not None and code in row.sent_tables]
    if emptied:
        delete_cells(columns, emptied, [cells.id for _, cells in kept if cells.id is not None])
    if kept:
        update_cells(columns, kept)


def _insert_missing(columns: Columns, rows: Sequence[Row], code: str) -> None:
    placed = [
        (row.id, position, cells)
        for row in rows
        if row.id is not None
        for position, cells in enumerate(row.tables[code])
        if cells.id is None
    ]
    if placed:
        insert_cells(columns, placed)
