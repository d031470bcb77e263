"""Running an app's formulas over the rows of a request."""

from __future__ import annotations

from functools import cache

from urakata.definition.formulas import compile_formulas
from urakata.definition.schema import AppSchema
from urakata.directory.company_calendar import calendar
from urakata.record.per_schema import once_per_schema
from urakata.record.rows import Batch
from urakata.record.slots import is_computed
from urakata.record.stamps import system_values


@once_per_schema
def computed_codes(app: AppSchema) -> frozenset[str]:
    """The fields whose values formulas give, columns of tables among them."""
    return frozenset(f.code for f in app.fields if f.is_stored and is_computed(f))


def has_formulas(app: AppSchema) -> bool:
    """Whether anything is computed at all."""
    return bool(computed_codes(app))


def evaluate_formulas(batch: Batch) -> None:
    """Compute every formula of every complete row, in place."""
    if not has_formulas(batch.app):
        return
    plan = compile_formulas(batch.app)
    once = cache(calendar)
    for row in batch.rows:
        tables = {code: [cells.values for cells in rows] for code, rows in row.tables.items()}
        plan.evaluate(
            row.values,
            tables,
            system=system_values(batch, row),
            timezone=batch.context.timezone,
            calendar=once,
        )
