"""``order by`` as SQL.

Empty comes first going up and last going down; ties go by record number, newest first.
"""

from __future__ import annotations

from urakata.definition.conditions.columns import column_sql
from urakata.definition.conditions.environment import Env
from urakata.definition.conditions.places import Scope, locate
from urakata.definition.conditions.syntax import Sort
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.kernel.errors import Invalid


def compile_order(order: tuple[Sort, ...], schema: AppSchema, env: Env) -> Fragment:
    """The keys after ``ORDER BY`` over the records of an app, aliased ``t``.

    Raises ``GAIA_IQ11`` for an unknown field, ``GAIA_IQ07`` for a table's column and
    ``GAIA_IQ03`` for what has no order.
    """
    scope = Scope(schema, env)
    keys: dict[str, str] = {}
    for sort in order:
        expression = _sortable(sort, scope)
        keys.setdefault(expression, _key(expression, sort))
        if expression == "t.id":
            break
    keys.setdefault("t.id", "t.id DESC")
    return Fragment(", ".join(keys.values()))


def _sortable(sort: Sort, scope: Scope) -> str:
    place = locate(sort.field, scope)
    if place.owner is not None and not place.is_related:
        raise Invalid("GAIA_IQ07", field=sort.field.code, operator="order by")
    if place.is_related or not place.field.type.is_sortable:
        raise Invalid("GAIA_IQ03", field=str(sort.field), operator="order by")
    return column_sql(place.field, scope.schema, scope.env)


def _key(expression: str, sort: Sort) -> str:
    if expression == "t.id":  # never empty: plain, so that the primary key's index serves
        return "t.id DESC" if sort.is_descending else "t.id ASC"
    return (
        f"{expression} DESC NULLS LAST" if sort.is_descending else f"{expression} ASC NULLS FIRST"
    )
