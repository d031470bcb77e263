"""The SQL that puts rows into the ledger: one statement per table, however many rows.

Rows travel as one JSON parameter (stored values are JSON already) that ``json_to_recordset`` turns
back into typed columns: the text of a statement depends on the columns alone, never on the number
of rows, and building it costs a fraction of a parameter per value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from urakata.definition.fields.base import Stored
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.kernel.json import write_json
from urakata.record.adapters import ledger_cursor
from urakata.record.per_schema import once_per_schema
from urakata.record.rows import Cells, Row

SYSTEM_COLUMNS = (
    ("created_by", "bigint"),
    ("created_at", "timestamptz"),
    ("updated_by", "bigint"),
    ("updated_at", "timestamptz"),
    ("status", "text"),
    ("assignees", "bigint[]"),
)
_CHANGED_COLUMNS = (("updated_by", "bigint"), ("updated_at", "timestamptz"))


@dataclass(frozen=True, slots=True)
class Columns:
    """A physical table and the columns of it that fields own."""

    table: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    types: tuple[str, ...]

    def pick(self, codes: Iterable[str]) -> Columns:
        """The same with only the columns of these fields."""
        wanted = set(codes)
        kept = [n for n, code in enumerate(self.codes) if code in wanted]
        return Columns(
            self.table,
            tuple(self.codes[n] for n in kept),
            tuple(self.names[n] for n in kept),
            tuple(self.types[n] for n in kept),
        )

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """(name, PostgreSQL type) pairs."""
        return tuple(zip(self.names, self.types, strict=True))

    def row(self, values: dict[str, Stored]) -> dict[str, Any]:
        """Values under their column names; what is empty is left out, which makes it NULL."""
        found = zip(self.names, map(values.get, self.codes), strict=True)
        return {name: value for name, value in found if value is not None}


@once_per_schema
def ledger_columns(app: AppSchema) -> Columns:
    """The ledger's own columns (no system ones)."""
    return _columns(ledger_table(app.app_id), app.top_fields)


@once_per_schema
def table_columns(app: AppSchema) -> dict[str, Columns]:
    """The columns of each SUBTABLE, by its code."""
    return {
        table.code: _columns(child_table(app.app_id, table.id), app.columns_of(table))
        for table in app.tables
    }


def _columns(table: str, fields: Sequence[Field]) -> Columns:
    stored = [f for f in fields if f.is_stored and not f.type.system_column]
    return Columns(
        table,
        tuple(f.code for f in stored),
        tuple(f.column for f in stored),
        tuple(str(f.type.column) for f in stored),
    )


def insert_rows(app: AppSchema, rows: Sequence[Row]) -> None:
    """Insert new records; they get their ids."""
    columns = ledger_columns(app)
    sent = [{**row.system, **columns.row(row.values)} for row in rows]
    ids = _insert(columns.table, (*SYSTEM_COLUMNS, *columns.typed), sent)
    for row, id_ in zip(rows, ids, strict=True):
        row.id = id_


def update_rows(app: AppSchema, rows: Sequence[Row], codes: Iterable[str]) -> None:
    """Write the columns of some fields of locked records, and who changed them, and when."""
    columns = ledger_columns(app).pick(codes)
    sent = [{"id": row.id, **row.system, **columns.row(row.values)} for row in rows]
    _update(columns.table, (*_CHANGED_COLUMNS, *columns.typed), sent, ", revision = revision + 1")


def insert_cells(columns: Columns, placed: Sequence[tuple[int, int, Cells]]) -> None:
    """Insert rows of a SUBTABLE, each with its record's id and its position."""
    names = (("record_id", "bigint"), ("position", "int"), *columns.typed)
    sent = [
        {"record_id": record_id, "position": position, **columns.row(cells.values)}
        for record_id, position, cells in placed
    ]
    for (_, _, cells), id_ in zip(placed, _insert(columns.table, names, sent), strict=True):
        cells.id = id_


def update_cells(columns: Columns, placed: Sequence[tuple[int, Cells]]) -> None:
    """Write all columns and the positions of existing rows of a SUBTABLE."""
    sent = [
        {"id": cells.id, "position": position, **columns.row(cells.values)}
        for position, cells in placed
    ]
    _update(columns.table, (("position", "int"), *columns.typed), sent, "")


def delete_cells(columns: Columns, record_ids: Sequence[int], kept: Sequence[int]) -> None:
    """Delete the rows of records in a SUBTABLE, but for those that are kept."""
    ledger_cursor().execute(
        f"DELETE FROM {columns.table} WHERE record_id = ANY(%s) AND id <> ALL(%s)",
        (list(record_ids), list(kept)),
        prepare=True,
    )


def delete_rows(app: AppSchema, ids: Sequence[int]) -> None:
    """Delete records; their tables and search texts go with them."""
    sql = f"DELETE FROM {ledger_table(app.app_id)} WHERE id = ANY(%s)"
    ledger_cursor().execute(sql, (list(ids),), prepare=True)


def _insert(
    table: str, typed: tuple[tuple[str, str], ...], sent: Sequence[dict[str, Any]]
) -> list[int]:
    parameters = (write_json(sent).decode(),)
    cursor = ledger_cursor().execute(_insert_sql(table, typed), parameters, prepare=True)
    return [id_ for (id_,) in cursor.fetchall()]


def _update(
    table: str, typed: tuple[tuple[str, str], ...], sent: Sequence[dict[str, Any]], also: str
) -> None:
    parameters = (write_json(sent).decode(),)
    ledger_cursor().execute(_update_sql(table, typed, also), parameters, prepare=True)


@lru_cache(maxsize=1000)
def _insert_sql(table: str, typed: tuple[tuple[str, str], ...]) -> str:
    names = ", ".join(name for name, _ in typed)
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM {_recordset(typed)} RETURNING id"


@lru_cache(maxsize=1000)
def _update_sql(table: str, typed: tuple[tuple[str, str], ...], also: str) -> str:
    source = _recordset((("id", "bigint"), *typed))
    assignments = ", ".join(f"{name} = x.{name}" for name, _ in typed)
    return f"UPDATE {table} AS t SET {assignments}{also} FROM {source} WHERE t.id = x.id"


def _recordset(typed: Sequence[tuple[str, str]]) -> str:
    columns = ", ".join(f"{name} {type_}" for name, type_ in typed)
    return f"json_to_recordset(%s::json) AS x({columns})"
