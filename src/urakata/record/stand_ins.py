"""Tables that stand in for an app's ledger for a while: other rows, read as records are read.

Conditions, permissions, masks and totals are compiled over table names (`definition.physical`), so
whoever reads within `stand_ins` asks the same questions of records as they were, or of those in the
trash. The tables are this session's own and are gone at the end.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

from django.db import transaction

from urakata.definition.physical import child_table, ledger_table, standing_in
from urakata.definition.schema import AppSchema
from urakata.record.adapters import ledger_cursor


def tables_of(app: AppSchema) -> list[str]:
    """The table of an app's records, and those of the tables in them."""
    return [
        ledger_table(app.app_id),
        *(child_table(app.app_id, table.id) for table in app.tables),
    ]


def bare(table: str) -> str:
    """A table's name without its schema."""
    return table.partition(".")[2]


@contextmanager
def stand_ins(app: AppSchema) -> Generator[AppSchema]:
    """Empty tables in place of the app's own, to be filled and read by the schema answered.

    That schema is a copy: nothing that is remembered of one fits the other.
    """
    tables = tables_of(app)
    made = "; ".join(f"CREATE TEMP TABLE {bare(table)} (LIKE {table})" for table in tables)
    with transaction.atomic():
        ledger_cursor().execute(made)
        with standing_in(app.app_id):
            yield replace(app)
            drop(tables_of(app))


def drop(tables: list[str]) -> None:
    """Drop temporary tables and whatever reads them."""
    ledger_cursor().execute(f"DROP TABLE {', '.join(tables)} CASCADE")
