"""Making rows complete: what was sent, over defaults or over what the record was before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from urakata.definition.fields.base import Stored, WriteContext
from urakata.definition.schema import AppSchema, Field
from urakata.record.constraints import constraints_of
from urakata.record.formulas import computed_codes, has_formulas
from urakata.record.lookups import look_ups
from urakata.record.past import Past, read_cells
from urakata.record.rows import Batch, Cells, Row
from urakata.record.slots import is_computed
from urakata.record.storage import ledger_columns, table_columns


class Defaults:
    """The values of a record nobody wrote anything into: the same for all rows of a request."""

    def __init__(self, app: AppSchema, context: WriteContext) -> None:
        self.top = _defaults(app.top_fields, context)
        self.tables = {t.code: _defaults(app.columns_of(t), context) for t in app.tables}


def _defaults(fields: Iterable[Field], context: WriteContext) -> dict[str, Stored]:
    return {
        f.code: None if is_computed(f) else f.type.default(f.config, context)
        for f in fields
        if f.is_stored and not f.type.system_column
    }


def complete_new(batch: Batch, rows: Sequence[Row]) -> None:
    """Fill what was not sent with defaults; a table that was not sent is empty."""
    defaults = Defaults(batch.app, batch.context)
    for row in rows:
        row.values = {**defaults.top, **row.sent}
        for code, columns in defaults.tables.items():
            for cells in row.tables.setdefault(code, []):
                cells.id = None
                cells.values = {**columns, **cells.sent}


def complete_existing(batch: Batch, rows: Sequence[Row], pasts: Sequence[Past]) -> None:
    """Lay what was sent over what the records were."""
    for row, past in zip(rows, pasts, strict=True):
        row.id, row.revision = past.id, past.revision
        row.old = past.values
        row.values = {**past.values, **row.sent}
        row.system = {**past.system, **row.system}
    defaults = Defaults(batch.app, batch.context).tables
    columns, computed = table_columns(batch.app), computed_codes(batch.app)
    for code in _tables_to_read(batch.app, rows):
        old = read_cells(columns[code], [past.id for past in pasts])
        is_computed_in = not computed.isdisjoint(columns[code].codes)
        for row, past in zip(rows, pasts, strict=True):
            _merge_table(row, code, old[past.id], defaults[code], is_computed_in=is_computed_in)


def codes_to_read(app: AppSchema, rows: Sequence[Row]) -> set[str]:
    """The fields whose old values matter for these changes."""
    if has_formulas(app):
        return set(ledger_columns(app).codes)
    return {f.code for f in constraints_of(app).required} | codes_to_write(app, rows)


def codes_to_write(app: AppSchema, rows: Sequence[Row]) -> set[str]:
    """The fields whose columns an update of these rows touches, computed ones aside."""
    codes = {code for row in rows for code in row.sent}
    for field, lookup, _ in look_ups(app):
        if field.code in codes:
            codes |= {target for target, _ in lookup.mappings}
    return codes


def _tables_to_read(app: AppSchema, rows: Sequence[Row]) -> list[str]:
    """Tables that are sent, that a formula may read or write, or that have required columns."""
    if has_formulas(app):
        return [table.code for table in app.tables]
    sent = {code for row in rows for code in row.sent_tables}
    needed = sent | constraints_of(app).required_columns.keys()
    return [table.code for table in app.tables if table.code in needed]


def _merge_table(
    row: Row, code: str, old: list[Cells], defaults: dict[str, Stored], *, is_computed_in: bool
) -> None:
    """Lay the rows that were sent over those there were; formulas may change even those that were not."""
    if code not in row.sent_tables:
        for n, cells in enumerate(old):
            cells.at = f"{row.at}.{code}.value[{n}].value"
        row.tables[code] = old
        if is_computed_in:
            row.old_tables[code] = [Cells("", values={**c.values}, id=c.id) for c in old]
        return
    row.old_tables[code] = old
    known = {cells.id: cells.values for cells in old}
    for cells in row.tables[code]:
        if cells.id not in known:
            cells.id = None
        cells.values = {**known.get(cells.id, defaults), **cells.sent}
