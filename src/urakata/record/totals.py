"""集計: what records add up to, by groups: one statement, computed by PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, get_args

from urakata.access.rights import require
from urakata.definition.conditions import Env, column_sql, parse_query
from urakata.definition.fields.base import ReadContext, Stored
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text
from urakata.record.adapters import ledger_cursor
from urakata.record.disclosure import tell_reading
from urakata.record.read import read_env, where_sql

Per: TypeAlias = Literal["YEAR", "QUARTER", "MONTH", "WEEK", "DAY"]
Function: TypeAlias = Literal["COUNT", "SUM", "AVERAGE", "MAX", "MIN"]

MOST_GROUPS: Final = 10_000  #: rows of an answer; beyond it the grouping makes no sense to anybody
TOO_MANY_GROUPS: Final = Text(
    "グループが{n}件を超えています。条件でレコードを絞り込むか、グループの単位を大きくしてください。",
    "There are more than {n} groups. Narrow the records down, or group them more coarsely.",
)
SPANS: Final[dict[str, Per]] = {span: span for span in get_args(Per)}
FUNCTIONS: Final[dict[str, Function]] = {function: function for function in get_args(Function)}
_SQL: Final[dict[Function, str]] = {
    "SUM": "sum({})",
    "AVERAGE": "avg({})",
    "MAX": "max({})",
    "MIN": "min({})",
}


@dataclass(frozen=True, slots=True)
class GroupBy:
    """A field to group by; dates and datetimes per some span of the calendar."""

    code: str
    per: Per | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is computed of each group; ``COUNT`` takes no field."""

    function: Function
    code: str = ""


def total_records(
    *,
    actor: Actor,
    app: AppSchema,
    query: str,
    groups: Sequence[GroupBy] = (),
    measures: Sequence[Measure] = (Measure("COUNT"),),
) -> list[JSONDict]:
    """``[{"groups": ["2026-04"], "values": ["12", "340000"]}, …]`` in the groups' order.

    Datetimes fall into the days of the actor's time zone; weeks begin on Monday (ISO 8601).
    """
    require(actor, "view", app)
    env = read_env(actor)
    where = where_sql(app, parse_query(query), env)
    keys = [_key(app, group, n, env) for n, group in enumerate(groups)]
    values = [_value(app, measure, n, env) for n, measure in enumerate(measures)]
    selected = [*keys, *values]
    by = ", ".join(str(n + 1) for n in range(len(keys)))
    sql = Fragment(
        f"SELECT {', '.join(part.text for part in selected)}"
        f" FROM {ledger_table(app.app_id)} AS t {where.text}"
        + (f" GROUP BY {by} ORDER BY {by}" if keys else "")
        + f" LIMIT {MOST_GROUPS + 1}",
        (*(p for part in selected for p in part.params), *where.params),
    )
    rows = ledger_cursor().execute(sql.text, sql.params).fetchall()
    if len(rows) > MOST_GROUPS:
        raise invalid("group", TOO_MANY_GROUPS.fill(n=f"{MOST_GROUPS:,}"))
    context = ReadContext(env.people, {}, app.code)
    codes = {*(group.code for group in groups), *(each.code for each in measures)} - {""}
    tell_reading(actor, app, (), codes, about={"query": query, "groups": len(rows)})
    return [_show(app, row, groups, context) for row in rows]


def _field(app: AppSchema, code: str, at: str, env: Env) -> Field:
    field = app.by_code.get(code)
    sight = env.sight_of(app) if env.sight_of else None
    if field is None or (sight is not None and sight.hides(field)):
        raise Invalid("GAIA_IQ11", field=code[:200])
    if field.table_id is not None or not field.type.is_sortable:
        raise invalid(at, rules.NOT_IN_ENUM)
    return field


def _key(app: AppSchema, group: GroupBy, n: int, env: Env) -> Fragment:
    field = _field(app, group.code, f"group[{n}]", env)
    column = column_sql(field, app, env)
    if group.per is None:
        return Fragment(column)
    if group.per not in SPANS:
        raise invalid(f"group[{n}]", rules.NOT_IN_ENUM)
    if field.type.kind == "date":
        return Fragment(f"date_trunc('{group.per.lower()}', {column}::timestamp)::date")
    if field.type.kind == "datetime":
        zone = str(env.actor.timezone)
        return Fragment(
            f"date_trunc('{group.per.lower()}', {column} AT TIME ZONE %s)::date", (zone,)
        )
    raise invalid(f"group[{n}]", rules.NOT_IN_ENUM)


def _value(app: AppSchema, measure: Measure, n: int, env: Env) -> Fragment:
    if measure.function == "COUNT":
        return Fragment("count(*)")
    field = _field(app, measure.code, f"measure[{n}]", env)
    if field.type.kind != "number" or field.type.system_column:
        raise invalid(f"measure[{n}]", rules.NOT_IN_ENUM)
    return Fragment(_SQL[measure.function].format(column_sql(field, app, env)))


def _show(
    app: AppSchema, row: tuple[Any, ...], groups: Sequence[GroupBy], context: ReadContext
) -> JSONDict:
    return {
        "groups": [
            _show_key(app.by_code[group.code], group, value, context)
            for group, value in zip(groups, row, strict=False)
        ],
        "values": [_show_value(value) for value in row[len(groups) :]],
    }


def _show_key(field: Field, group: GroupBy, value: Stored, context: ReadContext) -> JSONValue:
    if group.per is None or value is None:
        return field.type.dump(value, field.config, context)
    day = str(value)
    return {"YEAR": day[:4], "MONTH": day[:7]}.get(group.per, day)


def _show_value(value: Stored) -> JSONValue:
    text = None if value is None else str(value)
    return text.rstrip("0").rstrip(".") if text and "." in text else text
