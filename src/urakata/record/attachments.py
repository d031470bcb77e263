"""Binding the files that written records list, and letting go of those they no longer do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from urakata.definition.schema import AppSchema, Field
from urakata.journal.writing import Entry
from urakata.record import files
from urakata.record.per_schema import once_per_schema
from urakata.record.rows import Batch, Cells, Row


@dataclass(frozen=True, slots=True)
class FileFields:
    """The codes of an app's FILE fields."""

    top: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]  #: by table code


@once_per_schema
def file_fields(app: AppSchema) -> FileFields:
    """Where an app keeps files."""
    columns = {table.code: _codes(app.columns_of(table)) for table in app.tables}
    return FileFields(
        _codes(app.top_fields), {code: names for code, names in columns.items() if names}
    )


def _codes(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(f.code for f in fields if f.type.kind == "files")


def attach_files(batch: Batch) -> list[Entry]:
    """Bind the files of stored rows; answers what the journal is to say of those that are new there.

    Raises `NotFound` (``GAIA_BL01``) for a key that is not free. Runs after the rows have their ids
    and before the transaction ends.
    """
    fields = file_fields(batch.app)
    if not fields.top and not fields.columns:
        return []
    wanted: dict[int, list[str]] = {}
    for row in batch.rows:
        keys = _listed(row, fields)
        if keys and row.id is not None:
            wanted[row.id] = keys
    attached: list[Entry] = []
    if wanted:
        attached = files.attach(actor=batch.actor, app_id=batch.app.app_id, wanted=wanted)
    files.release(key for row in batch.existing for key in _unlisted(row, fields))
    return attached


def listed_files(app: AppSchema, row: Row) -> list[tuple[str, str]]:
    """The files in the parts of a record that were sent: path and key of each."""
    fields = file_fields(app)
    found: list[tuple[Cells, str]] = [(row, code) for code in fields.top if code in row.sent]
    for table, codes in fields.columns.items():
        if table in row.sent_tables:
            found += [(cells, code) for cells in row.tables[table] for code in codes]
    return [
        (f"{cells.at}.{code}.value", key)
        for cells, code in found
        for key in cast("list[str]", cells.values.get(code) or [])
    ]


def _unlisted(row: Row, fields: FileFields) -> set[str]:
    """The files that the record listed before the write and does not any more."""
    values = [row.old.get(code) for code in fields.top if code in row.sent]
    for table, codes in fields.columns.items():
        if table in row.sent_tables:
            values += [cells.values[code] for cells in row.old_tables[table] for code in codes]
    old = {key for value in values for key in cast("list[str]", value or [])}
    return old - {*_listed(row, fields)}


def _listed(row: Row, fields: FileFields) -> list[str]:
    """The files in the parts of a record that were sent."""
    values = [row.values[code] for code in fields.top if code in row.sent]
    for table, codes in fields.columns.items():
        if table in row.sent_tables:
            values += [cells.values.get(code) for cells in row.tables[table] for code in codes]
    return [key for value in values for key in cast("list[str]", value or [])]
