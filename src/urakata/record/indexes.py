"""Which indexes an app's ledger has: exactly those that something asks for.

Unique fields, look-up keys and, with a process, the status and the assignees always; besides, for
each saved view, the columns its filter pins to a value, then the column it is sorted by, then the
id. The name of an index tells its table, its purpose and its columns, so that an index that is
there and one that should be are the same exactly when their names are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, TypeGuard

from urakata.definition.conditions.parser import parse_query
from urakata.definition.conditions.syntax import Query, Sort, comparisons, equality_columns
from urakata.definition.fields.base import Stored
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.kernel.errors import Invalid
from urakata.record.adapters import ledger_cursor

Purpose: TypeAlias = Literal["u", "k", "v", "g", "r"]
"""Unique, look-up key, view, members of a list (GIN), asked for by another app's related records."""

SMALL: Final = 50_000  #: records up to which an index is built within the deploy
MOST_VIEW_INDEXES: Final = 24  #: each costs every write a little; the first views win
MOST_SORTS: Final = 3

_LONGEST_NAME: Final = 63
_RISING: Final = "ASC NULLS FIRST"
_FALLING: Final = "DESC NULLS LAST"
_NAME: Final = re.compile(r"app_\d+(?:_t\d+)?_([ukvgr])_")
_SAFE: Final = 200  #: characters; three such texts fit into one index entry
_MANAGED: Final = r"^app_[0-9]+(_t[0-9]+)?_[ukvgr]_"
_ARRAYS: Final = frozenset({"choices", "people", "files"})
_COMPARABLE: Final = frozenset({"text", "number", "date", "time", "datetime", "choice"})


@dataclass(frozen=True, slots=True)
class Index:
    """One index, by what it is for and what it is on."""

    table: str
    purpose: Purpose
    columns: tuple[str, ...]  #: ``f7`` or ``f7 DESC NULLS LAST``

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns without their order."""
        return tuple(column.partition(" ")[0] for column in self.columns)

    @property
    def name(self) -> str:
        """``app_12_v_status_f7d_id``; a hash stands for columns too many to name."""
        prefix = f"{self.table.removeprefix('ledger.')}_{self.purpose}_"
        slug = "_".join(map(_short, self.columns))
        if len(prefix + slug) > _LONGEST_NAME:
            slug = hashlib.sha256(slug.encode()).hexdigest()[:16]
        return prefix + slug

    def create(self, *, concurrently: bool = False) -> str:
        """The statement that builds it."""
        unique = "UNIQUE " if self.purpose == "u" else ""
        method = "gin" if self.purpose == "g" else "btree"
        return (
            f"CREATE {unique}INDEX {'CONCURRENTLY ' if concurrently else ''}IF NOT EXISTS {self.name}"
            f" ON {self.table} USING {method} ({', '.join(self.columns)})"
        )


def _short(column: str) -> str:
    name, _, order = column.partition(" ")
    return name + {_RISING: "a", _FALLING: "d"}.get(order, "")


def purpose_of(name: str) -> str:
    """The purpose of an index, by its name."""
    match = _NAME.match(name)
    return "" if match is None else match[1]


def unique_index(app_id: int, field: Field) -> Index:
    """The index that keeps a field's values apart; its name ends in the field's column."""
    return Index(ledger_table(app_id), "u", (field.column,))


def wanted_indexes(schema: AppSchema) -> dict[str, Index]:
    """Every index that the app itself asks for, by name."""
    table = ledger_table(schema.app_id)
    found = [unique_index(schema.app_id, f) for f in schema.top_fields if f.unique and f.is_stored]
    found += _keys(schema)
    if schema.process.is_enabled:
        found.append(Index(table, "v", ("status", "id DESC")))
        found.append(Index(table, "g", ("assignees",)))
    for_views = dict.fromkeys(
        index for query in _view_queries(schema) for index in _for(query, schema)
    )
    found += list(for_views)[:MOST_VIEW_INDEXES]
    return {index.name: index for index in found}


def related_index(schema: AppSchema, code: str) -> Index | None:
    """The index on one of the app's fields by which another app finds its related records.

    None when the field has one anyway (unique, or the record number) or cannot have any.
    """
    field = schema.by_code.get(code)
    if field is None or field.unique or not _is_indexable(field) or field.column == "id":
        return None
    return Index(_table_of(field, schema), "r", (field.column,))


def _keys(schema: AppSchema) -> Iterator[Index]:
    for field in schema.fields:
        if field.lookup is not None and _is_indexable(field) and not field.unique:
            yield Index(_table_of(field, schema), "k", (field.column,))


def _table_of(field: Field, schema: AppSchema) -> str:
    if field.table_id is None:
        return ledger_table(schema.app_id)
    return child_table(schema.app_id, field.table_id)


def _is_indexable(field: Field) -> bool:
    return (field.is_stored or field.type.system_column is not None) and (
        field.type.kind in _COMPARABLE or field.type.is_single
    )


def _view_queries(schema: AppSchema) -> Iterator[Query]:
    """What the saved views ask, in their order. A condition that no longer parses asks nothing."""
    for view in sorted(schema.views.values(), key=lambda v: int(str(v.get("index") or 0))):
        condition, sort = str(view.get("filterCond") or ""), str(view.get("sort") or "")
        try:
            yield parse_query(f"{condition} order by {sort}" if sort else condition)
        except Invalid:
            continue


def _for(query: Query, schema: AppSchema) -> Iterator[Index]:
    """The indexes that make one view a walk along an index."""
    pinned = [f for f in map(schema.by_code.get, equality_columns(query.condition)) if _is_top(f)]
    lists = [f for f in pinned if f.type.kind in _ARRAYS and not f.type.is_single]
    for field in lists:
        yield Index(ledger_table(schema.app_id), "g", (field.column,))
    scalars = [f for f in pinned if _is_indexable(f) and f not in lists]
    several = _codes_with_several_values(query)
    for columns in (
        [f.column for f in scalars],
        [f.column for f in scalars if f.code not in several],
    ):
        order = _order(query.order, schema, columns)
        if columns + order[:-1]:
            yield Index(ledger_table(schema.app_id), "v", (*columns, *order))


def _is_top(field: Field | None) -> TypeGuard[Field]:
    return field is not None and field.table_id is None and field.is_enabled


def _codes_with_several_values(query: Query) -> set[str]:
    """An index that begins with such a column finds the records, but not in the view's order."""
    return {c.field.code for c in comparisons(query.condition) if len(c.values) > 1}


