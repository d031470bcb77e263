"""Building the indexes an app wants: within its deploy, or on a big ledger afterwards, by a job.

An index built within a deploy makes writers wait; one built ``CONCURRENTLY`` does not, but cannot
be part of a transaction, and leaves an invalid one behind when it is interrupted. The job removes
such remains first. Unique indexes are always built within the deploy: they are a promise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.kernel.errors import NotFound
from urakata.kernel.text import Text
from urakata.record.adapters import ledger_cursor
from urakata.record.ddl import find_shapes
from urakata.record.indexes import (
    SMALL,
    Index,
    found_indexes,
    purpose_of,
    related_index,
    unbounded_columns,
    wanted_indexes,
)
from urakata.record.plan import Step

CREATE_INDEX: Final = Text("索引を作成します：{name}", "Create an index: {name}")
CREATE_UNIQUE: Final = Text(
    "値の重複を禁止する索引を作成します：{name}", "Create an index that keeps values unique: {name}"
)
DROP_INDEX: Final = Text("使われなくなった索引を削除します：{name}", "Drop an idle index: {name}")


@dataclass(frozen=True, slots=True)
class Standing:
    """A ledger as it stands."""

    indexes: Mapping[str, bool]  #: by name, and whether each is whole
    columns: Collection[str]  #: none when there is no table yet
    is_big: bool


def index_steps(schema: AppSchema, standing: Standing) -> Iterator[Step]:
    """What a deploy does itself; on a big ledger the rest is `later_indexes`."""
    wanted = _possible(schema, standing)
    for name in _superfluous(wanted, standing.indexes):
        if purpose_of(name) == "u" or not standing.is_big:
            yield Step(DROP_INDEX.fill(name=name), (Fragment(f"DROP INDEX ledger.{name}"),))
    for name in _missing(wanted, standing.indexes):
        is_unique = purpose_of(name) == "u"
        if is_unique or not standing.is_big:
            text = CREATE_UNIQUE if is_unique else CREATE_INDEX
            sql = Fragment(wanted[name].create())
            yield Step(text.fill(name=name), (sql,), is_blocking=standing.is_big)


def later_indexes(schema: AppSchema, standing: Standing) -> list[str]:
    """The names of the indexes that a big ledger gets or loses after its deploy."""
    if not standing.is_big:
        return []
    wanted, found = _possible(schema, standing), standing.indexes
    names = (*_missing(wanted, found), *_superfluous(wanted, found))
    return [name for name in dict.fromkeys(names) if purpose_of(name) != "u"]


def standing_of(app_id: int) -> Standing:
    """Look into PostgreSQL's catalogue."""
    table = ledger_table(app_id)
    columns = find_shapes(app_id).columns.get(table, {})
    return Standing(found_indexes(app_id), columns, bool(columns) and is_big(table))


def is_big(table: str) -> bool:
    """Whether building an index on it would keep writers waiting for long."""
    row = ledger_cursor().execute(f"SELECT FROM {table} OFFSET {SMALL} LIMIT 1").fetchone()
    return row is not None


def build_indexes(app_id: int, related: Iterable[str] = ()) -> None:
    """Bring the indexes of a live app in line, without holding up anybody.

    `related` are codes of fields by which other apps find this one's records. Must run outside of
    any transaction.
    """
    try:
        schema = live_schema(app_id)
    except NotFound:
        return
    standing = standing_of(app_id)
    wanted, found = _possible(schema, standing), standing.indexes
    asked = (related_index(schema, code) for code in related)
    wanted |= {index.name: index for index in asked if index is not None}
    for name in _superfluous(wanted, found):
        ledger_cursor().execute(f"DROP INDEX CONCURRENTLY IF EXISTS ledger.{name}")
    for name in _missing(wanted, found):
        ledger_cursor().execute(wanted[name].create(concurrently=True))


def _possible(schema: AppSchema, standing: Standing) -> dict[str, Index]:
    """What is wanted, without new indexes on texts some of which do not fit into one."""
    wanted = wanted_indexes(schema)
    unbounded = unbounded_columns(schema).intersection(standing.columns)
    new = [index for name, index in wanted.items() if name not in standing.indexes]
    doubtful = {column for index in new for column in unbounded.intersection(index.column_names)}
    misfits = {column for column in doubtful if _has_long_text(schema, column)}
    return {
        name: index
        for name, index in wanted.items()
        if name in standing.indexes or misfits.isdisjoint(index.column_names)
    }


def _has_long_text(schema: AppSchema, column: str) -> bool:
    sql = f"SELECT FROM {ledger_table(schema.app_id)} WHERE octet_length({column}) > 600 LIMIT 1"
    return ledger_cursor().execute(sql).fetchone() is not None


def _missing(wanted: Mapping[str, Index], found: Mapping[str, bool]) -> list[str]:
    return [name for name in wanted if not found.get(name)]


def _superfluous(wanted: Mapping[str, Index], found: Mapping[str, bool]) -> list[str]:
    """What nothing asks for, and the remains of a build that was interrupted.

    What another app asked for stays: this app does not know whether it still does.
    """
    return [
        name
        for name, is_whole in found.items()
        if not is_whole or (name not in wanted and purpose_of(name) != "r")
    ]
