"""A field as an SQL expression over a row of its table.

Most are a column. The targets of a LIVE look-up are read from the master by a scalar sub-select,
so that they are never stale; look-up keys are joined in the master's own type, so that its index
serves.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from urakata.definition.conditions.environment import Env, Sight
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import in_place
from urakata.kernel.errors import NotFound

LONGEST_CHAIN: Final = 5  #: masters whose value comes from another master, and so on


class LiveRow(NamedTuple):
    """A record of a master as SQL: what is read of it, its table, and what ties it to the row."""

    value: str
    table: str
    same: str

    @property
    def sub_select(self) -> str:
        """The value, or NULL without a match. The key is unique, so there is never a second."""
        return f"(SELECT {self.value} FROM {self.table} WHERE {self.same})"


def column_sql(field: Field, schema: AppSchema, env: Env, alias: str = "t") -> str:
    """The value of a field in the row that `alias` names (of the child table, for a column).

    Holds no outside value, hence plain text. What a LIVE look-up cannot find is NULL, and so is
    what the actor may not see in that row.
    """
    sight = env.sight_of(schema) if env.sight_of else None
    if sight is None:
        return _bare_column(field, schema, env, alias)
    if sight.hides(field):
        return f"NULL::{field.type.column}"
    bare, mask = _bare_column(field, schema, env, alias), sight.mask(field, alias)
    return bare if mask is None else f"CASE WHEN {mask} THEN {bare} END"


def _bare_column(field: Field, schema: AppSchema, env: Env, alias: str) -> str:
    if field.live_source is None:
        return f"{alias}.{field.column}"
    row = live_row(field, schema, env, alias)
    return "NULL" if row is None else row.sub_select


def equal_columns(left: tuple[str, Field], right: tuple[str, Field]) -> str:
    """SQL that is true where two fields of two apps hold the same value.

    `right` is searched in: it stays bare, for its index; `left` is brought into its type.
    """
    (here, ours), (there, theirs) = left, right
    if theirs.type.column == "bigint" and ours.type.column != "bigint":
        return f"{there} = {_as_record_number(here, ours)}"
    kinds = {ours.type.kind, theirs.type.kind}
    if len(kinds) > 1 and kinds != {"text", "choice"}:
        return f"{_as_text(there, theirs)} = {_as_text(here, ours)}"
    return f"{there} = {here}"


def live_row(field: Field, schema: AppSchema, env: Env, alias: str = "t") -> LiveRow | None:
    """The master's record behind the target of a LIVE look-up; None for others, and without one."""
    return _live_row(field, schema, env, (alias, LONGEST_CHAIN))


def _live_row(field: Field, schema: AppSchema, env: Env, place: tuple[str, int]) -> LiveRow | None:
    alias, left = place
    master = _master_of(field, schema, env) if left else None
    if master is None:
        return None
    inner, sight = f"{alias}l{master.here.id:d}", master.sight
    if sight is not None and (sight.hides(master.source) or sight.mask(master.key, inner)):
        return None  # what is searched in or read may not be seen
    value = _master_value(master, env, (inner, left))
    if field.type.kind == "text" and master.source.type.kind != "text":
        value = _as_text(value, master.source)
    theirs = (f"{inner}.{master.key.column}", master.key)
    same = equal_columns((f"{alias}.{master.here.column}", master.here), theirs)
    visible = sight.rows(inner) if sight else None
    if visible is not None:
        same = f"{same} AND {in_place(visible)}"
    return LiveRow(value, f"{ledger_table(master.schema.app_id)} {inner}", same)


class _Master(NamedTuple):
    """Where the target of a LIVE look-up reads: the field here, the app, and two fields of it."""

    here: Field
    schema: AppSchema
    key: Field
    source: Field
    sight: Sight | None


def _master_of(field: Field, schema: AppSchema, env: Env) -> _Master | None:
    key_id, source_code = field.live_source or (0, "")
    here = schema.by_id.get(key_id)
    if here is None or here.lookup is None:
        return None
    try:
        master = env.schema_of(here.lookup.app_id)
    except NotFound:
        return None
    source, key = master.by_code.get(source_code), master.by_code.get(here.lookup.key_field)
    if source is None or key is None:
        return None
    return _Master(here, master, key, source, env.sight_of(master) if env.sight_of else None)


def _master_value(master: _Master, env: Env, place: tuple[str, int]) -> str:
    """What is read of the master's record: a column, or what that reads from another master."""
    (inner, left), source = place, master.source
    value = f"{inner}.{source.column}"
    if source.live_source is not None:
        row = _live_row(source, master.schema, env, (inner, left - 1))
        value = "NULL" if row is None else row.sub_select
    mask = master.sight.mask(source, inner) if master.sight else None
    return value if mask is None else f"CASE WHEN {mask} THEN {value} END"


def _as_record_number(expression: str, field: Field) -> str:
    """A stored number, or text such as ``RINGI-12``, as a record's id; NULL when it is none."""
    if field.type.kind != "number":
        return f"substring({expression} from '([0-9]{{1,18}})$')::bigint"
    return (
        f"CASE WHEN {expression} = trunc({expression}) AND abs({expression}) < 1e18"
        f" THEN {expression}::bigint END"
    )


def _as_text(expression: str, field: Field) -> str:
    if field.type.column == "numeric":
        return f"trim_scale({expression})::text"
    return f"{expression}::text"
