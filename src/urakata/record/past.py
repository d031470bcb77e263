"""Reading, under row locks, what a write must know of the records it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from urakata.definition.fields.base import Stored
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
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
    answers: tuple[bool, ...] = ()  #: to what was asked, in its order


def lock_records(
    app: AppSchema,
    ids: Iterable[int],
    keys: Sequence[tuple[Field, Sequence[Stored]]] = (),
    codes: Iterable[str] = (),
    *,
    asked: Sequence[Fragment] = (),
    is_trial: bool = False,
) -> list[Past]:
    """The records with these ids, or with these values in unique fields; locked in id order.

    Whatever does not exist is just not among them. `asked` are conditions over the record's row
    (alias ``t``), answered for each. In a trial nothing is written, so nobody has to wait for it.
    """
    columns = ledger_columns(app).pick({*codes, *(field.code for field, _ in keys)})
    answers = [f"({question.text}) IS TRUE" for question in asked]
    conditions = ["id = ANY(%s)", *(_among(field) for field, _ in keys)]
    cursor = ledger_cursor().execute(
        f"SELECT {', '.join((*_SYSTEM_NAMES, *columns.names, *answers))} FROM {columns.table} AS t"
        f" WHERE {' OR '.join(conditions)} ORDER BY id{'' if is_trial else ' FOR UPDATE'}",
        (
            *(param for question in asked for param in question.params),
            [i for i in ids if 0 < i < 2**63],
            *(list(values) for _, values in keys),
        ),
        prepare=not keys and all(question.text == "TRUE" for question in asked),
    )
    return [_past(row, columns, len(answers)) for row in cursor.fetchall()]


def _among(field: Field) -> str:
    return f"{field.column} = ANY(%s::{field.type.column}[])"


def _past(row: Sequence[Any], columns: Columns, asked: int) -> Past:
    start, end = len(_SYSTEM_NAMES), len(row) - asked
    system = dict(zip(_SYSTEM_NAMES, row[:start], strict=True))
    values = dict(zip(columns.codes, row[start:end], strict=True))
    id_, revision = int(system.pop("id")), int(system.pop("revision"))
    return Past(id_, revision, system, values, tuple(row[end:]))


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
