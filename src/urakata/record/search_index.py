"""Full-text search of records: kept up to date a moment later, exact at once.

Each app has a table of search texts beside its ledger: what can be searched of a record, in one
spelling and without spaces, under an index of two-character pairs (`ledger.bigrams`). Writing into
that index costs more than writing the record, so writers only note which records changed
(`mark_dirty`); the worker follows (`run_once`). A search looks into the index *and* at the noted
records (`candidates`), and the exact ``LIKE`` of the condition decides in the end: so what was
saved a millisecond ago is found, and what was changed since is not found by its old text.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from django.db import DatabaseError, transaction

from urakata.definition.physical import child_table, is_stood_in, ledger_table, search_table
from urakata.definition.queries import is_in_trash, live_schema
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.kernel.errors import NotFound
from urakata.record.adapters import ledger_cursor
from urakata.record.locks import SEARCH, lock_for_write
from urakata.record.per_schema import once_per_schema
from urakata.record.ranges import Range, merge_ranges, ranges_of, within
from urakata.record.search_texts import SEPARATOR, is_searched, text_of_field

logger = logging.getLogger("urakata.search")

MOST_CANDIDATES: Final = 10_000  #: with more hits, walking the list itself is the faster way
MOST_DIRTY: Final = 100_000  #: records out of date beyond which an index is of no use
BATCH: Final = 1_000  #: records brought up to date in one transaction, about half a second
ANALYZE_AFTER: Final = 20_000  #: changed rows after which statistics are renewed

_NOTHING: Final = "''"

_Note: TypeAlias = "tuple[int, int, int, int | None]"
"""Id of a dirty row, its range, and where what is left of it begins (None: nothing is left)."""


def mark_dirty(app: AppSchema, ids: Iterable[int]) -> None:
    """Note that records changed, in the transaction that changes them: one statement."""
    ranges = ranges_of(ids) if _text_of_record(app) != _NOTHING else ()
    if len(ranges) == 1:
        mark_range_dirty(app.app_id, ranges[0].first, ranges[0].last)
    elif ranges:
        ledger_cursor().execute(
            "INSERT INTO record_searchdirty (app_id, first_id, last_id)"
            " SELECT %s, * FROM unnest(%s::bigint[], %s::bigint[])",
            (app.app_id, [r.first for r in ranges], [r.last for r in ranges]),
            prepare=True,
        )


def mark_range_dirty(app_id: int, first_id: int, last_id: int) -> None:
    """`mark_dirty` for every record there is between two ids: what an import calls."""
    ledger_cursor().execute(
        "INSERT INTO record_searchdirty (app_id, first_id, last_id) VALUES (%s, %s, %s)",
        (app_id, first_id, last_id),
        prepare=True,
    )


def candidates(schema: AppSchema, needle: str) -> Fragment | None:
    """A condition on ``t`` that every record with the needle in any of its texts fulfils.

    None when that would not narrow the search down: common words, too many records out of date.
    Takes under a millisecond, whatever the size of the ledger.
    """
    if is_stood_in(schema.app_id):
        return None  # the texts are those of today
    row = (
        ledger_cursor()
        .execute(
            "SELECT ids, firsts, lasts FROM ledger.find(%s, %s, %s)",
            (schema.app_id, needle.replace("\x00", ""), MOST_CANDIDATES),
        )
        .fetchone()
    )
    if row is None or row[0] is None:
        return None
    dirty = merge_ranges(map(Range, row[1] or (), row[2] or ()))
    if sum(len(r) for r in dirty) > MOST_DIRTY:
        return None
    return within("t.id", row[0], dirty)


def run_once() -> int:
    """Bring one batch of every app up to date; answers how many ids it covered (0: all done)."""
    rows = ledger_cursor().execute("SELECT DISTINCT app_id FROM record_searchdirty").fetchall()
    done = 0
    for (app_id,) in rows:
        try:
            done += refresh(app_id, batches=1)
        except DatabaseError:  # its searches stay exact, only slower; the others must go on
            logger.exception("The search texts of app %s could not be brought up to date", app_id)
    return done


def refresh(app_id: int, *, batches: int = 2**31) -> int:
    """Bring an app's search texts up to date, batch by batch, each in its own transaction.

    Answers how many ids it covered. While another process is at it, does nothing: an
    older snapshot must never overwrite a newer text.
    """
    done = 0
    for _ in range(batches):
        with transaction.atomic():
            count = _refresh_batch(app_id) if _is_mine(app_id) else 0
        if not count:
            break
        done += count
    if done:
        _tidy(app_id)
    return done


def _is_mine(app_id: int) -> bool:
    row = (
        ledger_cursor()
        .execute(f"SELECT pg_try_advisory_xact_lock({SEARCH}, %s::int)", (app_id,))
        .fetchone()
    )
    return row == (True,)


def _refresh_batch(app_id: int) -> int:
    lock_for_write((app_id,))
    try:
        schema = live_schema(app_id)
    except NotFound:
        if is_in_trash(app_id):  # it may come back, and its texts are as late as they were
            return 0
        ledger_cursor().execute("DELETE FROM record_searchdirty WHERE app_id = %s", (app_id,))
        return 0
    notes = _take_notes(app_id)
    ranges = merge_ranges(Range(first, last) for _, first, last, _ in notes)
    _write_texts(schema, ranges)
    ledger_cursor().execute(
        "DELETE FROM record_searchdirty WHERE id = ANY(%s)",
        ([note for note, _, _, rest in notes if rest is None],),
    )
    ledger_cursor().executemany(
        "UPDATE record_searchdirty SET first_id = %s WHERE id = %s",
        [(rest, note) for note, _, _, rest in notes if rest is not None],
    )
    return sum(map(len, ranges))


def _take_notes(app_id: int) -> list[_Note]:
    """The oldest notes that make a batch. A long range is cut, and its rest left noted."""
    notes = ledger_cursor().execute(
        "SELECT id, first_id, last_id FROM record_searchdirty"
        " WHERE app_id = %s ORDER BY id LIMIT %s",
        (app_id, BATCH),
    )
    taken: list[_Note] = []
    room = BATCH
    for note, first, last in notes:
        if last - first < room:
            taken.append((note, first, last, None))
            room -= last - first + 1
        elif not taken:
            return [_cut(app_id, note, first, last)]
        else:
            break
    return taken


def _cut(app_id: int, note: int, first: int, last: int) -> _Note:
    """As much of a long range as holds one batch of records that exist."""
    row = (
        ledger_cursor()
        .execute(
            f"SELECT id FROM {ledger_table(app_id)} WHERE id BETWEEN %s AND %s"
            " ORDER BY id OFFSET %s LIMIT 1",
            (first, last, BATCH),
        )
        .fetchone()
    )
    return (note, first, last, None) if row is None else (note, first, row[0] - 1, row[0])


def _write_texts(schema: AppSchema, ranges: Sequence[Range]) -> None:
    bounds = ([r.first for r in ranges], [r.last for r in ranges])
    texts, ledger = search_table(schema.app_id), ledger_table(schema.app_id)
    ledger_cursor().execute(
        f"DELETE FROM {texts} AS s USING unnest(%s::bigint[], %s::bigint[]) AS r(first, last)"
        " WHERE s.record_id BETWEEN r.first AND r.last"
        f" AND NOT EXISTS (SELECT FROM {ledger} AS t WHERE t.id = s.record_id)",
        bounds,
    )
    ledger_cursor().execute(
        f"INSERT INTO {texts} AS s (record_id, doc)"
        f" SELECT t.id, ledger.squeeze({_text_of_record(schema)}) FROM {ledger} AS t"
        " JOIN unnest(%s::bigint[], %s::bigint[]) AS r(first, last)"
        " ON t.id BETWEEN r.first AND r.last"
        " ON CONFLICT (record_id) DO UPDATE SET doc = excluded.doc WHERE s.doc <> excluded.doc",
        bounds,
    )


def _tidy(app_id: int) -> None:
    """Move fresh entries to their places in the index, and renew statistics now and then."""
    ledger_cursor().execute(f"SELECT gin_clean_pending_list('{search_table(app_id)}_bigrams')")
    for table in (search_table(app_id), ledger_table(app_id)):
        sql = f"SELECT pg_stat_get_mod_since_analyze('{table}'::regclass) > {ANALYZE_AFTER}"
        if ledger_cursor().execute(sql).fetchone() == (True,):
            ledger_cursor().execute(f"ANALYZE {table}")


@once_per_schema
def _text_of_record(schema: AppSchema) -> str:
    """An SQL expression over ``t``: everything of a record that can be searched."""
    parts = [text_of_field(f, f"t.{f.column}") for f in schema.top_fields if is_searched(f)]
    for table in schema.tables:
        columns = [
            text_of_field(f, f"c.{f.column}") for f in schema.columns_of(table) if is_searched(f)
        ]
        if columns:
            parts.append(
                f"(SELECT string_agg({_joined(columns)}, {SEPARATOR})"
                f" FROM {child_table(schema.app_id, table.id)} AS c WHERE c.record_id = t.id)"
            )
    return _joined(parts) if parts else _NOTHING


def _joined(parts: Sequence[str]) -> str:
    return f"concat_ws({SEPARATOR}, {', '.join(parts)})"
