"""A field as an SQL expression over a row of its table.

Most are a column. The targets of a LIVE look-up are read from the master by a scalar sub-select,
so that they are never stale; look-up keys are joined in the master's own type, so that its index
serves.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from urakata.definition.conditions.environment import Env
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field
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

    Holds no outside value, hence plain text. What a LIVE look-up cannot find is NULL.
    """
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
    if field.live_source is None or left == 0:
        return None
    key_id, source_code = field.live_source
    key = schema.by_id.get(key_id)
    if key is None or key.lookup is None:
        return None
    try:
        master = env.schema_of(key.lookup.app_id)
    except NotFound:
        return None
    source, master_key = master.by_code.get(source_code), master.by_code.get(key.lookup.key_field)
    if source is None or master_key is None:
        return None
    inner = f"{alias}l{key_id:d}"
    value = f"{inner}.{source.column}"
    if source.live_source is not None:
        row = _live_row(source, master, env, (inner, left - 1))
        value = "NULL" if row is None else row.sub_select
    if field.type.kind == "text" and source.type.kind != "text":
        value = _as_text(value, source)
    theirs = (f"{inner}.{master_key.column}", master_key)
    same = equal_columns((f"{alias}.{key.column}", key), theirs)
    return LiveRow(value, f"{ledger_table(master.app_id)} {inner}", same)


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
