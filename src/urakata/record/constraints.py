"""What must hold of a complete record: required fields are filled, unique values are unique."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from urakata.definition.fields.base import Stored
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.kernel import rules
from urakata.record.adapters import ledger_cursor
from urakata.record.per_schema import once_per_schema
from urakata.record.problems import Problems
from urakata.record.rows import Batch, Cells, Row
from urakata.record.slots import is_computed


@dataclass(frozen=True, slots=True)
class Constraints:
    """The fields of an app that are checked on every write."""

    required: tuple[Field, ...]
    required_columns: dict[str, tuple[Field, ...]]  #: by table code
    unique: tuple[Field, ...]


@once_per_schema
def constraints_of(app: AppSchema) -> Constraints:
    """Which fields of an app must be filled, and which must be unique."""
    columns = {table.code: _required(app.columns_of(table)) for table in app.tables}
    return Constraints(
        required=_required(app.top_fields),
        required_columns={code: fields for code, fields in columns.items() if fields},
        unique=tuple(f for f in app.top_fields if f.unique and f.is_stored),
    )


def _required(fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(
        f
        for f in fields
        if f.required and f.is_stored and f.numbering is None and not is_computed(f)
    )


def check_constraints(batch: Batch) -> None:
    """Note every violation in every row."""
    constraints = constraints_of(batch.app)
    for row in batch.rows:
        _check_required(row, constraints.required, batch.problems)
        for table, fields in constraints.required_columns.items():
            for cells in row.tables.get(table, ()):
                _check_required(cells, fields, batch.problems)
    if constraints.unique:
        _check_unique(batch, constraints.unique)


def _check_required(cells: Cells, fields: Sequence[Field], problems: Problems) -> None:
    values = cells.values
    for field in fields:
        if values.get(field.code) is None and field.code not in cells.refused:
            problems.add(f"{cells.at}.{field.code}{field.type.required_suffix}", rules.REQUIRED)


def _check_unique(batch: Batch, fields: Sequence[Field]) -> None:
    """One statement for all unique fields; the database's own index stays the last word."""
    writers = [(field, _writers(field, batch)) for field in fields]
    asked = [(field, rows) for field, rows in writers if rows]
    if not asked:
        return
    cursor = ledger_cursor().execute(
        " UNION ALL ".join(_holders(n, field, batch.app) for n, (field, _) in enumerate(asked)),
        [param for field, rows in asked for param in _params(field, rows)],
    )
    for field_place, row_place in sorted(cursor.fetchall()):
        field, rows = asked[field_place]
        note_not_unique(batch.problems, rows[row_place - 1], field)


def _writers(field: Field, batch: Batch) -> list[Row]:
    """The rows that bring a value into a unique field; repeated values are noted right away."""
    rows: dict[Stored, Row] = {}
    for row in batch.rows:
        value = row.values.get(field.code)
        if value is None or field.code in row.refused or value == row.old.get(field.code):
            continue
        if value in rows:
            note_not_unique(batch.problems, row, field)
        else:
            rows[value] = row
    return list(rows.values())


def _holders(place: int, field: Field, app: AppSchema) -> str:
    return (
        f"SELECT {place:d}, u.n FROM unnest(%s::{field.type.column}[], %s::bigint[])"
        f" WITH ORDINALITY AS u(value, id, n)"
        f" JOIN {ledger_table(app.app_id)} AS t ON t.{field.column} = u.value AND t.id <> u.id"
    )


def _params(field: Field, rows: Sequence[Row]) -> tuple[list[Stored], list[int]]:
    return [row.values[field.code] for row in rows], [row.id or 0 for row in rows]


def note_not_unique(problems: Problems, row: Row, field: Field) -> None:
    """Note that another record has the value already."""
    problems.add(f"{row.at}.{field.code}.value", rules.NOT_UNIQUE)
