"""Reading, under row locks, what a write must know of the records it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from urakata.definition.fields.base import Stored
from urakata.definition.schema import AppSchema, Field
from urakata.record.adapters import ledger_cursor
from urakata.record.rows import Cells
from urakata.record.storage import SYSTEM_COLUMNS, Columns, ledger_columns

_SYSTEM_NAMES = ("id", "revision", *(name for name, _ in SYSTEM_COLUMNS))


@dataclass(frozen=True, slots=True)
class Past:
    """A record as it was, locked until the transaction ends."""

    id: int
    revision: int
    system: dict[str, Stored]  #: by column
    values: dict[str, Stored]  #: by code, as far as they were asked for


def lock_records(
    app: AppSchema,
    ids: Iterable[int],
    keys: Sequence[tuple[Field, Sequence[Stored]]] = (),
    codes: Iterable[str] = (),
) -> list[Past]:
    """The records with these ids, or with these values in unique fields; locked in id order.

    Whatever does not exist is just not among them.
    """
    columns = ledger_columns(app).pick({*codes, *(field.code for field, _ in keys)})
    conditions = ["id = ANY(%s)", *(_among(field) for field, _ in keys)]
    cursor = ledger_cursor().execute(
        f"SELECT {', '.join((*_SYSTEM_NAMES, *columns.names))} FROM {columns.table}"
        f" WHERE {' OR '.join(conditions)} ORDER BY id FOR UPDATE",
        ([i for i in ids if 0 < i < 2**63], *(list(values) for _, values in keys)),
        prepare=not keys,
    )
    return [_past(row, columns) for row in cursor.fetchall()]


def _among(field: Field) -> str:
    return f"{field.column} = ANY(%s::{field.type.column}[])"


def _past(row: Sequence[Stored], columns: Columns) -> Past:
    size = len(_SYSTEM_NAMES)
    system = dict(zip(_SYSTEM_NAMES, row[:size], strict=True))
    values = dict(zip(columns.codes, row[size:], strict=True))
    return Past(int(str(system.pop("id"))), int(str(system.pop("revision"))), system, values)


def read_cells(columns: Columns, record_ids: Sequence[int]) -> dict[int, list[Cells]]:
    """The rows of a SUBTABLE for locked records, in order, by record."""
    found: dict[int, list[Cells]] = {id_: [] for id_ in record_ids}
    names = ", ".join(("record_id", "id", *columns.names))
    cursor = ledger_cursor().execute(
        f"SELECT {names} FROM {columns.table} WHERE record_id = ANY(%s)"
        " ORDER BY record_id, position, id",
        (list(record_ids),),
        prepare=True,
    )
    for record_id, id_, *values in cursor.fetchall():
        cells = Cells("", values=dict(zip(columns.codes, values, strict=True)), id=id_)
        found[record_id].append(cells)
    return found
