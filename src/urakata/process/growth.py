"""By which amount it is judged whether a returned application has to begin anew."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from urakata.definition.conditions.columns import column_sql
from urakata.definition.conditions.environment import Env
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, State
from urakata.process.routes.case import Case
from urakata.record.adapters import ledger_cursor


def judged_amounts(
    app: AppSchema, state: State, cases: Mapping[int, Case], env: Env
) -> dict[int, Decimal | None]:
    """The field that the route's tolerance names, by record; else the amount of the case."""
    tolerance = state.route.tolerance if state.route else None
    field = app.by_code.get(tolerance.field) if tolerance and tolerance.field else None
    if field is None:
        return {id_: case.amount for id_, case in cases.items()}
    rows = ledger_cursor().execute(
        f"SELECT t.id, {column_sql(field, app, env)} FROM {ledger_table(app.app_id)} AS t"
        " WHERE t.id = ANY(%s)",
        ([*cases],),
    )
    return {id_: None if amount is None else Decimal(amount) for id_, amount in rows.fetchall()}
