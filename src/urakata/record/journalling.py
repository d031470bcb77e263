"""What a write of records leaves in the journal: one entry a record, in the write's transaction.

Values are named by their field's id (``f7``) and stand in the form in which they are stored; a
table (``t9``) stands whole, before and after. Only what changed is in an entry, so undoing one
entry after the other leads from a record as it is back to any of its revisions. A write that
changes nothing raises the revision all the same (kintone's way): its entry is there and empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from urakata.definition.diff import Diff
from urakata.definition.schema import AppSchema
from urakata.journal.writing import Entry
from urakata.record.past import Past
from urakata.record.per_schema import once_per_schema
from urakata.record.rows import Batch, Cells, Row
from urakata.record.storage import Columns, ledger_columns, table_columns

Values: TypeAlias = "dict[str, Any]"

_STAMPS: Final = ("created_by", "created_at", "updated_by", "updated_at")
_PROCESS: Final = ("status", "assignees")


@once_per_schema
def _tables(app: AppSchema) -> tuple[tuple[str, str, Columns], ...]:
    """Of each table its code, its name in entries, and its columns."""
    columns = table_columns(app)
    return tuple((table.code, f"t{table.id}", columns[table.code]) for table in app.tables)


def entries_of(batch: Batch, written: Collection[str]) -> list[Entry]:
    """What became of the rows of a stored batch; `written` are the codes an update touched."""
    app = batch.app
    columns = ledger_columns(app)
    changing = columns.pick(written)
    user_id, now = batch.context.user_id, batch.context.now.isoformat()
    usual = [user_id, now, user_id, now]
    return [
        _changed(app, row, changing) if row.revision else _added(app, row, columns, usual)
        for row in batch.rows
    ]


def _added(app: AppSchema, row: Row, columns: Columns, usual: list[object]) -> Entry:
    """Who and when is told where it is not whoever writes, now: an app's manager may say so."""
    after = columns.row(row.values)
    for code, name, inner in _tables(app):
        if row.tables.get(code):
            after[name] = _lines(inner, row.tables[code])
    system = row.system
    for name in _PROCESS:
        if system.get(name) is not None:
            after[name] = system[name]
    stamps = [system[name] for name in _STAMPS]
    about: Values = {} if stamps == usual else dict(zip(_STAMPS, stamps, strict=True))
    return Entry("record.add", app.app_id, row.id, 1, {}, after, about)


def _changed(app: AppSchema, row: Row, columns: Columns) -> Entry:
    before: Values = {}
    after: Values = {}
    old, new = row.old, row.values
    for code, name in zip(columns.codes, columns.names, strict=True):
        was, is_ = old.get(code), new.get(code)
        if was != is_:
            before[name], after[name] = was, is_
    for code, name, inner in _tables(app):
        if code in row.old_tables:
            lines = _lines(inner, row.old_tables[code]), _lines(inner, row.tables[code])
            if lines[0] != lines[1]:
                before[name], after[name] = lines
    return Entry("record.edit", app.app_id, row.id, row.revision + 1, before, after, row.about)


def entries_of_deleted(
    app: AppSchema, pasts: Iterable[Past], tables: Mapping[str, Mapping[int, Sequence[Cells]]]
) -> list[Entry]:
    """Everything that was in records that are no more, and who had written them, and when.

    `tables` are the rows of their tables by the table's code and the record's id.
    """
    columns = ledger_columns(app)
    return [_deleted(app, past, columns, tables) for past in pasts]


def _deleted(
    app: AppSchema,
    past: Past,
    columns: Columns,
    tables: Mapping[str, Mapping[int, Sequence[Cells]]],
) -> Entry:
    before = columns.row(past.values)
    for code, name, inner in _tables(app):
        if lines := tables[code][past.id]:
            before[name] = _lines(inner, lines)
    for name in _PROCESS:
        if past.system[name] is not None:
            before[name] = past.system[name]
    about: Values = {name: past.system[name] for name in _STAMPS}
    return Entry("record.delete", app.app_id, past.id, past.revision, before, about=about)


def entries_of_restored(
    app: AppSchema, pasts: Iterable[Past], tables: Mapping[str, Mapping[int, Sequence[Cells]]]
) -> list[Entry]:
    """Everything that is in records that are there again (see `entries_of_deleted`)."""
    return [
        Entry(
            "record.restore", app.app_id, each.record_id, each.revision, {}, each.before, each.about
        )
        for each in entries_of_deleted(app, pasts, tables)
    ]


def entries_of_deploy(app: AppSchema, changes: Diff) -> list[Entry]:
    """What a deploy does to the values of all records at once, one entry for each kind of change.

    No record's revision rises, and the entry names none: it says what was replaced by what.
    """
    renamed: dict[str, dict[str, str]] = {}
    for option in changes.options_renamed:
        if option.field.is_stored and option.new is not None:
            renamed.setdefault(f"f{option.field.id}", {})[option.old] = option.new
    if changes.states_renamed:
        renamed["status"] = dict(changes.states_renamed)
    abouts: list[Values] = [{"renamed": {name: pairs}} for name, pairs in renamed.items()]
    if changes.process_switched:
        abouts.append({"entered": app.process.initial.name})
    return [Entry("record.edit", app.app_id, about=about) for about in abouts]


def _lines(columns: Columns, rows: Iterable[Cells]) -> list[Values]:
    """The rows of a table in their order, without what is empty."""
    return [{"id": cells.id, **columns.row(cells.values)} for cells in rows]
