"""What the actor may search of a record, field by field, as SQL over its row ``t``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from urakata.definition.conditions import Env, column_sql
from urakata.definition.physical import child_table
from urakata.definition.schema import AppSchema, Field
from urakata.record.search_texts import SEPARATOR, is_searched, text_of_field


@dataclass(frozen=True, slots=True)
class Part:
    """A field, and its text: NULL where it is empty or may not be seen in that record."""

    field: Field
    label: str  #: with the table's before it, for a column
    sql: str


def seen_parts(app: AppSchema, env: Env) -> list[Part]:
    """Every field with words in it that the actor sees somewhere."""
    return [*_of_record(app, env), *_of_tables(app, env)]


def seen_text(parts: list[Part]) -> str:
    """All of them in one folded text."""
    if not parts:
        return "''"
    return f"ledger.fold(concat_ws({SEPARATOR}, {', '.join(part.sql for part in parts)}))"


def _of_record(app: AppSchema, env: Env) -> Iterator[Part]:
    for field in app.top_fields:
        if is_searched(field) and not _is_hidden(app, field, env):
            yield Part(field, field.label, text_of_field(field, column_sql(field, app, env)))


def _of_tables(app: AppSchema, env: Env) -> Iterator[Part]:
    for table in app.tables:
        if _is_hidden(app, table, env):
            continue
        rows = child_table(app.app_id, table.id)
        for field in app.columns_of(table):
            if is_searched(field) and not _is_hidden(app, field, env):
                text = text_of_field(field, column_sql(field, app, env, "c"))
                yield Part(
                    field,
                    f"{table.label} › {field.label}",
                    f"(SELECT string_agg({text}, {SEPARATOR} ORDER BY c.position)"
                    f" FROM {rows} AS c WHERE c.record_id = t.id)",
                )


def _is_hidden(app: AppSchema, field: Field, env: Env) -> bool:
    sight = env.sight_of(app) if env.sight_of else None
    return sight is not None and sight.hides(field)
