"""Records with all the words in the fields that the actor sees.

Each app is a stream of its records, the newest first; a page takes from all of them by age. Which
records may have the words, the search texts of the apps say, for all apps in one call; whether they
do in what the actor sees, one statement about all apps that have such records. Both take so many
rows and so long at most, and a page goes on where the one before it stopped looking.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from typing import Any, Final, NamedTuple

from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment, join
from urakata.directory.people import snapshot
from urakata.record.adapters import ledger_cursor
from urakata.record.disclosure import tell_reading
from urakata.record.read import visible_rows
from urakata.record.search_texts import BETWEEN
from urakata.record.searching.asking import TOP, WALKED, Hit, Page, Search, over_apps
from urakata.record.searching.parts import Part, seen_parts, seen_text
from urakata.record.searching.snippets import has_any, snippet
from urakata.record.titles import show_title, title_field, title_sql

FIRST: Final = 50  #: records of an app that are compared in the first round
MORE: Final = 8  #: times as many in each round after it
SECONDS: Final = 0.5  #: after which no other round begins
LONGEST_SHOWN: Final = 50_000  #: characters of a field that a snippet is looked for in

_CANDIDATES: Final = "SELECT app, ids, down_to FROM ledger.newest_records(%s, %s, %s, %s, %s, %s)"


class Found(NamedTuple):
    """A record with all the words."""

    age: float  #: the newer, the smaller
    app_id: int
    id: int


@dataclass(slots=True)
class Streams:
    """The records found of each app, the newest first, and where each app goes on."""

    found: dict[int, list[Found]] = field(default_factory=dict)
    down_to: dict[int, int] = field(default_factory=dict)  #: ids below it were not looked at

    @property
    def size(self) -> int:
        """How many records were found."""
        return sum(map(len, self.found.values()))

    def unfinished(self) -> dict[int, int]:
        """The apps that have records left to look at, and below which id."""
        return {app_id: down_to for app_id, down_to in self.down_to.items() if down_to}


def find_records(search: Search, after: Mapping[str, int], limit: int) -> Page:
    """A page of records, the newest first; `after` is what the page before answered."""
    start = {app_id: after.get(str(app_id), TOP) for app_id in search.apps}
    streams = _look({app_id: below for app_id, below in start.items() if below}, search, limit)
    page = [found for found, _ in zip(merge(*streams.found.values()), range(limit), strict=False)]
    rest = _rest(start, streams, page)
    return Page(_show(search, page), rest if any(rest.values()) else None)


def _look(below: dict[int, int], search: Search, limit: int) -> Streams:
    """Look round by round, further each time, until there is enough, nothing left or no time."""
    streams = Streams()
    ends, most = time.monotonic() + SECONDS, FIRST
    while below and streams.size <= limit and time.monotonic() < ends:
        candidates = _candidates(search, below, most)
        streams.down_to = {app_id: down_to for app_id, (_, down_to) in candidates.items()}
        wanted = {app_id: ids for app_id, (ids, _) in candidates.items() if ids}
        for found in _with_words(search, wanted, limit + 1):
            streams.found.setdefault(found.app_id, []).append(found)
        below, most = streams.unfinished(), min(most * MORE, WALKED)
    return streams


def _rest(start: Mapping[int, int], streams: Streams, page: list[Found]) -> dict[str, int]:
    """Below which id each app goes on; 0 where there is nothing left."""
    last = {found.app_id: found.id for found in page}
    rest = {}
    for app_id, below in start.items():
        found = streams.found.get(app_id, [])
        if found and found[-1].id != last.get(app_id):
            rest[app_id] = last.get(app_id, below)
        else:
            rest[app_id] = streams.down_to.get(app_id, 0) if below else 0
    return {str(app_id): below for app_id, below in rest.items()}


def _candidates(
    search: Search, below: Mapping[int, int], most: int
) -> dict[int, tuple[list[int], int]]:
    parameters = ([*below], [*below.values()], search.sent_words, most, WALKED, SECONDS / 2)
    rows = ledger_cursor().execute(_CANDIDATES, parameters).fetchall()
    return {app_id: (ids, down_to) for app_id, ids, down_to in rows}


def _with_words(search: Search, wanted: Mapping[int, list[int]], most: int) -> Iterator[Found]:
    """Those of some records that have the words where the actor may see them."""

    def of_app(app: AppSchema) -> Fragment:
        visible = visible_rows(app, search.env) or Fragment("TRUE")
        said = seen_text(seen_parts(app, search.env))
        has = search.words.in_text("x.said")
        return Fragment(
            f"SELECT -extract(epoch FROM t.created_at)::float8, {app.app_id:d}, t.id"
            f" FROM {ledger_table(app.app_id)} AS t"
            f" CROSS JOIN LATERAL (SELECT {said} AS said OFFSET 0) AS x"
            f" WHERE t.id = ANY(%s) AND {visible.text} AND {has.text}"
            " ORDER BY t.id DESC LIMIT %s",
            (wanted[app.app_id], *visible.params, *has.params, most),
        )

    return (Found(*row) for row in over_apps(search, wanted, of_app))


def _show(search: Search, page: list[Found]) -> list[Hit]:
    wanted: dict[int, list[int]] = {}
    for found in page:
        wanted.setdefault(found.app_id, []).append(found.id)
    parts = {id_: seen_parts(search.apps[id_], search.env) for id_ in wanted}

    def of_app(app: AppSchema) -> Fragment:
        texts = join(", ", (Fragment(f"left({p.sql}, {LONGEST_SHOWN})") for p in parts[app.app_id]))
        return Fragment(
            f"SELECT {app.app_id:d}, t.id, {title_sql(app, search.env)}, t.updated_at,"
            f" ARRAY[{texts.text}]::text[] FROM {ledger_table(app.app_id)} AS t"
            " WHERE t.id = ANY(%s)",
            (wanted[app.app_id],),
        )

    shown = {
        (row[0], row[1]): _hit(search, search.apps[row[0]], parts[row[0]], row)
        for row in over_apps(search, wanted, of_app)
    }
    hits = [shown[each.app_id, each.id] for each in page if (each.app_id, each.id) in shown]
    _tell(search, hits)
    return hits


def _hit(search: Search, app: AppSchema, parts: list[Part], row: tuple[Any, ...]) -> Hit:
    _, record_id, title, changed, texts = row
    part, text = _best(search, zip(parts, texts, strict=True))
    return Hit(
        "record",
        str(record_id),
        show_title(app, title, snapshot()),
        app=app,
        record_id=record_id,
        field_code=part.field.code if part else "",
        field_label=part.label if part else "",
        snippet=snippet(text, search.words) if part else (),
        at=changed,
    )


def _best(search: Search, texts: Iterable[tuple[Part, str | None]]) -> tuple[Part | None, str]:
    """The field with most of the words; of several the first."""
    best: tuple[int, Part | None, str] = (0, None, "")
    for part, text in texts:
        count = has_any(text, search.words) if text else 0
        if text and count > best[0]:
            best = (count, part, text.replace(BETWEEN, " ・ "))
    return best[1], best[2]


def _tell(search: Search, hits: Iterable[Hit]) -> None:
    """Sensitive apps hear of what was shown of them: titles and snippets."""
    by_app: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.app is not None:
            by_app.setdefault(hit.app.app_id, []).append(hit)
    for app_id, each in by_app.items():
        app = search.apps[app_id]
        title = title_field(app)
        codes = {hit.field_code for hit in each if hit.field_code}
        codes |= {title.code} if title else set()
        ids = [hit.record_id for hit in each if hit.record_id]
        tell_reading(
            search.env.actor, app, ids, codes, about={"search": " ".join(search.words.all)}
        )
