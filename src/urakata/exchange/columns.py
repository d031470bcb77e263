"""The columns of a sheet (CSV or Excel) that holds an app's records.

One row a record, one column a field, headed by the field's code. If the app has tables, the sheet
has as many rows a record as its longest table needs; a first column ``*`` marks where a record
begins, and a column headed by the table's code holds the ids of its rows. That is the form of
kintone's own command line tool, so its files come in and ours go into it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from urakata.definition.schema import AppSchema, Field

MARK = "*"  #: head of the first column of sheets with tables, and the mark of a record's first row


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field of the record, a column of a table, or the row ids of a table."""

    head: str
    field: Field
    table: Field | None = None  #: for a table's columns and its row ids

    @property
    def is_row_id(self) -> bool:
        """Whether it holds the ids of the table's rows."""
        return self.table is self.field


def sheet_columns(
    app: AppSchema, codes: Sequence[str] = (), hidden: Collection[str] = ()
) -> list[Column]:
    """Every column a sheet of this app can have, in form order; or those of the chosen codes.

    Without the `hidden` ones, which whoever asks may not know of.
    """
    wanted = frozenset(codes)
    columns: list[Column] = []
    for field in app.top_fields:
        if not field.is_enabled or field.code in hidden or (wanted and field.code not in wanted):
            continue
        if field.type.key == "SUBTABLE":
            inner = [column for column in app.columns_of(field) if column.code not in hidden]
            columns.append(Column(field.code, field, field))
            columns += [Column(column.code, column, field) for column in inner]
        elif field.type.kind != "none":
            columns.append(Column(field.code, field))
    return columns


def has_tables(columns: Sequence[Column]) -> bool:
    """Whether records may need several rows."""
    return any(column.table is not None for column in columns)
