"""What a deploy will do to the database, step by step, before it does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.kernel.errors import Problem
from urakata.kernel.text import Text
from urakata.record import ddl

CREATE_LEDGER: Final = Text("アプリのテーブルを作成します。", "Create the app's table.")
CREATE_CHILD: Final = Text(
    "テーブル「{field}」の行を入れるテーブルを作成します。",
    'Create the table for the rows of "{field}".',
)
RESTORE_CHILD: Final = Text(
    "テーブル「{field}」の以前の行を元に戻します。", 'Bring back the former rows of "{field}".'
)
PARK_CHILD: Final = Text(
    "フォームにないテーブル（{name}）の行を使用停止にします。値は残ります。",
    "Put the rows of a table that left the form ({name}) out of use. The values are kept.",
)
ADD_COLUMNS: Final = Text(
    "フィールドの列を追加します：{fields}", "Add columns for the fields: {fields}"
)
RESTORE_COLUMN: Final = Text(
    "フィールド「{field}」の以前の値を元に戻します。", 'Bring back the former values of "{field}".'
)
PARK_COLUMN: Final = Text(
    "フォームにないフィールド（{name}）の列を使用停止にします。値は残ります。",
    "Put the column of a field that left the form ({name}) out of use. The values are kept.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a deploy does."""

    text: Text
    sql: tuple[Fragment, ...]
    touched: Fragment | None = None  #: a statement that counts the records whose values change
    is_blocking: bool = False  #: takes long on a big table, while writers wait


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as it is shown before it is done."""

    text: Text
    records: int  #: whose values change
    is_blocking: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that deploying an app's draft would do to the database."""

    app_id: int
    revision: int
    steps: tuple[PlannedStep, ...]
    later: tuple[str, ...] = ()  #: indexes that a job builds or drops afterwards, nobody waiting
    obstacles: tuple[Problem, ...] = ()  #: records that stand in the way: the deploy would fail

    @property
    def records(self) -> int:
        """How many values of records change (a record counts once for every step)."""
        return sum(step.records for step in self.steps)


def shape_steps(schema: AppSchema, found: ddl.Found, revision: int) -> Iterator[Step]:
    """From the tables there are to the tables there should be."""
    for shape in ddl.wanted_shapes(schema):
        columns = found.columns.get(shape.table)
        if columns is None:
            step, columns = _open_table(schema, found, shape)
            yield step
        yield from _column_steps(schema, shape, (columns, revision))
    yield from _park_tables(schema, found, revision)


def _open_table(
    schema: AppSchema, found: ddl.Found, shape: ddl.Shape
) -> tuple[Step, dict[str, str]]:
    """A new table, or an old one back in use; and the columns it then has."""
    if shape.table_id is None:
        return Step(CREATE_LEDGER, (Fragment(ddl.create_ledger(schema.app_id)),)), {}
    code = schema.by_id[shape.table_id].code
    old = found.parked_tables.get(shape.table_id)
    if old is None:
        create = ddl.create_child(schema.app_id, shape.table_id)
        return Step(CREATE_CHILD.fill(field=code), (Fragment(create),)), {}
    back = Fragment(ddl.rename_table(old, shape.table))
    return Step(RESTORE_CHILD.fill(field=code), (back, _all_dirty(schema))), found.columns[old]


def _all_dirty(schema: AppSchema) -> Fragment:
    """Note that every record's search text is out of date."""
    return Fragment(
        "INSERT INTO record_searchdirty (app_id, first_id, last_id) SELECT %s, min(id), max(id)"
        f" FROM {ledger_table(schema.app_id)} HAVING count(*) > 0",
        (schema.app_id,),
    )


def _column_steps(
    schema: AppSchema, shape: ddl.Shape, present: tuple[dict[str, str], int]
) -> Iterator[Step]:
    columns, revision = present
    parked = ddl.parked_columns(columns)
    fields = {f.column: f for f in schema.fields}
    new: dict[str, str] = {}
    for name, type_ in shape.columns.items():
        if columns.get(name) == type_:
            continue
        old = parked.get(fields[name].id)
        if old is not None and columns[old] == type_:
            back = Fragment(ddl.rename_column(shape.table, old, name))
            yield Step(RESTORE_COLUMN.fill(field=fields[name].code), (back, _all_dirty(schema)))
        else:
            new[name] = type_
    for name in columns:
        if ddl.is_field_column(name) and (name not in shape.columns or name in new):
            away = ddl.rename_column(shape.table, name, ddl.parked_column(int(name[1:]), revision))
            yield Step(PARK_COLUMN.fill(name=name), (Fragment(away),))
    if new:
        codes = "、".join(fields[name].code for name in new)
        added = Fragment(ddl.add_columns(shape.table, new.items()))
        yield Step(ADD_COLUMNS.fill(fields=codes), (added,))


def _park_tables(schema: AppSchema, found: ddl.Found, revision: int) -> Iterator[Step]:
    wanted = {child_table(schema.app_id, table.id) for table in schema.tables}
    for table_id, name in found.child_tables.items():
        if name not in wanted:
            away = ddl.rename_table(name, ddl.parked_table(schema.app_id, table_id, revision))
            yield Step(PARK_CHILD.fill(name=name), (Fragment(away),))