def _order(sorts: Sequence[Sort], schema: AppSchema, pinned: Iterable[str]) -> list[str]:
    """The sort columns exactly as lists are ordered: empty first or last, then the newest first."""
    seen = {"id", *pinned}
    columns: list[str] = []
    for sort in sorts[:MOST_SORTS]:
        column = _sort_column(sort, schema)
        if column is None or column == "id":
            break
        if column not in seen:
            seen.add(column)
            columns.append(f"{column} {_FALLING if sort.is_descending else _RISING}")
    return [*columns, "id DESC"]


def _sort_column(sort: Sort, schema: AppSchema) -> str | None:
    if sort.field.code == "$id":
        return "id"
    field = schema.by_code.get(sort.field.code)
    return field.column if _is_top(field) and _is_indexable(field) else None


def longest_indexed(
    schema: AppSchema, rows: Iterable[Mapping[str, Stored]]
) -> tuple[int, Field] | None:
    """The place of the row and the field whose text is the longest among those in an index.

    Texts without a maximum length are indexed too where a view is sorted by them. PostgreSQL
    refuses (``ProgramLimitExceeded``) what does not go into 2,700 bytes, compressed; this is the
    value it meant.
    """
    fields = [f for f in schema.top_fields if f.column in unbounded_columns(schema)]
    lengths = [
        (len(value.encode()), place, field)
        for place, values in enumerate(rows)
        for field in fields
        if isinstance(value := values.get(field.code), str)
    ]
    if not lengths:
        return None
    _, place, field = max(lengths, key=lambda each: each[0])
    return place, field


def unbounded_columns(schema: AppSchema) -> frozenset[str]:
    """The columns of texts that a value may be too long for an index in."""
    return frozenset(
        f.column
        for f in schema.top_fields
        if f.type.kind == "text"
        and f.type.is_sortable
        and not f.unique
        and (getattr(f.config, "longest", None) or _SAFE + 1) > _SAFE
    )


def found_indexes(app_id: int) -> dict[str, bool]:
    """The indexes there are, by name, and whether each is whole."""
    rows = ledger_cursor().execute(
        """
        SELECT c.relname, x.indisvalid
        FROM pg_index x
        JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
        WHERE t.relnamespace = 'ledger'::regnamespace
          AND (t.relname = %s OR t.relname ~ %s) AND c.relname ~ %s
        ORDER BY c.relname
        """,
        (f"app_{app_id:d}", f"^app_{app_id:d}_t[0-9]+$", _MANAGED),
    )
    return dict(rows.fetchall())
