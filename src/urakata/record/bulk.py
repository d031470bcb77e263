"""Importing: any number of rows, in constant memory, by the same steps as a single one.

Rows go through the write path a few thousand at a time; new ones enter the ledger through COPY,
known ones are changed by one set-based UPDATE. Every row is checked, also after the first problem,
until there are enough problems to report; if there are any, nothing stays written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from urakata.access.rights import require
from urakata.definition.fields.base import Stored
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor, Right
from urakata.kernel import rules
from urakata.kernel.json import JSONDict, JSONValue
from urakata.record.completing import complete_new
from urakata.record.copying import copy_rows
from urakata.record.integrity import database_refusals
from urakata.record.permits import refuse_new_fields
from urakata.record.pipeline import (
    hold_off_deploys,
    merge_with_past,
    open_batch,
    parser_of,
    settle,
    store,
)
from urakata.record.problems import Problems
from urakata.record.rows import Batch, Change, Row
from urakata.record.targets import Targets, key_field

NEEDED: Final[tuple[Right, ...]] = ("import", "add")  #: rights of whoever imports a file
NEEDED_TO_CHANGE: Final[tuple[Right, ...]] = (*NEEDED, "edit", "view")  #: with a key
CHUNK: Final = 2_000  #: rows in memory at once
MOST_PROBLEMS: Final = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records an import added and changed."""

    added: int
    changed: int


def load_rows(
    *,
    actor: Actor,
    app: AppSchema,
    rows: Iterable[JSONDict],
    update_key: str | None = None,
    most_problems: int = MOST_PROBLEMS,
    tell: Callable[[int], None] | None = None,
) -> Loaded:
    """Add rows, or with `update_key` (a unique field's code) change those that are there already.

    Rows are what `add_records` takes. Raises `Invalid` with up to `most_problems` problems at
    ``records[3].金額.value``, counting all rows from 0. `tell` hears after every chunk how many
    rows were read. A row whose key is empty is added. Must run in the caller's transaction.
    """
    for right in NEEDED_TO_CHANGE if update_key else NEEDED:
        require(actor, right, app)
    if update_key:
        key_field(app, update_key, actor)
    batch = open_batch(actor, app, Problems(gathers_all=True, limit=most_problems))
    keys: set[Stored] = set()
    read = added = changed = 0
    with database_refusals(batch):
        hold_off_deploys(app)
        for chunk in _chunks(rows):
            batch.rows = []
            if update_key:
                _take_keyed(batch, chunk, read, (update_key, keys))
            else:
                _take_new(batch, chunk, read)
            settle(batch)
            if not batch.problems.found:
                store(batch, copy_rows)
            read, added = read + len(chunk), added + len(batch.new)
            changed += len(batch.existing)
            if tell is not None:
                tell(read)
        batch.problems.raise_any()
    return Loaded(added, changed)


def _chunks(rows: Iterable[JSONDict]) -> Iterator[list[JSONDict]]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _take_new(batch: Batch, chunk: list[JSONDict], start: int) -> None:
    parser = parser_of(batch)
    batch.rows = [
        parser.read(raw, f"records[{n}]", is_new=True) for n, raw in enumerate(chunk, start)
    ]
    refuse_new_fields(batch)
    complete_new(batch, batch.rows)


def _take_keyed(
    batch: Batch, chunk: list[JSONDict], start: int, key: tuple[str, set[Stored]]
) -> None:
    parser = parser_of(batch)
    batch.rows = [
        parser.read(raw, f"records[{n}]", is_new=False) for n, raw in enumerate(chunk, start)
    ]
    changes = [
        Change(raw, key=_key(batch, row, key)) for row, raw in zip(batch.rows, chunk, strict=True)
    ]
    merge_with_past(batch, Targets(batch, changes), upsert=True)


def _key(batch: Batch, row: Row, key: tuple[str, set[Stored]]) -> tuple[str, JSONValue] | None:
    """What names a row; nothing does when the key is empty, or was there before in the import."""
    code, seen = key
    value = row.sent.get(code)
    if value is None:
        return None
    if value in seen:
        batch.problems.add(f"{row.at}.{code}.value", rules.DUPLICATE_RECORD)
        row.refused |= {code}
        return None
    seen.add(value)
    return code, cast("JSONValue", value)
