"""Reading records as kintone's API shows them. Every function asks first whether the actor may."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from django.db import transaction

from urakata.access.record_rules import TRUE, both, rows_where
from urakata.access.rights import refusal, require
from urakata.access.sight import sights
from urakata.definition.conditions import (
    Env,
    Query,
    check_window,
    compile_condition,
    compile_order,
    parse_query,
)
from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
from urakata.directory import people
from urakata.directory.actor import Actor, Right
from urakata.kernel import rules
from urakata.kernel.errors import NotFound, invalid
from urakata.kernel.json import JSONDict
from urakata.record import search_index
from urakata.record.adapters import ledger_cursor
from urakata.record.disclosure import Given, tell_reading
from urakata.record.file_texts import finding
from urakata.record.selection import Selection, select_fields, show_rows

DEFAULT_LIMIT: Final = 100
LARGEST_ID: Final = 2**63 - 1
_STREAMS: Final = count(1)  #: names of cursors: several may be open at once


@dataclass(frozen=True, slots=True)
class Page:
    """Some records, and how many there are in all if that was asked."""

    records: list[JSONDict]
    total: int | None = None


def read_env(actor: Actor) -> Env:
    """What conditions and columns are compiled with."""
    env = Env(
        actor=actor,
        now=datetime.now(UTC),
        people=people.snapshot(),
        schema_of=live_schema,
        candidates=_candidates,
    )
    return replace(env, sight_of=sights(env))


def _candidates(app: AppSchema, field: Field, word: str) -> Fragment | None:
    if field.type.search == "file":
        return finding.records_with(app, word)
    return search_index.candidates(app, word)


def get_record(*, actor: Actor, app: AppSchema, record_id: int) -> JSONDict:
    """One record, whole. Raises `NotFound` (``GAIA_RE01``)."""
    require(actor, "view", app)
    env = read_env(actor)
    selection = select_fields(app, env)
    if not 0 < record_id <= LARGEST_ID:
        raise NotFound("GAIA_RE01", id=record_id)
    rest = _among(Fragment("t.id = %s", (record_id,)), app, env)
    sql = selection.statement(rest)
    row = ledger_cursor().execute(sql.text, sql.params, prepare=True).fetchone()
    if row is None:
        require_record(actor, app, record_id)
        raise NotFound("GAIA_RE01", id=record_id)  # deleted this very moment
    record = next(show_rows(selection, [row], env))
    _tell(actor, app, selection, [row])
    return record


def list_records(
    *,
    actor: Actor,
    app: AppSchema,
    query: str,
    fields: Sequence[str] = (),
    want_total: bool = False,
) -> Page:
    """The records that a query finds; limited as kintone limits. Counts only when asked to."""
    require(actor, "view", app)
    parsed = parse_query(query)
    check_window(parsed)
    env = read_env(actor)
    where = where_sql(app, parsed, env)
    selection = select_fields(app, env, fields)
    rest = _rest(app, parsed, env, where)
    sql = selection.statement(
        Fragment(
            f"{rest.text} LIMIT %s OFFSET %s",
            (*rest.params, _limit(parsed), parsed.offset or 0),
        )
    )
    rows = ledger_cursor().execute(sql.text, sql.params).fetchall()
    total = _count(app, where) if want_total else None
    page = Page(list(show_rows(selection, rows, env)), total)
    _tell(actor, app, selection, rows, query=query)
    return page


def count_records(*, actor: Actor, app: AppSchema, query: str, is_told: bool = False) -> int:
    """How many records a query finds, whatever its limit.

    `is_told`: the journal hears of them anyhow, from whoever lists them too.
    """
    require(actor, "view", app)
    count = _count(app, where_sql(app, parse_query(query), read_env(actor)))
    if not is_told:
        tell_reading(actor, app, (), about={"query": query, "count": count})
    return count


def select_ids(*, actor: Actor, app: AppSchema, query: str) -> list[int]:
    """The ids of all records a query finds, in its order. The query may not limit itself."""
    require(actor, "view", app)
    parsed = parse_query(query)
    if parsed.limit is not None or parsed.offset is not None:
        raise invalid("query", rules.BAD_QUERY)
    env = read_env(actor)
    rest = _rest(app, parsed, env, where_sql(app, parsed, env))
    sql = f"SELECT t.id FROM {ledger_table(app.app_id)} AS t {rest.text}"
    ids = [id_ for (id_,) in ledger_cursor().execute(sql, rest.params).fetchall()]
    tell_reading(actor, app, (), about={"query": query, "count": len(ids)})
    return ids


def read_records(
    *, actor: Actor, app: AppSchema, ids: Sequence[int], fields: Sequence[str] = ()
) -> list[JSONDict]:
    """Records by id, in the order of the ids; those that are gone or may not be seen are left out."""
    require(actor, "view", app)
    env = read_env(actor)
    selection = select_fields(app, env, fields)
    sql = selection.statement(_among(Fragment("t.id = ANY(%s)", (list(ids),)), app, env))
    found = {row[0]: row for row in ledger_cursor().execute(sql.text, sql.params).fetchall()}
    rows = [found[i] for i in ids if i in found]
    records = list(show_rows(selection, rows, env))
    _tell(actor, app, selection, rows)
    return records


def stream_rows(
    *,
    actor: Actor,
    app: AppSchema,
    query: str,
    fields: Sequence[str] = (),
    batch: int = 500,
    given: Given | None = None,
) -> Generator[list[JSONDict]]:
    """All records a query finds, a batch at a time, in constant memory.

    What is wrong with the request is raised here, before the first batch is asked for. What was
    read is noted in `given`, which is the caller's to tell.
    """
    require(actor, "view", app)
    parsed = parse_query(query)
    env = read_env(actor)
    selection = select_fields(app, env, fields)
    rest = _rest(app, parsed, env, where_sql(app, parsed, env))
    limit = Fragment(
        f"{rest.text} LIMIT %s OFFSET %s", (*rest.params, parsed.limit, parsed.offset or 0)
    )
    sql = selection.statement(limit)

    def batches() -> Generator[list[JSONDict]]:
        with transaction.atomic(), ledger_cursor(name=f"stream_{next(_STREAMS)}") as cursor:
            cursor.execute(sql.text, sql.params)
            while rows := cursor.fetchmany(batch):
                if given is not None:
                    given.note(selection, rows)
                yield list(show_rows(selection, rows, env))

    return batches()


def where_sql(app: AppSchema, query: Query, env: Env) -> Fragment:
    """The WHERE of a query over the alias ``t``; empty when it lets everything through."""
    where = visible_where(app, query, env)
    return Fragment("") if where == TRUE else Fragment(f"WHERE {where.text}", where.params)


def visible_where(app: AppSchema, query: Query, env: Env) -> Fragment:
    """The condition of a query, and that the actor may view the record."""
    condition = compile_condition(query.condition, app, env) if query.condition else TRUE
    visible = visible_rows(app, env)
    if visible is None:
        return condition
    return both(visible, condition)


def visible_rows(app: AppSchema, env: Env) -> Fragment | None:
    """The records that the actor may view, over the alias ``t``; None for all of them."""
    sight = env.sight_of(app) if env.sight_of else None
    return sight.rows("t") if sight else None


def visible_ids(actor: Actor, app: AppSchema, ids: Sequence[int]) -> set[int]:
    """Those of some records that the actor may view. Raises `Forbidden`."""
    require(actor, "view", app)
    rest = _among(Fragment("t.id = ANY(%s)", (list(ids),)), app, read_env(actor))
    sql = f"SELECT t.id FROM {ledger_table(app.app_id)} AS t {rest.text}"
    return {id_ for (id_,) in ledger_cursor().execute(sql, rest.params).fetchall()}


def require_record(
    actor: Actor, app: AppSchema, record_id: int, right: Right = "view", *, lock: str = ""
) -> None:
    """Refuse who may not do this with a record.

    Raises `NotFound` (``GAIA_RE01``) without the record, `Forbidden`. `lock` is a locking clause.
    """
    require(actor, right, app)
    if not 0 < record_id <= LARGEST_ID:
        raise NotFound("GAIA_RE01", id=record_id)
    allowed = rows_where(app, right, read_env(actor)) or TRUE
    row = (
        ledger_cursor()
        .execute(
            f"SELECT {allowed.text} FROM {ledger_table(app.app_id)} AS t WHERE t.id = %s {lock}",
            (*allowed.params, record_id),
        )
        .fetchone()
    )
    if row is None:
        raise NotFound("GAIA_RE01", id=record_id)
    if row[0] is not True:
        raise refusal(actor)


def require_records(actor: Actor, app: AppSchema, ids: Sequence[int]) -> None:
    """Refuse who may not view some of these records. Those that are not there are no matter."""
    visible = rows_where(app, "view", read_env(actor))
    if visible is None:
        return
    table = ledger_table(app.app_id)
    sql = (
        f"SELECT 1 FROM {table} AS t WHERE t.id = ANY(%s) AND ({visible.text}) IS NOT TRUE LIMIT 1"
    )
    if ledger_cursor().execute(sql, (_real(ids), *visible.params)).fetchone():
        raise refusal(actor)


def _real(ids: Sequence[int]) -> list[int]:
    return [id_ for id_ in ids if 0 < id_ <= LARGEST_ID]


def _among(chosen: Fragment, app: AppSchema, env: Env) -> Fragment:
    """The chosen records, as far as the actor may view them."""
    visible = visible_rows(app, env)
    where = chosen if visible is None else both(chosen, visible)
    return Fragment(f"WHERE {where.text}", where.params)


def _tell(
    actor: Actor,
    app: AppSchema,
    selection: Selection,
    rows: Sequence[tuple[Any, ...]],
    *,
    query: str | None = None,
) -> None:
    given = Given(app)
    given.note(selection, rows)
    given.tell(actor, {} if query is None else {"query": query})


def _limit(query: Query) -> int:
    return DEFAULT_LIMIT if query.limit is None else query.limit


def _rest(app: AppSchema, query: Query, env: Env, where: Fragment) -> Fragment:
    order = compile_order(query.order, app, env)
    return Fragment(f"{where.text} ORDER BY {order.text}", (*where.params, *order.params))


def _count(app: AppSchema, where: Fragment) -> int:
    sql = f"SELECT count(*) FROM {ledger_table(app.app_id)} AS t {where.text}"
    row = ledger_cursor().execute(sql, where.params).fetchone()
    return int(row[0]) if row else 0
