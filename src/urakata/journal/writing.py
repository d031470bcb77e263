"""Writes what happened, in the transaction in which it happens."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from types import MappingProxyType
from typing import Protocol, TypeAlias

from django.db import connection

from urakata.journal.context import Source, current
from urakata.journal.kinds import Kind
from urakata.kernel.json import JSONValue

_EMPTY: Mapping[str, JSONValue] = MappingProxyType({})


def _empty() -> Mapping[str, JSONValue]:
    return _EMPTY


ONE_INSERT = 500  #: above this many entries, COPY is faster

_COLUMNS = "at, kind, app_id, record_id, revision, actor_id, source, body"
_TYPES = ("timestamptz", "text", "bigint", "bigint", "bigint", "bigint", "text", "text")
_INSERT = (
    f"INSERT INTO journal_entry ({_COLUMNS}) "
    f"SELECT * FROM unnest({', '.join(f'%s::{name}[]' for name in _TYPES)})"
)
_COPY = f"COPY journal_entry ({_COLUMNS}) FROM STDIN"

_Row: TypeAlias = tuple[datetime, str, int | None, int | None, int | None, int, str, str]


class Who(Protocol):
    """Whoever does it."""

    @property
    def user_id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def via(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened."""

    kind: Kind
    app_id: int | None = None
    record_id: int | None = None
    revision: int | None = None  #: after the change
    before: Mapping[str, JSONValue] = field(
        default_factory=_empty
    )  #: changed values only, in their stored form
    after: Mapping[str, JSONValue] = field(default_factory=_empty)
    about: Mapping[str, JSONValue] = field(
        default_factory=_empty
    )  #: anything else: a file's name, a query


def write(who: Who, entries: Iterable[Entry]) -> None:
    """Write them all with one statement, or none if the caller's transaction fails."""
    at, source = datetime.now(UTC), current()
    rows = (_row(who, entry, at, source) for entry in entries)
    first = list(islice(rows, ONE_INSERT + 1))
    if not first:
        return
    with connection.cursor() as cursor:
        if len(first) <= ONE_INSERT:
            cursor.execute(_INSERT, [list(column) for column in zip(*first, strict=True)])
            return
        with cursor.copy(_COPY) as copy:
            for row in chain(first, rows):
                copy.write_row(row)


def _row(who: Who, entry: Entry, at: datetime, source: Source) -> _Row:
    return (
        at,
        entry.kind,
        entry.app_id,
        entry.record_id,
        entry.revision,
        who.user_id,
        source.name,
        _body(who, entry, at, source),
    )


def _body(who: Who, entry: Entry, at: datetime, source: Source) -> str:
    """The whole entry as one line of JSON, always spelled the same way: its hash is sealed."""
    said: dict[str, object] = {
        "at": at.isoformat(timespec="microseconds"),
        "kind": entry.kind,
        "app": entry.app_id,
        "record": entry.record_id,
        "revision": entry.revision,
        "actor": {"id": who.user_id, "code": who.code, "via": who.via},
        "source": {"name": source.name, "address": source.address, "request": source.request_id},
        "before": dict(entry.before),
        "after": dict(entry.after),
        "about": dict(entry.about),
    }
    return json.dumps(
        said, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
