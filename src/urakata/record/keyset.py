"""Keyset paging: going on after the last record seen, at any depth as fast as at the first page.

What comes after a record falls into stretches that follow each other: the same sort values and a
further id, then the next value of the last key, and so on, then the empty ones. Each stretch is a
range of the index behind the order, and a page reads as many of them as it needs (one, mostly).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.signing import BadSignature, Signer

from urakata.access.rights import require
from urakata.definition.conditions import (
    Env,
    Query,
    column_sql,
    compile_order,
    parse_query,
)
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment, join
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict
from urakata.record.adapters import ledger_cursor
from urakata.record.disclosure import Given
from urakata.record.read import read_env, visible_where
from urakata.record.selection import Selection, select_fields, show_rows

_NEVER_EMPTY: Final = frozenset({"id", "created_by", "created_at", "updated_by", "updated_at"})


@dataclass(frozen=True, slots=True)
class Slice:
    """Some records, and what to ask with for those after them (None: there are no more)."""

    records: list[JSONDict]
    after: str | None


@dataclass(frozen=True, slots=True)
class Window:
    """Which of the records in the order are read: after these sort values, or after so many."""

    values: list[str | None] | None
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the order; the last is always the id."""

    sql: str
    type: str
    is_descending: bool
    may_be_empty: bool


def list_after(
    *,
    actor: Actor,
    app: AppSchema,
    query: str,
    limit: int,
    start: str | int = 0,
    fields: Sequence[str] = (),
) -> Slice:
    """Up to `limit` records of a query, after a page that was read before or some that are skipped.

    `start` is what a page said of those behind it, for the same query; or a number of records to
    pass over, which takes the longer the more they are. The query may not limit itself. Raises
    `Invalid` at ``after`` for anything that no page answered with.
    """
    require(actor, "view", app)
    parsed = parse_query(query)
    if parsed.limit is not None or parsed.offset is not None:
        raise invalid("query", rules.BAD_QUERY)
    env = read_env(actor)
    keys = sort_keys(app, parsed, env)
    selection = select_fields(app, env, fields)
    where = visible_where(app, parsed, env)
    order = compile_order(parsed.order, app, env)
    seal = Signer(salt=f"{app.app_id} {order.text}")
    rows = _read(selection, keys, (where, order), _window(seal, start, limit + 1))
    width = selection.width
    last = rows[limit - 1] if len(rows) > limit else None
    page = [row[:width] for row in rows[:limit]]
    shown = list(show_rows(selection, page, env))
    given = Given(app)
    given.note(selection, page)
    given.tell(actor, {"query": query})
    return Slice(shown, None if last is None else seal.sign_object(list(last[width:])))


def sort_keys(app: AppSchema, query: Query, env: Env) -> list[Key]:
    """The keys of a query's order down to the id, after which nothing is equal."""
    compile_order(query.order, app, env)  # refuses what has no order
    keys: dict[str, Key] = {}
    for sort in query.order:
        if sort.field.code == "$id":
            return [*keys.values(), _by_id(is_descending=sort.is_descending)]
        field = app.by_code[sort.field.code]
        sql = column_sql(field, app, env)
        may_be_empty = field.type.system_column not in _NEVER_EMPTY
        key = Key(sql, str(field.type.column), sort.is_descending, may_be_empty)
        keys.setdefault(sql, key)
        if sql == "t.id":
            return list(keys.values())
    return [*keys.values(), _by_id(is_descending=True)]


def _by_id(*, is_descending: bool) -> Key:
    return Key("t.id", "bigint", is_descending, may_be_empty=False)


def _window(seal: Signer, start: str | int, limit: int) -> Window:
    if isinstance(start, int):
        return Window(None, start, limit)
    return Window(_open(seal, start), 0, limit)


def _read(
    selection: Selection, keys: list[Key], clauses: tuple[Fragment, Fragment], window: Window
) -> list[tuple[Any, ...]]:
    where, order = clauses
    marked = ", ".join(f"({key.sql})::text" for key in keys)
    rows: list[tuple[Any, ...]] = []
    for stretch in _stretches(keys, window.values):
        rest = Fragment(
            f"WHERE {where.text} AND {stretch.text} ORDER BY {order.text} LIMIT %s OFFSET %s",
            (
                *where.params,
                *stretch.params,
                *order.params,
                window.limit - len(rows),
                window.offset,
            ),
        )
        sql = selection.statement(rest, also=marked)
        rows += ledger_cursor().execute(sql.text, sql.params).fetchall()
        if len(rows) >= window.limit:
            break
    return rows


def _stretches(keys: list[Key], values: list[str | None] | None) -> Iterator[Fragment]:
    """Conditions that follow each other in the order and together hold whatever comes after."""
    if values is None:
        yield Fragment("TRUE")
        return
    same = [_same(key, value) for key, value in zip(keys, values, strict=True)]
    last = len(keys) - 1
    if last > 0 and values[-2] is not None and keys[-2].is_descending == keys[-1].is_descending:
        last -= 1  # the ties and what follows them are one range of the index
        yield join(" AND ", (*same[:last], _beyond_both(keys[last:], values[last:])))
        if keys[last].is_descending and keys[last].may_be_empty:
            yield join(" AND ", (*same[:last], Fragment(f"{keys[last].sql} IS NULL")))
        last -= 1
    for place in range(last, -1, -1):
        for beyond in _beyond(keys[place], values[place]):
            yield join(" AND ", (*same[:place], beyond))


def _same(key: Key, value: str | None) -> Fragment:
    if value is None:
        return Fragment(f"{key.sql} IS NULL")
    return Fragment(f"{key.sql} = %s::{key.type}", (value,))


def _beyond_both(keys: list[Key], values: list[str | None]) -> Fragment:
    """What comes after a pair of values where both keys run the same way."""
    (one, two), sign = keys, "<" if keys[0].is_descending else ">"
    places = f"(%s::{one.type}, %s::{two.type})"
    return Fragment(f"({one.sql}, {two.sql}) {sign} {places}", tuple(values))


def _beyond(key: Key, value: str | None) -> Iterator[Fragment]:
    """What one key has after a value: empty comes first going up and last going down."""
    if value is None:
        if not key.is_descending:
            yield Fragment(f"{key.sql} IS NOT NULL")
        return
    yield Fragment(f"{key.sql} {'<' if key.is_descending else '>'} %s::{key.type}", (value,))
    if key.is_descending and key.may_be_empty:
        yield Fragment(f"{key.sql} IS NULL")


def _open(seal: Signer, after: str) -> list[str | None]:
    try:
        values: list[str | None] = seal.unsign_object(after)
    except (BadSignature, UnicodeEncodeError):
        raise invalid("after", rules.BAD_SHAPE) from None
    return values
