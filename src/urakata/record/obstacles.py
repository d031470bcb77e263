"""Records that stand in the way of a deploy: values that are not unique, statuses still in use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from urakata.definition.diff import Diff
from urakata.definition.fields.lengths import LONGEST_UNIQUE
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.kernel.errors import Problem
from urakata.kernel.text import Text
from urakata.record.adapters import ledger_cursor
from urakata.record.ddl import Found, parked_columns

MOST_SHOWN: Final = 5  #: values named in a problem

REPEATED: Final = Text(
    "フィールド「{field}」に同じ値のレコードがあるため、値の重複を禁止できません。重複している値：{values}",
    'The field "{field}" cannot be made unique: some records have the same value. '
    "Repeated values: {values}",
)
TOO_LONG: Final = Text(
    "フィールド「{field}」に{n}文字を超える値のレコードがあるため、値の重複を禁止できません。"
    "該当する値：{values}",
    'The field "{field}" cannot be made unique: some values are longer than {n} characters: {values}',
)
IN_USE: Final = Text(
    "ステータス「{status}」のレコードが{count}件あるため、このステータスを削除できません。",
    'The status "{status}" cannot be removed: {count} records are in it.',
)
AND_MORE: Final = "…"


def find_obstacles(schema: AppSchema, changes: Diff, found: Found) -> list[Problem]:
    """Every one, with the place in the settings that would have to give way."""
    table = ledger_table(schema.app_id)
    if table not in found.columns:
        return []
    problems = list(_statuses_in_use(table, schema, changes))
    for field in changes.unique_added:
        if column := _present_column(field, found.columns[table]):
            problems += _not_unique(table, column, field)
    return problems


def _present_column(field: Field, columns: dict[str, str]) -> str | None:
    """Where the field's values are now: also out of use, from where they would come back."""
    return field.column if field.column in columns else parked_columns(columns).get(field.id)


def _statuses_in_use(table: str, schema: AppSchema, changes: Diff) -> Iterator[Problem]:
    if not schema.process.is_enabled or not changes.states_removed or changes.process_switched:
        return
    sql = f"SELECT status, count(*) FROM {table} WHERE status = ANY(%s) GROUP BY 1 ORDER BY 1"
    for status, count in ledger_cursor().execute(sql, ([*changes.states_removed],)).fetchall():
        yield Problem(f"states[{status}]", IN_USE.fill(status=status, count=count))


def _not_unique(table: str, column: str, field: Field) -> Iterator[Problem]:
    at = f"properties[{field.code}].unique"
    repeated = (
        f"SELECT {column}::text FROM {table} WHERE {column} IS NOT NULL"
        f" GROUP BY {column} HAVING count(*) > 1 ORDER BY {column} LIMIT {MOST_SHOWN + 1}"
    )
    if values := _values(repeated):
        yield Problem(at, REPEATED.fill(field=field.code, values=values))
    if field.type.kind == "text":
        long = (
            f"SELECT left({column}, 20) || '{AND_MORE}' FROM {table}"
            f" WHERE length({column}) > {LONGEST_UNIQUE} ORDER BY id LIMIT {MOST_SHOWN + 1}"
        )
        if values := _values(long):
            yield Problem(at, TOO_LONG.fill(field=field.code, n=LONGEST_UNIQUE, values=values))


def _values(sql: str) -> str:
    rows: list[tuple[Any, ...]] = ledger_cursor().execute(sql).fetchall()
    shown = [f"「{value}」" for (value,) in rows[:MOST_SHOWN]]
    return "".join([*shown, *([AND_MORE] if len(rows) > MOST_SHOWN else [])])
