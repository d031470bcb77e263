"""Reading records from the ledger: one statement for the records, one for each table in them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from urakata.definition.conditions import Env, Sight, column_sql
from urakata.definition.fields.base import ReadContext
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
from urakata.kernel.json import JSONDict
from urakata.record import files
from urakata.record.adapters import ledger_cursor
from urakata.record.per_schema import once_per_schema
from urakata.record.wire import (
    Shown,
    dump_values,
    file_ids,
    is_shown,
    shown,
    shown_tables,
    shown_top,
)

_MOST_KEPT = 100  #: selections remembered for one app

Key: TypeAlias = "tuple[frozenset[str] | None, Hashable]"
"""The wanted codes, and what the reader may see."""


@dataclass(frozen=True, slots=True)
class TableSelection:
    """What is read of one SUBTABLE."""

    code: str
    sql: str  #: takes the record ids
    fields: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """Fields that the reader sees in some records only: those where the SQL holds."""

    sql: str
    codes: frozenset[str]  #: of the record itself, tables included
    columns: dict[str, frozenset[str]]  #: of rows of tables, by table code


@dataclass(frozen=True, slots=True)
class Selection:
    """What is read of an app's records, and how it is shown."""

    columns: str  #: ``t.id, t.revision`` and the fields'
    table: str
    fields: tuple[Shown, ...]
    tables: tuple[TableSelection, ...]
    flags: tuple[Flag, ...]
    app_code: str
    with_id: bool
    with_revision: bool

    @property
    def width(self) -> int:
        """How many columns a row of the statement has before those asked for besides."""
        return 2 + len(self.fields) + len(self.flags)

    def statement(self, rest: Fragment, *, also: str = "") -> Fragment:
        """The SELECT, with what follows the FROM over the alias ``t``; `also` are more columns."""
        columns = f"{self.columns}, {also}" if also else self.columns
        return Fragment(f"SELECT {columns} FROM {self.table} AS t {rest.text}", rest.params)


@once_per_schema
def _kept(app: AppSchema) -> dict[Key, Selection] | None:
    """Selections made so far; None where LIVE look-ups depend on what other apps are like now."""
    return None if any(f.live_source for f in app.fields) else {}


def select_fields(app: AppSchema, env: Env, codes: Collection[str] = ()) -> Selection:
    """Choose what to read: the fields named by `codes` (unknown ones are ignored), or all.

    What the actor may not see is unknown.
    """
    wanted = frozenset(codes) or None
    sight = env.sight_of(app) if env.sight_of else None
    kept = _kept(app)
    if kept is None:
        return _select(app, env, wanted, sight)
    key = (wanted, sight.key if sight else None)
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = _select(app, env, wanted, sight)
    return kept[key]


def _select(
    app: AppSchema, env: Env, wanted: frozenset[str] | None, sight: Sight | None
) -> Selection:
    top = [f for f in shown_top(app, wanted) if not _is_hidden(f, sight)]
    tables = [f for f in shown_tables(app, wanted) if not _is_hidden(f, sight)]
    flags = _flags(app, [*top, *tables], sight) if sight else ()
    columns = ["t.id", "t.revision", *(column_sql(field, app, env) for field in top)]
    return Selection(
        columns=", ".join([*columns, *(flag.sql for flag in flags)]),
        table=ledger_table(app.app_id),
        fields=tuple(shown(f) for f in top),
        tables=tuple(_table(app, env, f, sight) for f in tables),
        flags=flags,
        app_code=app.code,
        with_id=wanted is None or "$id" in wanted,
        with_revision=wanted is None or "$revision" in wanted,
    )


def _is_hidden(field: Field, sight: Sight | None) -> bool:
    return sight is not None and sight.hides(field)


def _flags(app: AppSchema, fields: Sequence[Field], sight: Sight) -> tuple[Flag, ...]:
    """One for each condition under which fields are seen."""
    tops: dict[str, set[str]] = {}
    columns: dict[str, dict[str, set[str]]] = {}
    for field in fields:
        if (sql := sight.mask_of(field.id)) is not None:
            tops.setdefault(sql, set()).add(field.code)
        for column in app.columns_of(field):
            inner = None if sight.hides(column) else sight.mask_of(column.id)
            if inner is not None:
                columns.setdefault(inner, {}).setdefault(field.code, set()).add(column.code)
    return tuple(
        Flag(
            sql,
            frozenset(tops.get(sql, ())),
            {table: frozenset(codes) for table, codes in columns.get(sql, {}).items()},
        )
        for sql in dict.fromkeys((*tops, *columns))
    )


def _table(app: AppSchema, env: Env, table: Field, sight: Sight | None) -> TableSelection:
    fields = [f for f in app.columns_of(table) if is_shown(f) and not _is_hidden(f, sight)]
    columns = ["c.record_id", "c.id", *(column_sql(f, app, env, "c") for f in fields)]
    sql = (
        f"SELECT {', '.join(columns)} FROM {child_table(app.app_id, table.id)} AS c"
        " WHERE c.record_id = ANY(%s) ORDER BY c.record_id, c.position, c.id"
    )
    return TableSelection(table.code, sql, tuple(shown(f) for f in fields))


def show_rows(
    selection: Selection, rows: Sequence[tuple[Any, ...]], env: Env
) -> Iterator[JSONDict]:
    """The records behind rows of the selection's statement, in the same order."""
    inner = {table.code: _read_table(table, rows) for table in selection.tables}
    end = 2 + len(selection.fields)
    ids = file_ids(selection.fields, (row[2:end] for row in rows))
    for table in selection.tables:
        read = (r[2:] for found in inner[table.code].values() for r in found)
        ids |= file_ids(table.fields, read)
    described = files.describe(ids) if ids else {}
    context = ReadContext(env.people, described, selection.app_code)
    for row in rows:
        record = dump_values(selection.fields, row[2:end], context)
        for table in selection.tables:
            record[table.code] = _show_table(table, inner[table.code].get(row[0], ()), context)
        if selection.with_revision:
            record["$revision"] = {"type": "__REVISION__", "value": str(row[1])}
        if selection.with_id:
            record["$id"] = {"type": "__ID__", "value": str(row[0])}
        for flag, is_seen in zip(selection.flags, row[end:], strict=True):
            if not is_seen:
                _leave_out(flag, record)
        yield record


def _leave_out(flag: Flag, record: JSONDict) -> None:
    """Take from a record what its reader may not see in this one."""
    for code in flag.codes:
        del record[code]
    for table, codes in flag.columns.items():
        shown_table = record.get(table)
        rows: Any = shown_table["value"] if isinstance(shown_table, dict) else ()
        for row in rows:
            for code in codes:
                del row["value"][code]


def _read_table(
    table: TableSelection, rows: Sequence[tuple[Any, ...]]
) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    if rows:
        ids = [row[0] for row in rows]
        for row in ledger_cursor().execute(table.sql, (ids,), prepare=True).fetchall():
            found.setdefault(row[0], []).append(row)
    return found


def _show_table(
    table: TableSelection, rows: Sequence[tuple[Any, ...]], context: ReadContext
) -> JSONDict:
    return {
        "type": "SUBTABLE",
        "value": [
            {"id": str(row[1]), "value": dump_values(table.fields, row[2:], context)}
            for row in rows
        ],
    }
