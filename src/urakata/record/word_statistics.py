"""How often words occur in a field, so that PostgreSQL knows whether to walk a list or to scan.

A condition ``ledger.fold(f7) LIKE …`` is an expression, about which the planner has no statistics
unless it is told to gather them. Without, it takes every long word for a rare one, and a search
for a common phrase reads the whole ledger instead of the first few hundred records of the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.kernel.text import Text
from urakata.record.adapters import ledger_cursor
from urakata.record.plan import Step

GATHER: Final = Text(
    "検索のための統計を用意します：{fields}", "Prepare statistics for searching: {fields}"
)
FORGET: Final = Text(
    "使われなくなった統計を削除します。", "Drop statistics that serve nothing any more."
)


def statistics_steps(schema: AppSchema) -> Iterator[Step]:
    """Statistics of every field that can be searched for a part of its text, and no others."""
    prefix = f"app_{schema.app_id:d}_w_"
    wanted = {
        f"{prefix}{f.column}": f
        for f in schema.top_fields
        if f.is_stored and f.type.kind == "text" and f.type.search == "text"
    }
    found = _found(schema)
    if gone := [name for name in found if name not in wanted]:
        drops = ", ".join(f"ledger.{name}" for name in gone)
        yield Step(FORGET, (Fragment(f"DROP STATISTICS {drops}"),))
    if new := {name: f for name, f in wanted.items() if name not in found}:
        table = ledger_table(schema.app_id)
        creates = (
            Fragment(f"CREATE STATISTICS ledger.{name} ON (ledger.fold({f.column})) FROM {table}")
            for name, f in new.items()
        )
        yield Step(GATHER.fill(fields="、".join(f.code for f in new.values())), tuple(creates))


def _found(schema: AppSchema) -> list[str]:
    rows = ledger_cursor().execute(
        "SELECT stxname FROM pg_statistic_ext"
        " WHERE stxrelid = to_regclass(%s) AND stxname ~ %s ORDER BY 1",
        (ledger_table(schema.app_id), f"^app_{schema.app_id:d}_w_"),
    )
    return [name for (name,) in rows.fetchall()]
