"""Values that follow their definition: renamed options and statuses, records entering a process.

Nothing here counts as a change by somebody: revisions and times stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from urakata.definition.diff import Diff
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
from urakata.kernel.text import Text
from urakata.record.plan import Step

RENAME_OPTIONS: Final = Text(
    "フィールド「{field}」の選択肢の新しい名前を、保存済みの値に反映します。",
    'Put the new names of the options of "{field}" into stored values.',
)
RENAME_STATES: Final = Text(
    "ステータスの新しい名前をレコードに反映します。", "Put the new names of statuses into records."
)
ENTER_PROCESS: Final = Text(
    "ステータスのないレコードを最初のステータス「{status}」にします。",
    'Put records without a status into the first one, "{status}".',
)


def data_steps(changes: Diff, schema: AppSchema) -> Iterator[Step]:
    """Everything a deploy does to stored values."""
    by_field: dict[int, dict[str, str]] = {}
    for option in changes.options_renamed:
        if option.field.is_stored and option.new is not None:
            by_field.setdefault(option.field.id, {})[option.old] = option.new
    for field_id, names in by_field.items():
        yield _rename_options(schema, schema.by_id[field_id], names)
    if changes.states_renamed:
        table = ledger_table(schema.app_id)
        sql = _rename_choice(schema, (table, "id", "status"), changes.states_renamed)
        yield Step(RENAME_STATES, (sql,), _having(table, "status", changes.states_renamed))
    if changes.process_switched:
        yield enter_process(schema)


def _rename_options(schema: AppSchema, field: Field, names: Mapping[str, str]) -> Step:
    is_column = field.table_id is not None
    table = (
        child_table(schema.app_id, field.table_id or 0)
        if is_column
        else ledger_table(schema.app_id)
    )
    place = (table, "record_id" if is_column else "id", field.column)
    text = RENAME_OPTIONS.fill(field=field.code)
    if field.type.kind == "choices":
        return Step(text, (_rename_choices(schema, place, names),), _overlapping(*place, names))
    return Step(text, (_rename_choice(schema, place, names),), _having(table, field.column, names))


def _rename_choice(
    schema: AppSchema, place: tuple[str, str, str], names: Mapping[str, str]
) -> Fragment:
    table, key, column = place
    return _noting(
        schema,
        Fragment(
            f"UPDATE {table} AS t SET {column} = m.new"
            " FROM unnest(%s::text[], %s::text[]) AS m(old, new)"
            f" WHERE t.{column} = m.old RETURNING t.{key} AS id",
            ([*names], [*names.values()]),
        ),
    )


def _rename_choices(
    schema: AppSchema, place: tuple[str, str, str], names: Mapping[str, str]
) -> Fragment:
    table, key, column = place
    return _noting(
        schema,
        Fragment(
            f"UPDATE {table} AS t SET {column} = ARRAY("
            f"SELECT coalesce(m.new, v.value) FROM unnest(t.{column}) WITH ORDINALITY AS v(value, n)"
            " LEFT JOIN unnest(%s::text[], %s::text[]) AS m(old, new) ON m.old = v.value"
            f" ORDER BY v.n) WHERE t.{column} && %s::text[] RETURNING t.{key} AS id",
            ([*names], [*names.values()], [*names]),
        ),
    )


def _noting(schema: AppSchema, update: Fragment) -> Fragment:
    """The same, and the records' search texts are out of date."""
    return Fragment(
        f"WITH changed AS ({update.text})"
        " INSERT INTO record_searchdirty (app_id, first_id, last_id)"
        " SELECT %s, min(id), max(id) FROM changed HAVING count(*) > 0",
        (*update.params, schema.app_id),
    )


def _having(table: str, column: str, names: Mapping[str, str]) -> Fragment:
    return Fragment(f"SELECT count(*) FROM {table} WHERE {column} = ANY(%s)", ([*names],))


def _overlapping(table: str, key: str, column: str, names: Mapping[str, str]) -> Fragment:
    return Fragment(
        f"SELECT count(DISTINCT {key}) FROM {table} WHERE {column} && %s::text[]", ([*names],)
    )


def enter_process(schema: AppSchema) -> Step:
    """Records without a status, or in none there is, enter the process.

    The first status is its creator's turn, or nobody's (kintone allows nothing else).
    """
    table, first = ledger_table(schema.app_id), schema.process.initial
    names = [state.name for state in schema.process.states]
    turn = "ARRAY[created_by]" if first.assignee.get("entities") else "NULL"
    without = "status IS NULL OR status <> ALL(%s)"
    update = Fragment(
        f"UPDATE {table} AS t SET status = %s, assignees = {turn} WHERE {without} RETURNING t.id",
        (first.name, names),
    )
    count = Fragment(f"SELECT count(*) FROM {table} WHERE {without}", (names,))
    return Step(ENTER_PROCESS.fill(status=first.name), (_noting(schema, update),), count)
