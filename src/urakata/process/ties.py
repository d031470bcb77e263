"""The records of other apps that a record's look-ups lead to: from an order to what was ordered."""

from __future__ import annotations

from collections.abc import Collection

from urakata.definition.conditions.columns import column_sql, equal_columns
from urakata.definition.conditions.environment import Env
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.kernel.errors import NotFound
from urakata.record.adapters import ledger_cursor


def tied_records(
    app: AppSchema, via: str, ids: Collection[int], env: Env
) -> tuple[AppSchema, dict[int, list[int]]] | None:
    """The app that a look-up field leads to, and the records there, by record here: one statement.

    A look-up in a table leads to one for each row. None when the field or the app is gone.
    """
    field = app.by_code.get(via)
    if field is None or field.lookup is None:
        return None
    try:
        master = live_schema(field.lookup.app_id)
    except NotFound:
        return None
    key = master.by_code.get(field.lookup.key_field)
    if key is None:
        return None
    here, owner = (ledger_table(app.app_id), "h.id")
    if field.table_id is not None:
        here, owner = (child_table(app.app_id, field.table_id), "h.record_id")
    ours = (column_sql(field, app, env, "h"), field)
    theirs = (column_sql(key, master, env, "m"), key)
    rows = ledger_cursor().execute(
        f"SELECT DISTINCT {owner}, m.id FROM {here} AS h JOIN {ledger_table(master.app_id)} AS m"
        f" ON {equal_columns(ours, theirs)} WHERE {owner} = ANY(%s) ORDER BY 1, 2",
        ([*ids],),
    )
    found: dict[int, list[int]] = {}
    for id_, there in rows.fetchall():
        found.setdefault(id_, []).append(there)
    return master, found
